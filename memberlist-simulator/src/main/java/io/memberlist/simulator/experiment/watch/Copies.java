package io.memberlist.simulator.experiment.watch;

import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.NetworkObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each rumour is sent by one life of one member, from its start on. What a ping tells a
 * suspect of its own accusation is not a copy of a rumour: it comes from no queue.
 */
public final class Copies implements NetworkObserver {

  private record Rumour(int sender, int life, String kind, String about, int incarnation) {}

  private final SimCluster cluster;
  private final Letters letters = new Letters();
  private final Map<Rumour, Integer> sent = new HashMap<>();
  private final List<Message> packet = new ArrayList<>();

  private Copies(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** Counts from now on. */
  public static Copies of(SimCluster cluster) {
    var copies = new Copies(cluster);
    cluster.observe(copies);
    return copies;
  }

  /** The most that one life of a member has sent of one rumour. */
  public int most() {
    return sent.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Number of rumours, each counted once for every life of a member that has sent it. */
  public int rumours() {
    return sent.size();
  }

  @Override
  public void packetSent(long now, int from, NodeAddress to, byte[] buffer, int length) {
    if (!Letters.mayHaveNews(buffer)) {
      return;
    }
    packet.clear();
    letters.open(buffer, length, packet::add);
    if (buddy()) {
      return;
    }
    int life = cluster.node(from).lives();
    for (var message : packet) {
      var rumour = rumour(from, life, message);
      if (rumour != null) {
        sent.merge(rumour, 1, Integer::sum);
      }
    }
  }

  private boolean buddy() {
    return packet.size() == 2
        && packet.get(0) instanceof Ping ping
        && packet.get(1) instanceof Suspect suspect
        && suspect.node().equals(ping.node());
  }

  private static @Nullable Rumour rumour(int sender, int life, Message message) {
    if (message instanceof Alive alive) {
      return new Rumour(sender, life, "alive", alive.node(), alive.incarnation());
    }
    if (message instanceof Suspect suspect) {
      return new Rumour(
          sender, life, "suspect by " + suspect.from(), suspect.node(), suspect.incarnation());
    }
    if (message instanceof Dead dead) {
      return new Rumour(sender, life, "dead by " + dead.from(), dead.node(), dead.incarnation());
    }
    return null;
  }
}
