package io.memberlist.test;

import static io.memberlist.test.assertions.MemberlistAssertions.assertThat;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.MergeDelegate;
import io.memberlist.NoSeedReachableException;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.SeedFailure;
import io.memberlist.VetoException;
import io.memberlist.metrics.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A join that fails says why, as on real sockets. */
class VirtualJoinTest {

  private final VirtualCluster cluster = VirtualCluster.of(1).nodes(3).joined();
  private final Memberlist one = cluster.node(1).memberlist();

  @Test
  void incompatibleVersionsAreATypedFailureOfTheirOwn() {
    var newcomer = cluster.add(versionFive("node-4")).memberlist();
    newcomer.start();

    assertThatThrownBy(() -> newcomer.join(List.of("node-1", "node-2")))
        .isInstanceOfSatisfying(
            ProtocolMismatchException.class, e -> assertThat(e.delegate()).isTrue());
    assertThat(newcomer).hasMembers("node-4");

    cluster.node(3).kill();
    assertThatThrownBy(() -> newcomer.join(List.of("node-1", "node-3")))
        .isInstanceOfSatisfying(
            NoSeedReachableException.class,
            e ->
                assertThat(e.failures())
                    .extracting(SeedFailure::cause)
                    .hasAtLeastOneElementOfType(ProtocolMismatchException.class));
  }

  private static Config versionFive(String name) {
    return Config.lan()
        .name(name)
        .delegateProtocolMin(5)
        .delegateProtocolVersion(5)
        .delegateProtocolMax(5)
        .build();
  }

  @Test
  void aVetoOfTheMergeDelegateIsTyped() {
    MergeDelegate nobody =
        nodes -> {
          throw new VetoException("not with these");
        };
    var newcomer = cluster.add(Config.lan().name("node-4").merge(nobody).build()).memberlist();
    newcomer.start();

    assertThatThrownBy(() -> newcomer.join(List.of("node-1")))
        .isInstanceOfSatisfying(
            NoSeedReachableException.class,
            e ->
                assertThat(e.failures().get(0).cause())
                    .isInstanceOf(VetoException.class)
                    .hasMessage("not with these"));
  }

  @Test
  void aJoinTellsWhatHappenedToEachSeed() {
    assertThat(one.join(List.of("node-2", "node-1")).others()).isEqualTo(1);
    assertThat(one.join(List.of()).reached()).isZero();
    cluster.node(3).kill();

    assertThatThrownBy(() -> one.join(List.of("node-3", "nowhere")))
        .isInstanceOfSatisfying(
            NoSeedReachableException.class,
            e ->
                assertThat(e.failures())
                    .extracting(SeedFailure::reason)
                    .containsExactlyInAnyOrder("connection refused", "unknown host"));
    assertThatThrownBy(() -> one.join(List.of("node-2"), ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(one.statistics().get(Metric.JOINS_FAILURE)).isEqualTo(1);
  }
}
