package io.memberlist.spring.cluster;

import static io.memberlist.spring.cluster.RecordClusterEventCodec.boxed;
import static io.memberlist.spring.cluster.RecordClusterEventCodec.typeOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.springframework.beans.BeanUtils;
import org.springframework.core.ResolvableType;

/** Msgpack to records, see {@link RecordClusterEventCodec}. */
final class RecordReader {

  private RecordReader() {}

  static <T> T read(byte[] body, Class<T> type) {
    try (var unpacker = MessagePack.newDefaultUnpacker(body)) {
      var event = type.cast(read(unpacker, ResolvableType.forClass(type), body.length));
      if (event == null) {
        throw new IllegalArgumentException("null is no event");
      }
      return event;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object read(MessageUnpacker unpacker, ResolvableType type, int limit)
      throws IOException {
    if (unpacker.getNextFormat() == MessageFormat.NIL) {
      unpacker.unpackNil();
      return null;
    }
    var raw = boxed(type.toClass());
    if (raw.isRecord()) {
      return readRecord(unpacker, raw, limit);
    }
    if (raw == List.class) {
      var list = new ArrayList<@Nullable Object>();
      for (int left = unpacker.unpackArrayHeader(); left > 0; left--) {
        list.add(read(unpacker, type.getGeneric(0), limit));
      }
      return list;
    }
    if (raw == Map.class) {
      var map = new LinkedHashMap<String, @Nullable Object>();
      for (int left = unpacker.unpackMapHeader(); left > 0; left--) {
        map.put(unpacker.unpackString(), read(unpacker, type.getGeneric(1), limit));
      }
      return map;
    }
    return readScalar(unpacker, raw, limit);
  }

  private static Object readScalar(MessageUnpacker unpacker, Class<?> type, int limit)
      throws IOException {
    if (type == String.class) {
      return unpacker.unpackString();
    }
    if (type == Boolean.class) {
      return unpacker.unpackBoolean();
    }
    if (type == byte[].class) {
      int length = unpacker.unpackBinaryHeader();
      if (length > limit) {
        throw new IllegalArgumentException(length + " bytes in a body of " + limit);
      }
      return unpacker.readPayload(length);
    }
    if (type.isEnum()) {
      var name = unpacker.unpackString();
      for (var constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(name)) {
          return constant;
        }
      }
      throw new IllegalArgumentException("no such constant");
    }
    if (type == Double.class) {
      return unpacker.unpackDouble();
    }
    if (type == Float.class) {
      return (float) unpacker.unpackDouble();
    }
    return readNumber(unpacker.unpackLong(), type);
  }

  private static Object readNumber(long value, Class<?> type) {
    if (type == Long.class) {
      return value;
    }
    int number = Math.toIntExact(value);
    if (type == Short.class) {
      return (short) number;
    }
    return type == Byte.class ? (Object) (byte) number : (Object) number;
  }

  /** Fields that the type does not have are skipped; those that are missing are null or 0. */
  private static Object readRecord(MessageUnpacker unpacker, Class<?> type, int limit)
      throws IOException {
    var components = type.getRecordComponents();
    var positions = new HashMap<String, Integer>();
    var types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      positions.put(components[i].getName(), i);
      types[i] = components[i].getType();
    }
    var values = new @Nullable Object[components.length];
    for (int left = unpacker.unpackMapHeader(); left > 0; left--) {
      var position = positions.get(unpacker.unpackString());
      if (position == null) {
        unpacker.skipValue();
      } else {
        values[position] = read(unpacker, typeOf(components[position]), limit);
      }
    }
    try {
      return BeanUtils.instantiateClass(type.getDeclaredConstructor(types), values);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("no canonical constructor of " + type.getName(), e);
    }
  }
}
