package io.memberlist.spring.cluster;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  static Class<?> boxed(Class<?> type) {
    return ClassUtils.resolvePrimitiveIfNecessary(type);
  }

  static ResolvableType typeOf(RecordComponent component) {
    return ResolvableType.forType(component.getGenericType());
  }

  @Override
  public byte[] write(Object event) {
    return RecordWriter.write(event);
  }

  @Override
  public <T> T read(byte[] body, Class<T> type) {
    return RecordReader.read(body, type);
  }
}
