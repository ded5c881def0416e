package io.memberlist.spring.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The types that may be read from the network, by their names on the wire (S-130). */
public final class ClusterEventTypes {

  private final Map<String, Class<?>> byName = new HashMap<>();

  /**
   * These and no others.
   *
   * @throws IllegalStateException if two have the same name
   */
  public ClusterEventTypes(Collection<Class<?>> types) {
    types.forEach(this::add);
  }

  /**
   * These by the names of their classes, which were found when the application was built.
   *
   * @throws IllegalArgumentException if one of them does not exist
   */
  public static ClusterEventTypes named(@Nullable ClassLoader classLoader, String... classNames) {
    var types = new ClusterEventTypes(List.of());
    for (var name : classNames) {
      types.add(ClassUtils.resolveClassName(name, classLoader));
    }
    return types;
  }

  /** All types with {@link ClusterEvent} in the packages. */
  public static ClusterEventTypes in(
      Collection<String> packages, @Nullable ClassLoader classLoader) {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ClusterEvent.class, false));
    var types = new ClusterEventTypes(List.of());
    for (var name : packages) {
      for (var candidate : scanner.findCandidateComponents(name)) {
        var className = String.valueOf(candidate.getBeanClassName());
        types.add(ClassUtils.resolveClassName(className, classLoader));
      }
    }
    return types;
  }

  /** These types and one more. */
  public ClusterEventTypes and(Class<?> type) {
    var more = new ClusterEventTypes(byName.values());
    more.add(type);
    return more;
  }

  private void add(Class<?> type) {
    var name = nameOf(type);
    var other = byName.putIfAbsent(name, type);
    if (other != null && other != type) {
      throw new IllegalStateException(
          "cluster event '%s' is declared twice: by %s and by %s"
              .formatted(name, other.getName(), type.getName()));
    }
  }

  /** The type of that name. */
  Optional<Class<?>> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Name of an event's type on the wire.
   *
   * @throws IllegalArgumentException if it has none
   */
  static String nameOf(Class<?> type) {
    var annotation = type.getAnnotation(ClusterEvent.class);
    if (annotation == null || annotation.value().isBlank()) {
      throw new IllegalArgumentException(
          type.getName() + " is no cluster event: it needs @ClusterEvent with a name");
    }
    return annotation.value();
  }

  /** All of them, in no order. */
  public Collection<Class<?>> all() {
    return List.copyOf(byName.values());
  }

  /** Number of types. */
  public int size() {
    return byName.size();
  }
}
