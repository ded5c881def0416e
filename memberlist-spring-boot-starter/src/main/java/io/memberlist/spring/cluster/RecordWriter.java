package io.memberlist.spring.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Records to msgpack, see {@link RecordClusterEventCodec}. */
final class RecordWriter {

  private RecordWriter() {}

  static byte[] write(Object event) {
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
}
