package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.metrics.Metric;
import io.memberlist.metrics.MetricsListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetricsTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  private final Map<Metric, Long> measured = new ConcurrentHashMap<>();
  private final MetricsListener listener =
      new MetricsListener() {
        @Override
        public void timer(Metric metric, long nanos) {
          measured.put(metric, nanos);
        }

        @Override
        public void sample(Metric metric, long value) {
          measured.put(metric, value);
        }
      };

  @Test
  void met_01_theLengthOfTheBroadcastQueueIsSampled() {
    var a =
        nodes.start(
            "a", c -> c.queueCheckInterval(Duration.ofMillis(10)).gossipInterval(Duration.ZERO));

    Nodes.eventually(() -> a.statistics().get(Metric.QUEUE_BROADCASTS) == 1);
  }

  @Test
  void met_02_aStateExchangeSetsItsGauges() {
    var pair = nodes.pair(c -> c.metricsListener(listener));
    pair.get(1).sync();

    var statistics = pair.get(1).statistics();
    assertThat(statistics.get(Metric.SIZE_LOCAL)).isBetween(50L, 2000L);
    assertThat(statistics.get(Metric.NODE_INSTANCES_ALIVE)).isEqualTo(2);
    assertThat(statistics.get(Metric.NODE_INSTANCES_SUSPECT)).isZero();
    assertThat(statistics.get(Metric.NODE_INSTANCES_DEAD)).isZero();
    assertThat(statistics.get(Metric.NODE_INSTANCES_LEFT)).isZero();
    assertThat(statistics.get(Metric.TCP_CONNECT)).isEqualTo(2);
    assertThat(statistics.get(Metric.MEMBERS)).isEqualTo(2);
    assertThat(measured.get(Metric.PUSH_PULL_NODE_SUCCESS)).isPositive();
    assertThat(pair.get(0).statistics().get(Metric.TCP_ACCEPT)).isEqualTo(2);
  }

  @Test
  void met_03_theLengthOfAnEncryptedFrameIsSampled() {
    nodes.pair(c -> c.metricsListener(listener).secretKey(new byte[16]));

    assertThat(measured.get(Metric.SIZE_REMOTE)).isBetween(50L, 2000L);
  }

  @Test
  void packetsAreCountedOnBothSides() {
    var pair = nodes.pair(c -> c.probeInterval(Duration.ofMillis(50)).metricsListener(listener));

    Nodes.eventually(
        () -> measured.containsKey(Metric.PROBE_RTT) && measured.containsKey(Metric.GOSSIP));

    assertThat(pair)
        .allSatisfy(
            node -> {
              assertThat(node.statistics().get(Metric.UDP_SENT)).isPositive();
              assertThat(node.statistics().get(Metric.UDP_RECEIVED)).isPositive();
              assertThat(node.statistics().get(Metric.MESSAGES_SENT_PROBE)).isPositive();
              assertThat(node.statistics().get(Metric.MESSAGES_SENT_EXCHANGE)).isEqualTo(1);
            });
    assertThat(measured.get(Metric.PROBE_NODE)).isPositive();
  }

  @Test
  void aListenerThatThrowsHarmsNobody() {
    var pair =
        nodes.pair(
            c ->
                c.metricsListener(
                    new MetricsListener() {
                      @Override
                      public void timer(Metric metric, long nanos) {
                        throw new IllegalStateException("from the application");
                      }
                    }));

    assertThat(pair.get(0).join(List.of(Nodes.seed(pair.get(1)))).reached()).isEqualTo(1);
  }
}
