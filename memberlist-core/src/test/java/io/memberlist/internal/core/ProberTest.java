package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.alive;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Ping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whom to probe, and when (§10.1, §10.2): every 200 ms. */
class ProberTest {

  /** Answers every ping at once for so many ticks; names in the order of probing. */
  private static List<String> probed(WholeCore node, int ticks) {
    var names = new ArrayList<String>();
    for (int i = 0; i < ticks; i++) {
      int before = node.output.packets.size();
      node.pass(Duration.ZERO);
      for (var packet :
          List.copyOf(node.output.packets).subList(before, node.output.packets.size())) {
        if (WholeCore.first(packet) instanceof Ping ping) {
          names.add(ping.node());
          node.acks(ping);
        }
      }
      node.passMillis(199);
      node.now += 1_000_000;
    }
    return names;
  }

  @Test
  void everybodyIsProbedOncePerRound() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m3", "m4", "m5", "m6");

    var names = probed(node, 50);

    assertThat(names).hasSize(50);
    for (int round = 0; round < 10; round++) {
      assertThat(new TreeSet<>(names.subList(5 * round, 5 * round + 5))).hasSize(5);
    }
  }

  @Test
  void roundsDifferInTheirOrder() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m3", "m4", "m5", "m6");

    var names = probed(node, 50);

    var orders = new TreeSet<String>();
    for (int round = 0; round < 10; round++) {
      orders.add(names.subList(5 * round, 5 * round + 5).toString());
    }
    assertThat(orders).hasSizeGreaterThan(5);
  }

  @Test
  void d14_inAClusterOfTwoNoTickIsWasted() {
    var node = WholeCore.probing(c -> c).knowing("m2");

    assertThat(probed(node, 10)).hasSize(10).containsOnly("m2");
  }

  @Test
  void probe_16_def_58_neitherTheOwnNodeNorDeadNorLeftOnesAreProbed() {
    var node = WholeCore.probing(c -> c).knowing("m2", "dead", "left");
    node.hears(new Dead(1, "dead", "m2"));
    node.hears(new Dead(1, "left", "left"));

    assertThat(probed(node, 10)).hasSize(10).containsOnly("m2");
  }

  @Test
  void probe_16_aTickWithNobodyToProbeEndsWithoutAPing() {
    var node = WholeCore.probing(c -> c).knowing("dead");
    node.hears(new Dead(1, "dead", "x"));

    assertThat(probed(node, 10)).isEmpty();
    assertThat(node.output.packets).isEmpty();
  }

  @Test
  void withoutAnIntervalNobodyIsProbed() {
    var node = WholeCore.quiet(c -> c).knowing("m2");

    assertThat(node.core.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aProbeSwallowsTicksOfWhichOneIsMadeUpFor() {
    var node = WholeCore.probing(c -> c.disableTcpPings(true)).knowing("m2", "m3").degraded();
    var times = new ArrayList<Long>();
    for (int before = 0; times.size() < 2; ) {
      node.passMillis(1);
      for (; before < node.output.packets.size(); before++) {
        if (WholeCore.first(node.output.packets.get(before)) instanceof Ping) {
          times.add(node.sinceStart().toMillis());
        }
      }
    }

    assertThat(times).as("it lasts two intervals, since health is 1").containsExactly(1L, 400L);
    assertThat(node.sent(IndirectPing.class)).isNotEmpty();
  }

  @Test
  void def_11_d34_whoseAddressAnotherNodeClaimsIsProbedNext() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m3", "m4", "m5", "m6");
    probed(node, 2);
    var contested = WholeCore.addressOf("m4");

    node.hears(alive("newcomer", 1, contested, null));

    assertThat(probed(node, 1)).containsExactly("m4");
  }
}
