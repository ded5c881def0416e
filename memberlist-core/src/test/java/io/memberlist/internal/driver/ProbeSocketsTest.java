package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Probes over sockets; exact times are shown in virtual time, see {@code core.ProbeTest}. */
class ProbeSocketsTest {

  private static final byte[] OLD = {};

  @RegisterExtension final Nodes nodes = new Nodes();

  private final List<RawMember> members = new ArrayList<>();

  /** Time enough for nacks on a busy machine. */
  private Memberlist prober() {
    return nodes.start(
        "m1",
        c ->
            c.probeInterval(Duration.ofSeconds(1))
                .probeTimeout(Duration.ofMillis(300))
                .suspicionMult(100)
                .enableCompression(false));
  }

  private RawMember member(Memberlist node, String name, byte[] versions) throws IOException {
    var member = new RawMember(name);
    members.add(member);
    member.introduce(node, versions);
    return member;
  }

  @AfterEach
  void close() throws IOException {
    for (var member : members) {
      member.close();
    }
  }

  private static void becomes(Memberlist node, String name, NodeState state) {
    Nodes.eventually(() -> node.node(name).orElseThrow().state() == state);
  }

  private static long asked(RawMember... relays) {
    return Stream.of(relays).mapToLong(relay -> relay.heard(IndirectPing.class).size()).sum();
  }

  @Test
  void probe_01_probe_02_whoAnswersStaysAliveWithVersionsOrWithout() throws IOException {
    var m1 = prober();
    var m2 = member(m1, "m2", RawMember.NEWEST);
    var m3 = member(m1, "m3", OLD);

    for (var member : List.of(m2, m3)) {
      Nodes.eventually(() -> !member.heard(Ping.class).isEmpty());
      Nodes.eventually(() -> m1.node(member.name).orElseThrow().lastRtt() != null);
      assertThat(m1.node(member.name).orElseThrow().state()).isEqualTo(NodeState.ALIVE);
    }
  }

  @Test
  void probe_03_probe_06_withoutAckAllOthersAreAskedAndTheirNacksKeepTheHealth()
      throws IOException {
    var m1 = prober();
    var m2 = member(m1, "m2", RawMember.NEWEST);
    var m3 = member(m1, "m3", RawMember.NEWEST);
    var m4 = member(m1, "m4", RawMember.NEWEST);
    m4.acks = false;

    becomes(m1, "m4", NodeState.SUSPECT);

    assertThat(asked(m2, m3)).isEqualTo(2);
    assertThat(m2.heard(IndirectPing.class).get(0).node()).isEqualTo("m4");
    assertThat(m1.healthScore()).isZero();
  }

  @Test
  void probe_04_aSuspectIsToldWithItsPingAndObjects() throws IOException {
    var m1 = prober();
    var m2 = nodes.start("m2", c -> c.probeInterval(Duration.ZERO));
    var teller = new RawMember("teller");
    members.add(teller);
    teller.say(m1, alive(m2));
    Nodes.members(m1, 2);
    teller.say(m1, new Suspect(1, "m2", "teller"));

    Nodes.eventually(
        () -> {
          var seen = m1.node("m2").orElseThrow();
          return seen.state() == NodeState.ALIVE && seen.incarnation() == 2;
        });
    assertThat(m2.localNode().incarnation()).isEqualTo(2);
  }

  private static Alive alive(Memberlist node) {
    var self = node.localNode();
    var address = new NodeAddress(self.addressBytes(), self.port());
    return new Alive(1, self.name(), address, null, RawMember.NEWEST);
  }

  @Test
  void probe_07_probe_08_aMissingNackCostsAPointWhichAnAnswerGivesBack() throws IOException {
    var m1 = prober();
    var m2 = relay(m1, "m2", RawMember.NEWEST);
    var m3 = relay(m1, "m3", RawMember.NEWEST);
    m3.nacks = false;
    var m4 = member(m1, "m4", RawMember.NEWEST);
    m4.acks = false;

    Nodes.eventually(() -> m1.healthScore() == 1);
    assertThat(m1.node("m4").orElseThrow().state()).isEqualTo(NodeState.SUSPECT);
    assertThat(asked(m2, m3)).isEqualTo(2);

    m2.release();
    m3.release();
    Nodes.eventually(() -> m1.healthScore() == 0);
  }

  /** Does not answer its own probe before a test has seen what the one before did. */
  private RawMember relay(Memberlist node, String name, byte[] versions) throws IOException {
    var relay = member(node, name, versions);
    relay.holdsAcksAfterRequest = true;
    return relay;
  }

  @Test
  void probe_09_withoutVersionsNoNacksAreAskedForAndAFailureCostsAPoint() throws IOException {
    var m1 = prober();
    var m2 = relay(m1, "m2", OLD);
    var m3 = relay(m1, "m3", OLD);
    var m4 = member(m1, "m4", OLD);
    m4.acks = false;

    Nodes.eventually(() -> m1.healthScore() == 1);

    assertThat(m1.node("m4").orElseThrow().state()).isEqualTo(NodeState.SUSPECT);
    assertThat(asked(m2, m3)).isPositive();
    assertThat(m2.heard(IndirectPing.class)).noneMatch(IndirectPing::nack);
    assertThat(m3.heard(IndirectPing.class)).noneMatch(IndirectPing::nack);
  }

  @Test
  void probe_10_whoAnswersAStreamStaysAliveUntilThatIsClosedAsWell() throws IOException {
    var m1 = prober();
    var m2 = member(m1, "m2", RawMember.NEWEST);
    var m4 = member(m1, "m4", RawMember.NEWEST);
    m4.streamAcks = true;
    m4.acks = false;

    Nodes.eventually(() -> m4.heard(Ping.class).size() >= 2);
    assertThat(m1.node("m4").orElseThrow().state()).isEqualTo(NodeState.ALIVE);
    assertThat(asked(m2)).isPositive();

    m4.streamAcks = false;
    becomes(m1, "m4", NodeState.SUSPECT);
  }
}
