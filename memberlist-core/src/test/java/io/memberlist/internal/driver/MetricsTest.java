package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Delegate;
import io.memberlist.QueueSizes;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.MetricsListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
  void met_02_pp_03_def_37_aStateExchangeSetsItsGauges() {
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
  void gaugesFollowEveryChangeAndAreZeroAfterTheEnd() {
    var pair = nodes.pair(c -> c.pushPullInterval(Duration.ZERO));
    var statistics = pair.get(1).statistics();

    pair.get(0).leave(Duration.ofSeconds(10));
    Nodes.eventually(() -> statistics.get(Metric.NODE_INSTANCES_LEFT) == 1);
    assertThat(statistics.get(Metric.NODE_INSTANCES_ALIVE)).isEqualTo(1);
    assertThat(statistics.get(Metric.MEMBERS)).isEqualTo(1);

    pair.get(1).shutdown();
    assertThat(statistics.get(Metric.NODE_INSTANCES_ALIVE)).isZero();
    assertThat(statistics.get(Metric.NODE_INSTANCES_LEFT)).isZero();
    assertThat(statistics.get(Metric.MEMBERS)).isZero();
  }

  @Test
  void queuesShowWhatWaits() {
    var delivered = new CountDownLatch(1);
    var a =
        nodes.start(
            "a",
            c ->
                c.gossipInterval(Duration.ZERO)
                    .delegate(
                        new Delegate() {
                          @Override
                          public void notifyMsg(byte[] message) {
                            await(delivered);
                          }
                        }));

    try {
      Nodes.eventually(() -> a.queues().broadcasts() == 1);
      assertThat(a.queues().rumourSent()).isZero();
      assertThat(a.queues().rumourLimit()).isEqualTo(a.config().retransmitMult());
      for (int i = 0; i < 4; i++) {
        a.sendReliable(a.localNode(), new byte[] {1});
      }
      Nodes.eventually(() -> a.queues().messages() == 3);
    } finally {
      delivered.countDown();
    }
    Nodes.eventually(() -> a.queues().messages() == 0);
    a.shutdown();
    assertThat(a.queues()).isEqualTo(QueueSizes.NONE);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void met_03_theLengthOfAnEncryptedFrameIsSampled() {
    nodes.pair(c -> c.metricsListener(listener).secretKey(new byte[16]));

    assertThat(measured.get(Metric.SIZE_REMOTE)).isBetween(50L, 2000L);
  }

  @Test
  void packetsAreCountedOnBothSides() {
    var pair = nodes.pair(c -> c.probeInterval(Duration.ofMillis(200)).metricsListener(listener));

    Nodes.eventually(
        () ->
            measured.keySet().containsAll(List.of(Metric.PROBE_RTT, Metric.PROBE_NODE))
                && measured.containsKey(Metric.GOSSIP));
    for (var node : pair) {
      for (var metric : List.of(Metric.UDP_SENT, Metric.UDP_RECEIVED, Metric.MESSAGES_SENT_PROBE)) {
        Nodes.eventually(() -> node.statistics().get(metric) > 0);
      }
      assertThat(node.statistics().get(Metric.MESSAGES_SENT_EXCHANGE)).isEqualTo(1);
    }
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
