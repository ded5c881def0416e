package io.memberlist.spring.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which instances the load balancer prefers (10.1, 10.4). */
class ChoiceTest {

  private static MemberlistServiceInstance instance(String name, String zone, Duration rtt) {
    var meta = Tags.encode(Map.of("boot.app", "stock", "boot.port", "81", "zone", zone));
    var node =
        new Node(
            name,
            new byte[] {10, 0, 0, 7},
            7946,
            meta,
            NodeState.ALIVE,
            1,
            Instant.EPOCH,
            Node.Versions.NONE,
            rtt);
    return MemberlistServiceInstance.of(node).orElseThrow();
  }

  private static MemberlistServiceInstance at(String name, long micros) {
    return instance(name, "z", Duration.ofNanos(micros * 1000));
  }

  private static List<String> nearest(MemberlistServiceInstance... instances) {
    return names(new NearestInstances("own").of(Arrays.asList(instances)));
  }

  private static List<String> names(List<MemberlistServiceInstance> instances) {
    return instances.stream().map(MemberlistServiceInstance::getInstanceId).toList();
  }

  @Test
  void s_87_thoseAtMostTwiceAsFarAsTheNearestAreChosen() {
    assertThat(nearest(at("a", 5_000), at("b", 10_000), at("c", 10_001), at("d", 80_000)))
        .containsExactly("a", "b");
  }

  @Test
  void s_87_differencesBelowAMillisecondDoNotCount() {
    assertThat(nearest(at("a", 100), at("b", 1000), at("c", 1001))).containsExactly("a", "b");
  }

  @Test
  void s_87_theOwnInstanceIsTheNearest() {
    assertThat(nearest(at("a", 300), instance("own", "z", null), at("c", 5_000)))
        .containsExactly("a", "own");
  }

  @Test
  void s_87_oneThatWasNotMeasuredIsFarUnlessNoneWas() {
    var unknown = instance("a", "z", null);

    assertThat(nearest(unknown, at("b", 90_000))).containsExactly("b");
    assertThat(nearest(unknown, instance("c", "z", null))).containsExactly("a", "c");
    assertThat(nearest()).isEmpty();
  }

  @Test
  void s_87_thoseOfTheOwnZoneAreChosenIfThereAreAny() {
    var zone = new SameZone("A");
    var own = instance("a", "a", null);
    var other = instance("b", "b", null);

    assertThat(names(zone.of(List.of(own, other)))).containsExactly("a");
    assertThat(names(zone.of(List.of(other)))).containsExactly("b");
    assertThat(zone.of(List.of())).isEmpty();
  }
}
