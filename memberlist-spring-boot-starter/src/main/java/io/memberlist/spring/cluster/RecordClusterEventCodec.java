package io.memberlist.spring.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;
import org.springframework.beans.BeanUtils;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Records of texts, numbers, booleans, enums, bytes, other records, lists and maps with texts as
 * keys, as msgpack: for applications without Jackson. What is read follows the declared types
 * alone.
 */
public final class RecordClusterEventCodec implements ClusterEventCodec {

  private static final Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          byte[].class);

  /** Needs nothing. */
  public RecordClusterEventCodec() {}

  @Override
  public String name() {
    return "record";
  }

  /** Types that contain themselves are not possible, so that no message makes reading deep. */
  @Override
  public boolean supports(Class<?> type) {
    return type.isRecord() && supports(ResolvableType.forClass(type), new HashSet<>());
  }

  private static boolean supports(ResolvableType type, Set<Class<?>> outer) {
    var raw = boxed(type.toClass());
    if (SCALARS.contains(raw) || raw.isEnum()) {
      return true;
    }
    if (raw == List.class) {
      return supports(type.getGeneric(0), outer);
    }
    if (raw == Map.class) {
      return type.getGeneric(0).toClass() == String.class && supports(type.getGeneric(1), outer);
    }
    if (!raw.isRecord() || !outer.add(raw)) {
      return false;
    }
    for (var component : raw.getRecordComponents()) {
      if (!supports(typeOf(component), outer)) {
        return false;
      }
    }
    outer.remove(raw);
    return true;
  }

  private static Class<?> boxed(Class<?> type) {
    return ClassUtils.resolvePrimitiveIfNecessary(type);
  }

  private static ResolvableType typeOf(RecordComponent component) {
    return ResolvableType.forType(component.getGenericType());
  }

  @Override
  public byte[] write(Object event) {
    try (var packer = MessagePack.newDefaultBufferPacker()) {
      write(packer, event);
      return packer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(MessagePacker packer, @Nullable Object value) throws IOException {
    if (value == null) {
      packer.packNil();
    } else if (value instanceof String text) {
      packer.packString(text);
    } else if (value instanceof Boolean flag) {
      packer.packBoolean(flag);
    } else if (value instanceof Float || value instanceof Double) {
      packer.packDouble(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      packer.packLong(number.longValue());
    } else if (value instanceof Enum<?> constant) {
      packer.packString(constant.name());
    } else if (value instanceof byte[] bytes) {
      packer.packBinaryHeader(bytes.length).writePayload(bytes);
    } else if (value instanceof List<?> list) {
      packer.packArrayHeader(list.size());
      for (var element : list) {
        write(packer, element);
      }
    } else if (value instanceof Map<?, ?> map) {
      writeMap(packer, map);
    } else {
      writeMap(packer, components(value));
    }
  }

  private static void writeMap(MessagePacker packer, Map<?, ?> map) throws IOException {
    packer.packMapHeader(map.size());
    for (var entry : map.entrySet()) {
      packer.packString(String.valueOf(entry.getKey()));
      write(packer, entry.getValue());
    }
  }

  private static Map<String, @Nullable Object> components(Object record) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var component : record.getClass().getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        values.put(component.getName(), accessor.invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("cannot read " + component, e);
      }
    }
    return values;
  }

  @Override
  public <T> T read(byte[] body, Class<T> type) {
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
