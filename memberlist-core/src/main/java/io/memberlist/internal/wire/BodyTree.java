package io.memberlist.internal.wire;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bodies as neutral trees for people to look at: whatever is there, under the wire's names, also
 * what a member would refuse.
 *
 * <p>A tree consists of {@code Map<String, Object>}, {@code List}, {@code String}, {@code Long},
 * {@code BigInteger}, {@code Double}, {@code Boolean} and null. Text is text in fields that hold
 * text in some message; all other bytes are a map with the one entry {@code hex}. Reads a sequence
 * of records from one array; every method throws {@link MalformedBodyException} for what is no
 * msgpack.
 */
public final class BodyTree {

  private final MsgpackValues in;

  public BodyTree(byte[] array, int offset, int length) {
    in = new MsgpackValues(array, offset, length);
  }

  /** Bytes consumed so far. */
  public int position() {
    return in.position();
  }

  /** Fields of the body of a message that is a single record, null if the type has no such body. */
  public @Nullable Map<String, @Nullable Object> message(int type) {
    RecordFormat format = Formats.ofType(type);
    return format == null ? null : record(format);
  }

  /** Header of a push/pull message. */
  public Map<String, @Nullable Object> pushPullHeader() {
    return record(Formats.PUSH_PULL_HEADER);
  }

  /** One node record of a push/pull message. */
  public Map<String, @Nullable Object> nodeState() {
    return record(Formats.NODE_STATE);
  }

  /** Header of a user message on a stream. */
  public Map<String, @Nullable Object> userHeader() {
    return record(Formats.USER_HEADER);
  }

  private Map<String, @Nullable Object> record(RecordFormat format) {
    Object value = in.next();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, content) -> fields.put(name(key), field(name(key), content)));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < Math.min(list.size(), format.size()); i++) {
        String name = format.field(i).name();
        fields.put(name, field(name, list.get(i)));
      }
    } else if (value != null) {
      throw MalformedBodyException.of(0, "a record is neither map nor array nor nil");
    }
    return fields;
  }

  private static @Nullable Object field(String name, @Nullable Object content) {
    return Formats.holdsText(name)
            && content instanceof byte[] bytes
            && Texts.isUtf8(bytes, 0, bytes.length)
        ? Texts.strict(bytes)
        : neutral(content);
  }

  private static String name(@Nullable Object key) {
    return key instanceof String text ? text : String.valueOf(neutral(key));
  }

  private static @Nullable Object neutral(@Nullable Object content) {
    if (content instanceof byte[] bytes) {
      return hex(bytes);
    }
    if (content instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? (Object) number.longValue()
          : shown(number);
    }
    if (content instanceof BigInteger number) {
      return number;
    }
    if (content instanceof MsgpackValues.Extension extension) {
      return Map.of(
          "extension", (long) extension.type(), "hex", HexFormat.of().formatHex(extension.bytes()));
    }
    if (content instanceof List<?> list) {
      var elements = new ArrayList<@Nullable Object>();
      list.forEach(element -> elements.add(neutral(element)));
      return elements;
    }
    if (content instanceof Map<?, ?> map) {
      var entries = new LinkedHashMap<String, @Nullable Object>();
      map.forEach((key, value) -> entries.put(name(key), neutral(value)));
      return entries;
    }
    return content;
  }

  /** What JSON has no number for becomes text. */
  private static Object shown(Double number) {
    return number.isNaN() || number.isInfinite() ? number.toString() : number;
  }

  private static Map<String, Object> hex(byte[] bytes) {
    return Map.of("hex", HexFormat.of().formatHex(bytes));
  }
}
