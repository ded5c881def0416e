package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.alive;
import static io.memberlist.internal.core.WholeCore.addressOf;
import static io.memberlist.internal.core.WholeCore.first;
import static io.memberlist.internal.core.WholeCore.messages;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One probe of §10.7; {@code m4} is the one that does not answer, unless a test says so. */
class ProbeTest {

  @Test
  void probe_01_anAckEndsTheProbe() {
    var node = WholeCore.probing(c -> c).knowing("m2");

    node.pass(Duration.ZERO);
    node.passMillis(3);
    node.hears(new Ack(1, new byte[] {7}));
    node.passMillis(190);

    assertThat(node.sent(Ping.class))
        .singleElement()
        .satisfies(
            ping -> {
              assertThat(ping.seqNo()).isEqualTo(1);
              assertThat(ping.node()).isEqualTo("m2");
              assertThat(ping.source()).isEqualTo(MembershipFixture.OWN_ADDRESS);
              assertThat(ping.sourceNode()).isEqualTo("me");
            });
    assertThat(node.output.packets.get(0).to()).isEqualTo(addressOf("m2"));
    assertThat(node.output.packets).hasSize(1);
    assertThat(node.output.streamPings).isEmpty();
    assertThat(node.state("m2")).isEqualTo(NodeState.ALIVE);
    assertThat(node.health()).isZero();
    assertThat(node.output.samples(Metric.PROBE_RTT)).containsExactly(millis(3));
    assertThat(node.output.samples(Metric.PROBE_NODE)).containsExactly(millis(3));
    assertThat(node.core.view().node("m2").orElseThrow().lastRtt()).isEqualTo(ofMillis(3));
    var complete = (MemberEvent.PingComplete) node.output.events.get(0);
    assertThat(complete.rtt()).isEqualTo(ofMillis(3));
    assertThat(complete.payload()).containsExactly(7);
  }

  @Test
  void def_23_def_49_aRoundTripTimeIsNeverBelowOneNanosecond() {
    var node = WholeCore.probing(c -> c).knowing("m2");

    node.pass(Duration.ZERO);
    node.core.onMessage(
        new Ack(1, null), WholeCore.SOMEWHERE, node.now - 5, node.now); // clocks of two threads

    assertThat(node.output.samples(Metric.PROBE_RTT)).containsExactly(1L);
  }

  @Test
  void probe_02_aNodeWithoutVersionsIsProbedAsWell() {
    var node = WholeCore.probing(c -> c).knowingOfVersion(0, "m2");

    node.acks(node.awaitPing("m2"));

    assertThat(node.state("m2")).isEqualTo(NodeState.ALIVE);
    assertThat(node.output.packets).hasSize(1);
  }

  @Test
  void probe_03_withoutAnAckTheOthersAreAskedAndThenTheNodeIsSuspected() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m3", "m4");

    var ping = node.awaitPing("m4");
    node.passMillis(9);
    assertThat(node.sent(IndirectPing.class)).isEmpty();
    node.passMillis(1);

    assertThat(node.receivers(IndirectPing.class)).containsExactlyInAnyOrder("m2", "m3");
    assertThat(node.sent(IndirectPing.class))
        .allSatisfy(
            request -> {
              assertThat(request.seqNo()).isEqualTo(ping.seqNo());
              assertThat(request.target()).isEqualTo(addressOf("m4"));
              assertThat(request.node()).isEqualTo("m4");
              assertThat(request.nack()).isTrue();
              assertThat(request.source()).isEqualTo(MembershipFixture.OWN_ADDRESS);
              assertThat(request.sourceNode()).isEqualTo("me");
            });
    node.streamFails();
    node.passMillis(189);
    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
    node.passMillis(1);
    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
    assertThat(node.output.takeEvents()).contains("SUSPECT m4");
    assertThat(node.output.samples(Metric.PROBE_NODE)).endsWith(millis(200));
  }

  @Test
  void aLateOrRelayedAckSavesTheNodeButSaysNothingAboutTheRoundTrip() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m4");

    var ping = node.awaitPing("m4");
    int measured = node.output.samples(Metric.PROBE_RTT).size();
    node.output.events.clear();
    node.passMillis(100);
    node.acks(ping);
    node.streamFails();
    node.passMillis(99);

    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
    assertThat(node.output.samples(Metric.PROBE_RTT)).hasSize(measured);
    assertThat(node.output.events).isEmpty();
    assertThat(node.output.samples(Metric.PROBE_NODE)).endsWith(millis(100));
  }

  @ParameterizedTest
  @CsvSource({"5,true", "4,false"})
  void probe_04_aSuspectIsToldWithItsPing(int version, boolean crc) {
    var node = WholeCore.probing(c -> c).knowingOfVersion(version, "m2");
    node.hears(new Suspect(1, "m2", "x"));

    node.pass(Duration.ZERO);

    var packet = node.output.packets.get(0);
    assertThat(packet.crc()).isEqualTo(crc);
    assertThat(messages(packet)).hasSize(2).first().isInstanceOf(Ping.class);
    assertThat(messages(packet)).last().isEqualTo(new Suspect(1, "m2", "me"));
  }

  @Test
  void probe_04_ref_05_whoIsToldSoObjectsWithoutARoundOfGossip() {
    var accused = WholeCore.quiet(c -> c).drained();

    accused.hears(new Ping(1, "me", WholeCore.SOMEWHERE, "m1"));
    accused.hears(new Suspect(1, "me", "m1"));

    assertThat(accused.sent(Ack.class)).extracting(Ack::seqNo).containsExactly(1);
    assertThat(accused.core.queuedBroadcasts()).isEqualTo(1);
    accused.hears(new Ping(2, "me", WholeCore.SOMEWHERE, "m1"));
    var refutation = (Alive) messages(accused.output.packets.get(1)).get(1);
    assertThat(refutation.incarnation()).isEqualTo(2);
    assertThat(refutation.node()).isEqualTo("me");
  }

  @Test
  void probe_05_whoDoesNotAnswerDiesAfterTheSuspicionTime() {
    var node = WholeCore.probing(c -> c.suspicionMult(5).disableTcpPings(true)).knowing("m4");

    node.awaitPing("m4");
    node.passMillis(200);
    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
    node.passMillis(999);
    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
    node.passMillis(1);

    assertThat(node.state("m4")).isEqualTo(NodeState.DEAD);
    assertThat(node.output.counter(Metric.NODE_CHANGES_FAILED)).isEqualTo(1);
  }

  @Test
  void probe_06_health_03_aDegradedNodeWaitsLongerAndAllNacksCostNothing() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m3", "m4");
    var ping = node.awaitPing("m4");
    node.acks(ping);
    node.degraded();
    assertThat(node.health()).isEqualTo(1);

    node.awaitPingWithoutRecovery("m4");
    long sent = node.now;
    node.passMillis(10);
    node.streamFails();
    var last = node.sent(IndirectPing.class);
    last.forEach(request -> node.hears(new Nack(request.seqNo())));
    node.passMillis(389);
    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
    node.passMillis(1);

    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
    assertThat(node.now - sent).isEqualTo(millis(400));
    assertThat(node.health()).isEqualTo(1);
    assertThat(node.output.counter(Metric.DEGRADED_PROBE)).isPositive();
  }

  @Test
  void probe_07_health_03_anAnswerHeals() {
    var node = WholeCore.probing(c -> c).knowing("m2").degraded();

    node.pass(Duration.ZERO);
    assertThat(node.health()).isEqualTo(1);
    assertThat(node.output.counter(Metric.DEGRADED_PROBE)).isEqualTo(1);
    node.acks(node.sent(Ping.class).get(0));

    assertThat(node.health()).isZero();
    assertThat(node.output.gauge(Metric.HEALTH_SCORE)).isZero();
  }

  @Test
  void probe_08_health_03_eachMissingNackCostsAPoint() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m3", "m4");

    var ping = node.awaitPing("m4");
    node.passMillis(10);
    node.streamFails();
    node.hears(new Nack(ping.seqNo()));
    node.passMillis(190);

    assertThat(node.sent(IndirectPing.class)).hasSize(2);
    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
    assertThat(node.health()).isEqualTo(1);
  }

  @Test
  void moreNacksThanHelpersDoNotHeal() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m4");
    node.acks(node.awaitPing("m4"));
    node.degraded();

    var ping = node.awaitPingWithoutRecovery("m4");
    node.passMillis(10);
    node.streamFails();
    for (int i = 0; i < 10; i++) {
      node.hears(new Nack(ping.seqNo()));
    }
    node.passMillis(390);

    assertThat(node.health()).isEqualTo(1);
  }

  @Test
  void probe_09_health_03_withoutAnyExpectedNackAFailureCostsAPoint() {
    var node = WholeCore.probing(c -> c).knowingOfVersion(0, "m2", "m3", "m4");

    node.awaitPing("m4");
    node.passMillis(200);

    assertThat(node.sent(IndirectPing.class)).hasSize(2).noneMatch(IndirectPing::nack);
    assertThat(node.output.streamPings).isEmpty();
    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
    assertThat(node.health()).isEqualTo(1);
  }

  @Test
  void probe_10_def_51_whoAnswersAStreamStaysAlive() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m3", "m4");

    var ping = node.awaitPing("m4");
    node.passMillis(10);
    var stream = node.output.streamPings.get(0);
    assertThat(stream.peer()).isEqualTo(addressOf("m4"));
    assertThat(stream.ping()).isEqualTo(ping);
    assertThat(stream.deadline()).isEqualTo(node.now + millis(190));
    node.core.onExchangeEnded(stream.exchangeId(), ExchangeResult.SUCCESS, node.now);
    node.passMillis(190);

    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
    assertThat(node.health()).isZero();
    assertThat(node.receivers(IndirectPing.class)).containsExactlyInAnyOrder("m2", "m3");
    assertThat(node.output.gauge(Metric.MEMBERS_STREAM_ONLY)).isEqualTo(1);

    node.awaitPing("m4");
    node.passMillis(10);
    node.streamFails();
    node.passMillis(190);
    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
  }

  @Test
  void probe_10_theVerdictWaitsForTheStream() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m4");

    node.awaitPing("m4");
    node.passMillis(10);
    var stream = node.output.streamPings.get(0).exchangeId();
    node.passMillis(195);
    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
    node.core.onExchangeEnded(stream, ExchangeResult.FAILURE, node.now);

    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
  }

  @Test
  void probe_11_withoutStreamPingsThereIsNone() {
    var node = WholeCore.probing(c -> c.disableTcpPings(true)).knowing("m2", "m3", "m4");

    node.awaitPing("m4");
    node.passMillis(200);

    assertThat(node.output.streamPings).isEmpty();
    assertThat(node.sent(IndirectPing.class)).hasSize(2);
    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
  }

  @Test
  void probe_12_whoDoesNotUnderstandStreamPingsGetsNone() {
    var node = WholeCore.probing(c -> c).knowing("m2").knowingOfVersion(2, "m4");

    node.awaitPing("m4");
    node.passMillis(200);

    assertThat(node.output.streamPings).isEmpty();
    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
  }

  @ParameterizedTest
  @CsvSource({"m4,0", "other,1"})
  void probe_13_streamPingsCanBeSwitchedOffForOneNode(String without, int expected) {
    var node =
        WholeCore.probing(c -> c.disableTcpPingsForNode(without::equals)).knowing("m2", "m4");

    node.awaitPing("m4");
    node.passMillis(10);

    assertThat(node.output.streamPings).hasSize(expected);
  }

  @Test
  void probe_13_aPredicateThatFailsChangesNothing() {
    var node =
        WholeCore.probing(
                c ->
                    c.disableTcpPingsForNode(
                        name -> {
                          throw new IllegalStateException("from the application");
                        }))
            .knowing("m2", "m4");

    node.awaitPing("m4");
    node.passMillis(10);

    assertThat(node.output.streamPings).hasSize(1);
    assertThat(node.output.logs).anyMatch(line -> line.text().contains("from the application"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void probe_15_frm_09_def_63_theOnlyHelperIsAlwaysFound(long rounds) {
    var node = WholeCore.probing(c -> c).knowing("m2", "m4");
    for (long i = 0; i < rounds; i++) {
      node.acks(node.awaitPing("m4"));
    }

    node.awaitPing("m4");
    node.passMillis(10);

    assertThat(node.receivers(IndirectPing.class)).containsExactly("m2");
  }

  @Test
  void whatThisNodeCannotSendIsNobodysFault() {
    var node = WholeCore.probing(c -> c).knowing("m2", "m4").degraded();
    node.output.sendResult = SendResult.LOCAL_FAILURE;

    node.passMillis(1000);

    assertThat(node.state("m2")).isEqualTo(NodeState.ALIVE);
    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
    assertThat(node.sent(IndirectPing.class)).isEmpty();
    assertThat(node.health()).isEqualTo(1);
  }

  @Test
  void pp_04_def_42_whatTheNetworkRefusesIsAsGoodAsLost() {
    var node = WholeCore.probing(c -> c.disableTcpPings(true)).knowing("m2", "m4");
    node.output.sendResult = SendResult.REMOTE_FAILURE;

    node.pass(Duration.ZERO);
    assertThat(node.sent(IndirectPing.class)).as("asked at once").hasSize(1);
    node.passMillis(200);

    assertThat(List.of(node.state("m2"), node.state("m4"))).contains(NodeState.SUSPECT);
  }

  @Test
  void def_12_d38_theStreamGetsAWholeProbeTimeoutAlsoIfTheIntervalIsShorter() {
    var node = WholeCore.probing(c -> c.probeTimeout(ofMillis(500))).knowing("m2", "m4");

    node.awaitPing("m4");
    node.passMillis(200);

    var stream = node.output.streamPings.get(0);
    assertThat(stream.deadline()).isEqualTo(node.now + millis(500));
    assertThat(node.sent(IndirectPing.class)).hasSize(1);
    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
    node.core.onExchangeEnded(stream.exchangeId(), ExchangeResult.FAILURE, node.now);
    assertThat(node.state("m4")).isEqualTo(NodeState.SUSPECT);
  }

  @Test
  void d18_def_30_whoHasTakenTheNameOverMeanwhileIsNotAccused() {
    var node = WholeCore.probing(c -> c.disableTcpPings(true)).knowing("m2", "m4");

    node.awaitPing("m4");
    node.hears(new Dead(1, "m4", "m4"));
    node.hears(alive("m4", 2, addressOf("another"), null));
    node.passMillis(200);

    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
  }

  @Test
  void whoHasAnnouncedItselfAnewMeanwhileIsNotAccused() {
    var node = WholeCore.probing(c -> c.disableTcpPings(true)).knowing("m2", "m4");

    node.awaitPing("m4");
    node.hears(alive("m4", 2));
    node.passMillis(200);

    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
  }

  private static WholeCore refused(boolean evidence) {
    var node =
        WholeCore.probing(c -> c.detection(c.build().detection().withCrashEvidence(evidence)))
            .knowing("m2", "m4", "m5");
    refuse(node);
    return node;
  }

  /** Lets the next probe of m4 go unanswered until its machine refuses the stream. */
  private static Ping refuse(WholeCore node) {
    var ping = node.awaitPing("m4");
    node.passMillis(10);
    int last = node.output.streamPings.size() - 1;
    node.core.onExchangeEnded(
        node.output.streamPings.get(last).exchangeId(), ExchangeResult.REFUSED, node.now);
    return ping;
  }

  @Test
  void withCrashEvidenceWhoRefusesAndStaysSilentIsDeadAtOnce() {
    var without = refused(false);
    var with = refused(true);
    int before = with.output.packets.size() - 1; // the first ping of the check is sent

    without.passMillis(5);
    with.passMillis(4);
    assertThat(with.state("m4")).isEqualTo(NodeState.ALIVE);
    with.passMillis(1);

    assertThat(without.state("m4")).isEqualTo(NodeState.ALIVE);
    assertThat(with.state("m4")).isEqualTo(NodeState.DEAD);
    var sent = with.output.packets.stream().skip(before).map(WholeCore::first).toList();
    assertThat(sent).filteredOn(Ping.class::isInstance).hasSize(6);
    assertThat(sent).filteredOn(Dead.class::isInstance).as("m2 and m5 are told").hasSize(2);
    assertThat(with.health()).as("the refusal came through the network").isZero();
    without.passMillis(190);
    assertThat(without.state("m4")).isEqualTo(NodeState.SUSPECT);
  }

  @Test
  void whoAnswersInSpiteOfARefusalIsAliveAndNotSuspectedForOneAgain() {
    var node =
        WholeCore.probing(c -> c.detection(c.build().detection().withCrashEvidence(true)))
            .knowing("m2", "m4", "m5");
    var ping = refuse(node);
    node.passMillis(3);
    node.acks(ping);
    node.passMillis(20);
    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);

    refuse(node);
    node.passMillis(20);

    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
  }

  @Test
  void def_44_d39_aProcessThatWasStoppedAccusesNobody() {
    var node = WholeCore.probing(c -> c.disableTcpPings(true)).knowing("m2", "m4").degraded();

    node.awaitPing("m4");
    int score = node.health();
    node.now += millis(60_000);
    node.core.onTime(node.now);

    assertThat(node.state("m4")).isEqualTo(NodeState.ALIVE);
    assertThat(node.state("m2")).isEqualTo(NodeState.ALIVE);
    assertThat(node.health()).isEqualTo(score);
    assertThat(node.output.logs).anyMatch(line -> line.text().contains("was stopped"));
  }

  @Test
  void rumoursRideAlongWithAPing() {
    var node = WholeCore.probing(c -> c).drained();
    node.hears(alive("m2", 1));

    node.pass(Duration.ZERO);

    var packet = node.output.packets.get(0);
    assertThat(first(packet)).isInstanceOf(Ping.class);
    assertThat(messages(packet).get(1))
        .isInstanceOfSatisfying(Alive.class, m -> assertThat(m.node()).isEqualTo("m2"));
    assertThat(packet.crc()).as("no record given").isFalse();
    assertThat(packet.kind()).isEqualTo(Metric.MESSAGES_SENT_PROBE);
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }

  private static long millis(long millis) {
    return ofMillis(millis).toNanos();
  }
}
