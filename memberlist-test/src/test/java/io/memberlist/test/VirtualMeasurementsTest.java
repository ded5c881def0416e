package io.memberlist.test;

import static io.memberlist.test.assertions.MemberlistAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Config;
import io.memberlist.Keyring;
import io.memberlist.NodeState;
import io.memberlist.TransportException;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.MetricsListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Timers, samples and gauges in virtual time; a way takes 5 ms in each direction. */
class VirtualMeasurementsTest {

  private static final Duration WAY = ofMillis(5);

  /** Connecting takes three ways, request and answer one each. */
  private static final Duration EXCHANGE = WAY.multipliedBy(5);

  /** Type and length in front of what is encrypted. */
  private static final int FRAME_HEADER = 5;

  private record Measured(Metric metric, long value) {}

  private final List<Measured> timers = new ArrayList<>();
  private final List<Measured> samples = new ArrayList<>();

  private final MetricsListener listener =
      new MetricsListener() {
        @Override
        public void timer(Metric metric, long nanos) {
          timers.add(new Measured(metric, nanos));
        }

        @Override
        public void sample(Metric metric, long value) {
          samples.add(new Measured(metric, value));
        }
      };

  private VirtualCluster cluster(NodeConfigurer configurer) {
    var cluster = VirtualCluster.of(7).nodes(2).configure(configurer).started();
    cluster.latency(WAY, WAY);
    cluster.node(1).memberlist().join(List.of("node-2"));
    return cluster;
  }

  private void listenToTheFirst(String node, Config.Builder config) {
    if (node.equals("node-1")) {
      config.metricsListener(listener);
    }
  }

  private static List<Long> valuesOf(Metric metric, List<Measured> measured) {
    return measured.stream().filter(one -> one.metric == metric).map(Measured::value).toList();
  }

  @Test
  void timersAreOfVirtualTime() {
    var cluster = cluster(this::listenToTheFirst);
    cluster.advance(ofSeconds(60));

    assertThat(valuesOf(Metric.PROBE_RTT, timers))
        .hasSizeGreaterThan(50)
        .containsOnly(WAY.multipliedBy(2).toNanos());
    assertThat(valuesOf(Metric.PROBE_NODE, timers)).containsOnly(WAY.multipliedBy(2).toNanos());
    assertThat(valuesOf(Metric.PUSH_PULL_NODE_SUCCESS, timers))
        .hasSizeGreaterThan(1)
        .containsOnly(EXCHANGE.toNanos());
    assertThat(valuesOf(Metric.GOSSIP, timers)).isNotEmpty().containsOnly(0L);
    assertThat(valuesOf(Metric.PUSH_PULL_NODE_FAILURE, timers)).isEmpty();
  }

  @Test
  void whatFailsIsTimedAsWell() {
    var cluster = cluster(this::listenToTheFirst);
    cluster.node(2).powerOff();
    timers.clear();

    cluster.advance(ofSeconds(3));
    assertThat(valuesOf(Metric.PROBE_NODE, timers)).contains(ofSeconds(1).toNanos());
    assertThat(valuesOf(Metric.PROBE_RTT, timers)).isEmpty();

    assertThat(cluster.node(1)).sees("node-2", NodeState.SUSPECT);
    assertThatThrownBy(cluster.node(1).memberlist()::sync).isInstanceOf(TransportException.class);
    assertThat(valuesOf(Metric.PUSH_PULL_NODE_FAILURE, timers))
        .containsExactly(Config.lan().build().tcpTimeout().toNanos());
  }

  @Test
  void theSizeOfEncryptedStatesIsSampled() {
    var key = new byte[16];
    var cluster =
        cluster(
            (node, config) -> {
              listenToTheFirst(node, config);
              config.keyring(Keyring.of(List.of(key), key));
            });

    assertThat(valuesOf(Metric.SIZE_REMOTE, samples)).hasSize(1);
    assertThat(samples.get(0).value + FRAME_HEADER)
        .isEqualTo(cluster.node(2).memberlist().statistics().get(Metric.SIZE_LOCAL));
  }

  @Test
  void gaugesAreThoseOfTheLifeThatRuns() {
    var cluster = cluster((node, config) -> {});
    var first = cluster.node(1).memberlist();
    cluster.awaitConverged();

    first.updateNode(ofSeconds(5));
    var gauges = first.statistics();
    assertThat(
            Map.of(
                "members", gauges.get(Metric.MEMBERS),
                "alive", gauges.get(Metric.NODE_INSTANCES_ALIVE),
                "suspect", gauges.get(Metric.NODE_INSTANCES_SUSPECT)))
        .isEqualTo(Map.of("members", 2L, "alive", 2L, "suspect", 0L));
    assertThat(gauges.get(Metric.SIZE_LOCAL)).isPositive();
    assertThat(gauges.get(Metric.QUEUE_BROADCASTS)).isEqualTo(first.queues().broadcasts());

    cluster.node(1).kill();
    assertThat(gauges.get(Metric.MEMBERS)).isZero();
    assertThat(gauges.get(Metric.SIZE_LOCAL)).isZero();
  }

  @Test
  void aListenerThatThrowsHarmsNobody() {
    var cluster =
        cluster(
            (node, config) ->
                config.metricsListener(
                    new MetricsListener() {
                      @Override
                      public void timer(Metric metric, long nanos) {
                        throw new IllegalStateException("on purpose");
                      }
                    }));

    cluster.advance(ofSeconds(60));

    assertThat(cluster).hasConverged();
  }
}
