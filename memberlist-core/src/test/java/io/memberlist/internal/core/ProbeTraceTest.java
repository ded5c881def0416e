package io.memberlist.internal.core;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.ProbeTrace;
import io.memberlist.ProbeTrace.Outcome;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Nack;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an observer is told of probes: 10 ms for the direct ping, 200 ms for all. */
class ProbeTraceTest {

  private static WholeCore observed(String... members) {
    var node = WholeCore.probing(c -> c).knowing(members);
    node.output.observed = true;
    return node;
  }

  private static ProbeTrace last(WholeCore node) {
    return node.output.traces.get(node.output.traces.size() - 1);
  }

  @Test
  void l_43_anAnsweredPing() {
    var node = observed("m2");
    var ping = node.awaitPing("m2");

    node.passMillis(3);
    node.acks(ping);

    assertThat(node.output.traces)
        .containsExactly(
            new ProbeTrace("m2", Outcome.ANSWERED, ofMillis(3), ofMillis(3), List.of(), 0, false));
  }

  @Test
  void l_43_nobodyReachesTheMember_toldBeforeItIsSuspected() {
    var node = observed("m2", "m3", "m4");
    node.awaitPing("m4");
    node.passMillis(10);
    node.streamFails();
    node.hears(new Nack(node.sent(IndirectPing.class).get(0).seqNo()));
    assertThat(node.output.traces).noneMatch(trace -> trace.target().equals("m4"));

    node.passMillis(190);

    var trace = last(node);
    assertThat(trace.outcome()).isEqualTo(Outcome.UNANSWERED);
    assertThat(trace.took()).isEqualTo(ofMillis(200));
    assertThat(trace.waited()).isEqualTo(ofMillis(10));
    assertThat(trace.helpers()).containsExactlyInAnyOrder("m2", "m3");
    assertThat(trace.nacks()).isEqualTo(1);
    assertThat(trace.stream()).isTrue();
    assertThat(node.output.takeEvents()).contains("SUSPECT m4");
  }

  @Test
  void l_43_anAnswerThroughOthersOrOverTheStream() {
    var late = observed("m2", "m4");
    var ping = late.awaitPing("m4");
    late.passMillis(100);
    late.acks(ping);
    assertThat(last(late).outcome()).isEqualTo(Outcome.ANSWERED_LATE);
    assertThat(last(late).took()).isEqualTo(ofMillis(100));

    var stream = observed("m4");
    stream.awaitPing("m4");
    stream.passMillis(10);
    var id = stream.output.streamPings.get(0).exchangeId();
    stream.core.onExchangeEnded(id, ExchangeResult.SUCCESS, stream.now);
    stream.passMillis(190);
    assertThat(last(stream).outcome()).isEqualTo(Outcome.REACHED_BY_STREAM);
  }

  @Test
  void l_43_whatThisNodeCannotSendSaysNothingAboutTheMember() {
    var node = observed("m2");
    node.output.sendResult = SendResult.LOCAL_FAILURE;

    node.pass(ZERO);

    assertThat(last(node).outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(last(node).took()).isEqualTo(Duration.ZERO);
  }

  @Test
  void l_40_withoutAnObserverNothingIsTold() {
    var node = WholeCore.probing(c -> c).knowing("m2");

    node.acks(node.awaitPing("m2"));

    assertThat(node.output.traces).isEmpty();
  }
}
