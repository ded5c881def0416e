package io.memberlist.spring.cluster;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;

/**
 * What another member removes from its cache as well (S-136). A key travels as a text with the name
 * of its type, out of a closed list; any other key clears the whole cache.
 *
 * @param cache name
 * @param type of the key, null for the whole cache
 * @param key as a text, null for the whole cache
 */
@ClusterEvent("memberlist.cache-eviction")
public record CacheEviction(String cache, @Nullable String type, @Nullable String key) {

  private static final int LONGEST_KEY = 1024;

  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("text", String.class),
          Map.entry("char", Character.class),
          Map.entry("boolean", Boolean.class),
          Map.entry("byte", Byte.class),
          Map.entry("short", Short.class),
          Map.entry("int", Integer.class),
          Map.entry("long", Long.class),
          Map.entry("float", Float.class),
          Map.entry("double", Double.class),
          Map.entry("integer", BigInteger.class),
          Map.entry("decimal", BigDecimal.class),
          Map.entry("uuid", UUID.class));

  private static final String NO_ARGUMENTS = "none";

  private static final Map<String, Function<String, Object>> READERS =
      Map.ofEntries(
          Map.entry("text", text -> text),
          Map.entry("char", text -> text.charAt(0)),
          Map.entry("boolean", Boolean::valueOf),
          Map.entry("byte", Byte::valueOf),
          Map.entry("short", Short::valueOf),
          Map.entry("int", Integer::valueOf),
          Map.entry("long", Long::valueOf),
          Map.entry("float", Float::valueOf),
          Map.entry("double", Double::valueOf),
          Map.entry("integer", BigInteger::new),
          Map.entry("decimal", BigDecimal::new),
          Map.entry("uuid", UUID::fromString),
          Map.entry(NO_ARGUMENTS, text -> SimpleKey.EMPTY));

  /** Of everything in a cache. */
  static CacheEviction ofAll(String cache) {
    return new CacheEviction(cache, null, null);
  }

  /** Of one key, or of everything if the key cannot be written. */
  static CacheEviction of(String cache, Object key) {
    if (key.equals(SimpleKey.EMPTY)) {
      return new CacheEviction(cache, NO_ARGUMENTS, "");
    }
    var text = key.toString();
    return TYPES.entrySet().stream()
        .filter(type -> type.getValue() == key.getClass() && text.length() <= LONGEST_KEY)
        .findFirst()
        .map(type -> new CacheEviction(cache, type.getKey(), text))
        .orElse(ofAll(cache));
  }

  /** The key; empty if everything is meant, also if the key cannot be read. */
  Optional<Object> read() {
    var reader = type == null ? null : READERS.get(type);
    if (reader == null || key == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(key));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
