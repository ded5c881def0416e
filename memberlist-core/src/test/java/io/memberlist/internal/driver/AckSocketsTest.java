package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.MessageWriter;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Acks and gossip as packets, seen by somebody who is no member or only seems to be one. */
class AckSocketsTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  private RawMember peer;

  @BeforeEach
  void open() throws IOException {
    peer = new RawMember("peer");
    peer.acks = false;
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  /** Has nothing to tell any more, and gossips only when it is to. */
  private Memberlist drained(Duration gossipInterval) {
    var node =
        nodes.start(
            "a",
            c ->
                c.probeInterval(Duration.ZERO)
                    .gossipInterval(gossipInterval)
                    .enableCompression(false));
    for (int i = 0; i < 10; i++) {
      peer.say(node, ping(i, ""));
    }
    Nodes.eventually(() -> peer.heard(Ack.class).size() == 10);
    assertThat(peer.packets).last().satisfies(packet -> assertThat(packet).hasSize(1));
    peer.packets.clear();
    return node;
  }

  private Ping ping(int seqNo, String target) {
    return new Ping(seqNo, target, peer.address(), "peer");
  }

  @Test
  void ack_01_aPingIsAnsweredByABareAck() {
    var node = drained(Duration.ofMinutes(10));

    peer.say(node, ping(42, ""));

    Nodes.eventually(() -> !peer.packets.isEmpty());
    assertThat(peer.packets).containsExactly(List.of(new Ack(42, null)));
  }

  @Test
  void ack_02_eachPingOfACompoundHasItsOwnAck() {
    var node = drained(Duration.ofMinutes(10));
    var ping = new MessageWriter().encode(ping(42, ""));
    var compound = new ByteArrayOutputStream();
    compound.write(7);
    compound.write(3);
    for (int i = 0; i < 3; i++) {
      compound.write(ping.length >> 8);
      compound.write(ping.length);
    }
    for (int i = 0; i < 3; i++) {
      compound.writeBytes(ping);
    }

    peer.send(compound.toByteArray(), node.localNode().address());

    Nodes.eventually(() -> peer.packets.size() == 3);
    assertThat(peer.packets).containsOnly(List.of(new Ack(42, null)));
  }

  @Test
  void ack_03_aPingForAnotherNodeIsNotAnswered() {
    var node = drained(Duration.ofMinutes(10));

    peer.say(node, ping(42, "a-bad"), ping(43, "a"));

    Nodes.eventually(() -> !peer.packets.isEmpty());
    assertThat(peer.packets).containsExactly(List.of(new Ack(43, null)));
  }

  @Test
  void ack_04_anIndirectPingOfThisNodeItselfIsAnsweredUnderTheRequestersNumber() {
    var node = drained(Duration.ofMinutes(10));
    var self = node.localNode();
    var address = new NodeAddress(self.addressBytes(), self.port());

    peer.say(node, new IndirectPing(100, address, "a", true, peer.address(), "peer"));

    Nodes.eventually(() -> !peer.heard(Ack.class).isEmpty());
    assertThat(peer.heard(Ack.class)).containsExactly(new Ack(100, null));
  }

  @Test
  void gos_04_rumoursRideAlongBehindTheAck() {
    var node = drained(Duration.ofMinutes(10));
    peer.say(node, new Alive(10, "rand", peer.address(), null, RawMember.NEWEST));
    Nodes.members(node, 2);

    peer.say(node, ping(42, "a"));

    Nodes.eventually(() -> !peer.packets.isEmpty());
    assertThat(peer.packets)
        .singleElement()
        .satisfies(
            parts -> {
              assertThat(parts).hasSize(2);
              assertThat(parts.get(0)).isEqualTo(new Ack(42, null));
              assertThat(parts.get(1))
                  .isInstanceOfSatisfying(
                      Alive.class,
                      alive -> {
                        assertThat(alive.node()).isEqualTo("rand");
                        assertThat(alive.incarnation()).isEqualTo(10);
                      });
            });
  }

  @Test
  void gos_01_everybodyLearnsOfEverybody() {
    var m1 = nodes.start("m1", c -> c.probeInterval(Duration.ZERO));
    var m2 = nodes.start("m2", c -> c.probeInterval(Duration.ZERO));
    var self = m2.localNode();
    var address = new NodeAddress(self.addressBytes(), self.port());

    peer.say(
        m1,
        new Alive(1, "m2", address, null, RawMember.NEWEST),
        new Alive(1, "m3", peer.address(), null, RawMember.NEWEST));

    Nodes.members(m2, 3);
    assertThat(Nodes.names(m2.members())).containsExactly("m1", "m2", "m3");
  }

  @Test
  void gos_02_gos_03_whoDiedLatelyIsToldAndWhoDiedLongAgoIsNot() throws IOException {
    try (var witness = new RawMember("witness")) {
      var patient = gossiping("patient", Duration.ofMinutes(10), witness);
      var impatient = gossiping("impatient", Duration.ofNanos(1), witness);
      for (var node : List.of(patient, impatient)) {
        peer.introduce(node, RawMember.NEWEST);
        witness.say(node, new Dead(1, "peer", "witness"));
        Nodes.members(node, 2);
      }
      peer.packets.clear();

      witness.say(patient, news("of the patient"));
      witness.say(impatient, news("of the impatient"));

      Nodes.eventually(() -> told(witness, "of the impatient") && told(peer, "of the patient"));
      assertThat(told(peer, "of the impatient")).isFalse();
    }
  }

  private Memberlist gossiping(String name, Duration toTheDead, RawMember witness) {
    var node =
        nodes.start(name, c -> c.probeInterval(Duration.ZERO).gossipToTheDeadTime(toTheDead));
    witness.introduce(node, RawMember.NEWEST);
    return node;
  }

  private static Alive news(String name) {
    var nobody = new NodeAddress(new byte[] {127, 0, 0, 1}, 9);
    return new Alive(1, name, nobody, null, RawMember.NEWEST);
  }

  private static boolean told(RawMember member, String name) {
    return member.heard(Alive.class).stream().anyMatch(alive -> alive.node().equals(name));
  }
}
