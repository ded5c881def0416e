package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PushPullsTest {

  /** LAN: every 30 s, without probes, which would find out that nobody is there. */
  private final WholeCore node = WholeCore.random(c -> c.probeInterval(Duration.ZERO));

  private Duration untilExchange() {
    int seen = node.output.pushPulls.size();
    long start = node.now;
    while (node.output.pushPulls.size() == seen) {
      assertThat(node.now - start).as("waited").isLessThan(Duration.ofHours(1).toNanos());
      node.now = Math.max(node.now, node.core.nextDeadline());
      node.core.onTime(node.now);
    }
    return Duration.ofNanos(node.now - start);
  }

  private void exchangeEnds() {
    var last = node.output.pushPulls.get(node.output.pushPulls.size() - 1);
    node.core.onExchangeEnded(last.exchangeId(), ExchangeResult.FAILURE, node.now);
  }

  private void knowing(int others) {
    IntStream.range(0, others).forEach(i -> node.knowing("n" + i));
  }

  @Test
  void theFirstComesAfterARandomDelayAndOneInterval() {
    knowing(1);

    assertThat(untilExchange()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    assertThat(node.output.pushPulls.get(0).peerName()).isEqualTo("n0");
  }

  @Test
  void theNextWaitBeginsWhenTheExchangeHasEnded() {
    knowing(1);
    untilExchange();
    node.pass(Duration.ofSeconds(7));
    exchangeEnds();

    assertThat(untilExchange()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void frm_03_theWaitGrowsWithTheClusterAsItIsThen() {
    knowing(64);
    untilExchange();
    exchangeEnds();

    assertThat(untilExchange()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void theFirstWaitIsReckonedAfterTheRandomDelay() {
    knowing(64);

    assertThat(untilExchange()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(120));
  }

  @Test
  void nobodyIsAskedIfNobodyIsAlive() {
    node.pass(Duration.ofHours(1));
    assertThat(node.output.pushPulls).isEmpty();

    knowing(1);

    assertThat(untilExchange()).isLessThanOrEqualTo(Duration.ofSeconds(30));
  }
}
