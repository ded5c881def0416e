package io.memberlist.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MemberlistMetricsTest {

  private final Statistics statistics = new Statistics();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private MemberlistMetrics bind(boolean referenceNames) {
    var metrics =
        new MemberlistMetrics(() -> statistics, "node", Map.of("zone", "a"), referenceNames);
    metrics.bindTo(registry);
    return metrics;
  }

  @Test
  void everyMetricIsThereFromTheStart() {
    bind(false);

    var names =
        registry.getMeters().stream()
            .map(meter -> meter.getId().getName())
            .collect(Collectors.toSet());
    assertThat(names)
        .isEqualTo(Arrays.stream(Metric.values()).map(Metric::meter).collect(Collectors.toSet()));
    assertThat(registry.getMeters()).hasSize(Metric.values().length);
    assertThat(registry.get("memberlist.msg.alive").functionCounter().count()).isZero();
    assertThat(registry.getMeters())
        .allSatisfy(
            meter -> {
              assertThat(meter.getId().getTag("name")).isEqualTo("node");
              assertThat(meter.getId().getTag("zone")).isEqualTo("a");
            });
  }

  @Test
  void countersAndGaugesReadTheStatistics() {
    bind(false);

    statistics.count(Metric.UDP_SENT, 120);
    statistics.count(Metric.PACKETS_DROPPED_CRC, 2);
    statistics.gauge(Metric.NODE_INSTANCES_DEAD, 3);

    assertThat(registry.get("memberlist.udp.sent").functionCounter().count()).isEqualTo(120);
    assertThat(registry.get("memberlist.udp.sent").meter().getId().getBaseUnit())
        .isEqualTo("bytes");
    assertThat(
            registry
                .get("memberlist.packets.dropped")
                .tag("reason", "crc")
                .functionCounter()
                .count())
        .isEqualTo(2);
    assertThat(registry.get("memberlist.node.instances").tag("node.state", "dead").gauge().value())
        .isEqualTo(3);
  }

  @Test
  void whatHasNoUnitHasNoneInsteadOfAnEmptyOne() {
    bind(false);

    assertThat(registry.get("memberlist.members").meter().getId().getBaseUnit()).isNull();
  }

  @Test
  void aGaugeMayBeReadElsewhere() {
    new MemberlistMetrics(
            () -> statistics, Map.of(Metric.EVENTS_PENDING, () -> 7), "node", Map.of(), false)
        .bindTo(registry);

    assertThat(registry.get("memberlist.events.pending").gauge().value()).isEqualTo(7);
  }

  @Test
  void durationsAndSamplesAreRecorded() {
    var metrics = bind(false);

    metrics.timer(Metric.PROBE_NODE, 2_000_000);
    metrics.sample(Metric.SIZE_REMOTE, 147);

    assertThat(registry.get("memberlist.probe.node").timer().totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(2);
    assertThat(registry.get("memberlist.size.remote").summary().totalAmount()).isEqualTo(147);
  }

  @Test
  void referenceNamesAreTheKeyPathsOfTheReference() {
    bind(true);

    assertThat(registry.find("memberlist.probeNode").timer()).isNotNull();
    assertThat(registry.find("memberlist.pushPullNode").tag("outcome", "success").timer())
        .isNotNull();
    assertThat(registry.find("memberlist.node.instances").tag("node_state", "left").gauge())
        .isNotNull();
    assertThat(registry.find("memberlist.probe.rtt").timer()).isNotNull();
  }

  @Test
  void aRegistryThatIsBoundTwiceRecordsOnce() {
    var metrics = bind(false);
    metrics.bindTo(registry);

    metrics.timer(Metric.PROBE_NODE, 1);
    metrics.sample(Metric.SIZE_REMOTE, 1);

    assertThat(registry.get("memberlist.probe.node").timer().count()).isEqualTo(1);
    assertThat(registry.get("memberlist.size.remote").summary().count()).isEqualTo(1);
  }

  @Test
  void everyRegistryRecordsUntilTheMetersAreClosed() {
    var metrics = bind(false);
    var other = new SimpleMeterRegistry();
    metrics.bindTo(other);

    metrics.timer(Metric.GOSSIP, 1);
    assertThat(registry.get("memberlist.gossip").timer().count()).isEqualTo(1);
    assertThat(other.get("memberlist.gossip").timer().count()).isEqualTo(1);

    metrics.close();
    metrics.timer(Metric.GOSSIP, 1);
    assertThat(other.getMeters()).isEmpty();
  }

  @Test
  void closingRemovesTheMeters() {
    var metrics = bind(false);

    metrics.close();

    assertThat(registry.getMeters()).isEmpty();
  }
}
