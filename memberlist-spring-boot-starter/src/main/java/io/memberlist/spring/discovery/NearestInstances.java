package io.memberlist.spring.discovery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those instances that are about as near as the nearest one, by the round-trip times of probes.
 * Differences below a millisecond do not count, so that one network shares the load.
 */
final class NearestInstances {

  private static final Duration SAME = Duration.ofMillis(1);

  private final String local;

  NearestInstances(String local) {
    this.local = local;
  }

  /** All of them as long as nothing was measured; those that were not measured are left out. */
  List<MemberlistServiceInstance> of(List<MemberlistServiceInstance> instances) {
    var nearest =
        instances.stream()
            .map(this::distance)
            .filter(distance -> distance != null)
            .min(Duration::compareTo);
    if (nearest.isEmpty()) {
      return instances;
    }
    var twice = nearest.get().multipliedBy(2);
    var limit = twice.compareTo(SAME) > 0 ? twice : SAME;
    return instances.stream().filter(instance -> within(distance(instance), limit)).toList();
  }

  private static boolean within(@Nullable Duration distance, Duration limit) {
    return distance != null && distance.compareTo(limit) <= 0;
  }

  private @Nullable Duration distance(MemberlistServiceInstance instance) {
    var node = instance.getNode();
    return node.name().equals(local) ? Duration.ZERO : node.lastRtt();
  }
}
