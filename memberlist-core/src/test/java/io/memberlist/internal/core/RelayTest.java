package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.OWN_ADDRESS;
import static io.memberlist.internal.core.MembershipFixture.alive;
import static io.memberlist.internal.core.WholeCore.SOMEWHERE;
import static io.memberlist.internal.core.WholeCore.addressOf;
import static io.memberlist.internal.core.WholeCore.messages;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answering pings (§10.3) and serving indirect ones (§10.4), with a time limit of 100 ms. */
class RelayTest {

  private static final NodeAddress REQUESTER = addressOf("requester");
  private static final NodeAddress TARGET = addressOf("target");

  private final WholeCore node =
      WholeCore.quiet(c -> c.probeTimeout(Duration.ofMillis(100))).drained();

  @Test
  void ack_01_aPingIsAnsweredToWhereItSays() {
    node.hears(new Ping(42, "", REQUESTER, "requester"));

    assertThat(node.output.packets)
        .singleElement()
        .satisfies(
            packet -> {
              assertThat(packet.to()).isEqualTo(REQUESTER);
              assertThat(packet.toName()).isEqualTo("requester");
              assertThat(packet.crc()).isFalse();
              assertThat(packet.kind()).isEqualTo(Metric.MESSAGES_SENT_PROBE);
              assertThat(messages(packet)).containsExactly(new Ack(42, null));
            });
  }

  @Test
  void ack_01_whoDoesNotSayIsAnsweredToWhereItCameFrom() {
    node.hears(new Ping(1, "me", null, ""));
    node.hears(new Ping(2, "me", new NodeAddress(new byte[0], 7946), ""));
    node.hears(new Ping(3, "me", REQUESTER.withPort(0), ""));

    assertThat(node.output.packets).hasSize(3).allMatch(p -> p.to().equals(SOMEWHERE));
  }

  @Test
  void ack_01_theDelegatesPayloadGoesAlong() {
    node.hooks.ackPayload = new byte[] {1, 2};

    node.hears(new Ping(42, "me", null, ""));

    assertThat(node.sent(Ack.class).get(0).payload()).containsExactly(1, 2);
  }

  @Test
  void ack_02_eachPingHasItsOwnPacket() {
    for (int i = 0; i < 3; i++) {
      node.hears(new Ping(42, "", REQUESTER, "requester"));
    }

    assertThat(node.sent(Ack.class)).extracting(Ack::seqNo).containsExactly(42, 42, 42);
  }

  @Test
  void ack_03_aPingForAnotherNodeIsNotAnswered() {
    node.hears(new Ping(42, "me-bad", REQUESTER, "requester"));

    assertThat(node.output.packets).isEmpty();
    assertThat(node.output.takeLogLevels()).contains(Level.WARN);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 17})
  void def_35_d3_whereNobodyCanAnswerToIsNotAnswered(int length) {
    var nowhere = new NodeAddress(new byte[length], 7946);

    node.hears(new Ping(42, "", nowhere, "requester"));
    node.hears(new IndirectPing(42, TARGET, "target", true, nowhere, "requester"));
    node.hears(new IndirectPing(42, nowhere, "target", true, REQUESTER, "requester"));
    node.passMillis(200);

    assertThat(node.output.packets).isEmpty();
  }

  @Test
  void ack_04_anIndirectPingOfThisNodeItselfIsAnsweredUnderTheRequestersNumber() {
    node.hears(new IndirectPing(100, OWN_ADDRESS, "me", true, REQUESTER, "requester"));

    var ping = node.sent(Ping.class).get(0);
    assertThat(node.output.packets.get(0).to()).isEqualTo(OWN_ADDRESS);
    node.hears(ping);
    node.hears(node.sent(Ack.class).get(0));

    var answer = node.output.packets.get(2);
    assertThat(answer.to()).isEqualTo(REQUESTER);
    assertThat(messages(answer)).containsExactly(new Ack(100, null));
  }

  @Test
  void anIndirectPingHasAFreshNumberAndTheHelpersSource() {
    node.hears(new IndirectPing(100, TARGET, "target", true, REQUESTER, "requester"));

    assertThat(node.output.packets.get(0).to()).isEqualTo(TARGET);
    assertThat(node.sent(Ping.class)).containsExactly(new Ping(1, "target", OWN_ADDRESS, "me"));
  }

  @Test
  void theTargetsPayloadIsNotRelayed() {
    node.hears(new IndirectPing(100, TARGET, "target", false, REQUESTER, "requester"));

    node.hears(new Ack(1, new byte[] {1, 2, 3}));

    assertThat(node.sent(Ack.class)).containsExactly(new Ack(100, null));
  }

  @Test
  void d15_aNackLeavesAfterFourFifthsOfTheTimeAndTheAckMayStillCome() {
    node.hears(new IndirectPing(100, TARGET, "target", true, REQUESTER, "requester"));

    node.passMillis(79);
    assertThat(node.sent(Nack.class)).isEmpty();
    node.passMillis(1);
    assertThat(node.sent(Nack.class)).containsExactly(new Nack(100));
    assertThat(node.receivers(Nack.class)).containsExactly("requester");
    node.passMillis(19);
    node.hears(new Ack(1, null));

    assertThat(node.sent(Ack.class)).containsExactly(new Ack(100, null));
  }

  @Test
  void anAckAfterTheTimeIsNotRelayed() {
    node.hears(new IndirectPing(100, TARGET, "target", false, REQUESTER, "requester"));

    node.passMillis(100);
    node.hears(new Ack(1, null));

    assertThat(node.sent(Ack.class)).isEmpty();
    assertThat(node.sent(Nack.class)).as("none was asked for").isEmpty();
  }

  @Test
  void d26_whoWasAnsweredGetsNoNack() {
    node.hears(new IndirectPing(100, TARGET, "target", true, REQUESTER, "requester"));

    node.passMillis(50);
    node.hears(new Ack(1, null));

    assertThat(node.core.nextDeadline()).as("nothing left to do").isEqualTo(Long.MAX_VALUE);
    assertThat(node.sent(Nack.class)).isEmpty();
  }

  @Test
  void noMoreThan4096AreServedAtOnce() {
    for (int i = 0; i < 4097; i++) {
      node.hears(new IndirectPing(i, TARGET, "target", true, REQUESTER, "requester"));
    }
    assertThat(node.sent(Ping.class)).hasSize(4096);
    assertThat(node.output.counter(Metric.PACKETS_DROPPED_BUSY)).isEqualTo(1);

    node.passMillis(100);
    node.hears(new IndirectPing(9, TARGET, "target", true, REQUESTER, "requester"));

    assertThat(node.sent(Ping.class)).hasSize(4097);
  }

  @Test
  void aPingThatCannotBeSentStillEndsInANack() {
    node.output.sendResult = SendResult.REMOTE_FAILURE;
    node.hears(new IndirectPing(100, TARGET, "target", true, REQUESTER, "requester"));
    node.output.sendResult = SendResult.SENT;

    node.passMillis(80);

    assertThat(node.sent(Nack.class)).containsExactly(new Nack(100));
    assertThat(node.output.takeLogLevels()).contains(Level.ERROR);
  }

  @Test
  void gos_04_rumoursRideAlongBehindTheAnswer() {
    node.hears(alive("rand", 10));

    node.hears(new Ping(42, "", REQUESTER, "requester"));

    var parts = messages(node.output.packets.get(0));
    assertThat(parts).hasSize(2).first().isEqualTo(new Ack(42, null));
    assertThat(parts)
        .last()
        .isInstanceOfSatisfying(Alive.class, m -> assertThat(m.node()).isEqualTo("rand"));
  }
}
