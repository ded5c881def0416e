package io.memberlist.internal.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Reads whatever msgpack there is, one value after the other, from an array. For {@link BodyTree}.
 */
final class MsgpackValues {

  private final MsgpackInput input = new MsgpackInput();
  private final MessageUnpacker in = input.unpacker();

  MsgpackValues(byte[] array, int offset, int length) {
    input.reset(array, offset, length);
  }

  /** Bytes consumed so far. */
  int position() {
    return (int) input.position();
  }

  /** A value of an extension type, which no message has. */
  record Extension(int type, byte[] bytes) {}

  /**
   * Reads any value: null, Boolean, Long, BigInteger, Double, byte[] for texts and bytes, List, Map
   * in order of the input, or {@link Extension}.
   */
  @Nullable Object next() {
    try {
      return value(MsgpackInput.MAX_NESTING);
    } catch (MessagePackException e) {
      throw input.translated(e);
    } catch (IOException e) {
      throw new IllegalStateException("an array cannot fail", e);
    }
  }

  private @Nullable Object value(int levels) throws IOException {
    MessageFormat format = input.next();
    return switch (format.getValueType()) {
      case NIL -> {
        in.unpackNil();
        yield null;
      }
      case BOOLEAN -> in.unpackBoolean();
      case INTEGER ->
          format == MessageFormat.UINT64 ? in.unpackBigInteger() : (Object) in.unpackLong();
      case FLOAT -> in.unpackDouble();
      case STRING, BINARY -> input.payload(input.rawHeader());
      case EXTENSION -> {
        var header = in.unpackExtensionTypeHeader();
        yield new Extension(header.getType(), input.payload(header.getLength()));
      }
      case ARRAY -> elements(in.unpackArrayHeader(), below(levels));
      case MAP -> entries(in.unpackMapHeader(), below(levels));
    };
  }

  private int below(int levels) {
    if (levels == 0) {
      throw input.malformed("containers are nested too deeply");
    }
    return levels - 1;
  }

  private List<@Nullable Object> elements(int count, int levels) throws IOException {
    var list = new ArrayList<@Nullable Object>();
    for (int i = 0; i < count; i++) {
      list.add(value(levels));
    }
    return list;
  }

  /**
   * Keys that are bytes are wrapped into text, so that a repeated one is found; what is not UTF-8
   * is as good as it gets.
   */
  private Map<@Nullable Object, @Nullable Object> entries(int count, int levels)
      throws IOException {
    var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
    for (int i = 0; i < count; i++) {
      Object key = value(levels);
      map.put(
          key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : key,
          value(levels));
    }
    return map;
  }
}
