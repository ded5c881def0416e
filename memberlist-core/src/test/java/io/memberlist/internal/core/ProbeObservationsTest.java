package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.NodeState;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Ping;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What probes leave behind besides suspicions. LAN timing: 500 ms for the ack, 1 s for the probe.
 */
class ProbeObservationsTest {

  private static WholeCore node(boolean crashEvidence) {
    return WholeCore.random(
        c ->
            c.detection(c.build().detection().withCrashEvidence(crashEvidence))
                .pushPullInterval(Duration.ZERO));
  }

  @Test
  void def_24_whoAnswersByStreamOnlyIsCountedUntilItsPacketsComeThrough() {
    var node = node(false).knowing("b");

    node.nextPing();
    node.pass(Duration.ofMillis(600)).streamEnds(ExchangeResult.SUCCESS);
    node.pass(Duration.ofMillis(400));
    assertThat(node.core.view().details("b").orElseThrow().streamOnly()).isTrue();
    assertThat(node.output.gauge(Metric.MEMBERS_STREAM_ONLY)).isEqualTo(1);

    var next = node.sent(Ping.class);
    node.pass(Duration.ofMillis(1)).acks(next.get(next.size() - 1));

    assertThat(node.core.view().details("b").orElseThrow().streamOnly()).isFalse();
    assertThat(node.output.gauge(Metric.MEMBERS_STREAM_ONLY)).isZero();
  }

  @Test
  void aRelayedAckEndsTheRowOfFailedProbes() {
    var node = node(false).knowing("b");
    node.nextPing();
    node.pass(Duration.ofMillis(500)).streamEnds(ExchangeResult.FAILURE);
    node.pass(Duration.ofMillis(500));
    assertThat(node.core.view().details("b").orElseThrow().failedProbes()).isEqualTo(1);

    var pings = node.sent(Ping.class);
    node.pass(Duration.ofMillis(700)).acks(pings.get(pings.size() - 1));

    assertThat(node.core.view().details("b").orElseThrow().failedProbes()).isZero();
    assertThat(node.core.view().details("b").orElseThrow().lastAck()).isNull();
  }

  @Test
  void aRefusedStreamIsEvidenceOfACrash() {
    var node = node(true).knowing("b", "c", "d", "e");
    var victim = node.nextPing().node();
    node.pass(Duration.ofMillis(500));
    assertThat(node.sent(IndirectPing.class)).hasSize(3);

    node.streamEnds(ExchangeResult.REFUSED);
    node.pass(Duration.ofMillis(250));

    assertThat(node.state(victim)).isEqualTo(NodeState.DEAD);
    assertThat(node.core.view().healthScore()).isZero();
  }

  @Test
  void aRefusedStreamIsNoEvidenceUnlessWished() {
    var node = node(false).knowing("b", "c", "d", "e");
    var victim = node.nextPing().node();
    node.pass(Duration.ofMillis(500));

    node.streamEnds(ExchangeResult.REFUSED);

    assertThat(node.state(victim)).isEqualTo(NodeState.ALIVE);
    node.pass(Duration.ofMillis(500));
    assertThat(node.core.view().details(victim).orElseThrow().suspicionDeadline())
        .isEqualTo(node.hooks.instant(node.now + Duration.ofSeconds(24).toNanos()));
  }

  @Test
  void evidenceThatComesTooLateToBeCheckedCountsAsSilence() {
    var node =
        WholeCore.random(
                c ->
                    c.detection(c.build().detection().withCrashEvidence(true))
                        .pushPullInterval(Duration.ZERO)
                        .probeTimeout(Duration.ofSeconds(1)))
            .knowing("b", "c", "d", "e");
    var victim = node.nextPing().node();
    node.pass(Duration.ofSeconds(1));

    node.streamEnds(ExchangeResult.REFUSED);

    assertThat(node.core.view().details(victim).orElseThrow().suspicionDeadline())
        .isEqualTo(node.hooks.instant(node.now + Duration.ofSeconds(24).toNanos()));
  }

  @Test
  void anErrorInAProbeDoesNotEndProbing() {
    var node = node(false).knowing("b");
    node.output.sendFailure = new IllegalStateException("a bug");
    assertThatThrownBy(() -> node.pass(Duration.ofSeconds(1))).hasMessage("a bug");
    for (int errors = 0; errors < 10; errors++) {
      try {
        node.pass(Duration.ofSeconds(1));
      } catch (IllegalStateException e) {
        // as the driver does: log it and go on
      }
    }

    node.output.sendFailure = null;

    assertThat(node.nextPing().node()).isEqualTo("b");
  }
}
