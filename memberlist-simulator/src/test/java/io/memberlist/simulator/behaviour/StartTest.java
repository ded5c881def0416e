package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.EventDelegate;
import io.memberlist.Node;
import io.memberlist.metrics.Metric;
import io.memberlist.simulator.SimCluster;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class StartTest {

  @Test
  void cfg_08_theOwnVersionsAreAnnounced() {
    var cluster =
        SimCluster.of(8)
            .nodes(1)
            .config(
                c ->
                    c.protocolVersion(1)
                        .delegateProtocolMin(12)
                        .delegateProtocolVersion(13)
                        .delegateProtocolMax(24))
            .started();

    cluster.run(ofMillis(250));

    assertThat(cluster.node(0).view().members())
        .singleElement()
        .satisfies(
            self -> assertThat(self.versions()).isEqualTo(new Node.Versions(1, 5, 1, 12, 24, 13)));
  }

  @Test
  void cfg_10_leave_04_aNodeCanBeShutDownRightAfterItsStartAndOnceMore() {
    var cluster = SimCluster.of(10).nodes(2).started();
    var node = cluster.node(0);

    node.kill();
    node.kill();
    cluster.run(ofMinutes(1));

    assertThat(node.running()).isFalse();
    assertThat(node.count(Metric.MESSAGES_SENT_PROBE)).isZero();
    assertThat(cluster.network().delivered()).isZero();
  }

  @Test
  void cfg_17_theOwnJoinWasToldBeforeStartReturns() {
    var joined = new ArrayList<String>();
    EventDelegate events =
        new EventDelegate() {
          @Override
          public void notifyJoin(Node node) {
            joined.add(node.name());
          }
        };
    var cluster = SimCluster.of(17).nodes(1).config(c -> c.events(events)).off();

    cluster.node(0).start();

    assertThat(joined).containsExactly("n0000000");
  }
}
