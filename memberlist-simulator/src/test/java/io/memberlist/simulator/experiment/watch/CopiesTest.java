package io.memberlist.simulator.experiment.watch;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.NetworkObserver;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopiesTest {

  /** R(n) of three members. */
  private static final int LIMIT = 4;

  /** Keeps the first packet that announces a member. */
  private static final class Announcement implements NetworkObserver {
    private final Letters letters = new Letters();
    private final String name;
    private byte @Nullable [] packet;

    Announcement(String name) {
      this.name = name;
    }

    @Override
    public void packetSent(long now, int from, NodeAddress to, byte[] buffer, int length) {
      if (packet == null && Letters.mayHaveNews(buffer)) {
        var messages = new ArrayList<Message>();
        letters.open(buffer, length, messages::add);
        if (messages.stream()
            .anyMatch(m -> m instanceof Alive alive && alive.node().equals(name))) {
          packet = Arrays.copyOf(buffer, length);
        }
      }
    }
  }

  @Test
  void whatAStaleAnnouncementMakesAMemberRepeatIsAnotherRumour() {
    var cluster = SimCluster.of(1).nodes(3).started();
    var announcement = new Announcement(cluster.node(2).name());
    cluster.observe(announcement);
    cluster.node(1).join(cluster.node(0));
    cluster.node(2).join(cluster.node(0));
    cluster.run(ofSeconds(5));
    var copies = Copies.of(cluster);
    cluster.node(2).kill();
    cluster.run(ofSeconds(12));
    assertThat(cluster.node(0).sees(cluster.node(2))).isEqualTo(NodeState.DEAD);
    assertThat(copies.most()).isEqualTo(LIMIT);
    int before = copies.rumours();

    byte[] stale = announcement.packet;
    var network = cluster.network();
    network.send(cluster.node(1), cluster.node(0).address(), stale, stale.length);
    network.send(cluster.node(0), cluster.node(1).address(), stale, stale.length);
    cluster.run(ofSeconds(3));

    assertThat(copies.rumours()).isGreaterThan(before);
    assertThat(copies.most()).isEqualTo(LIMIT);
  }
}
