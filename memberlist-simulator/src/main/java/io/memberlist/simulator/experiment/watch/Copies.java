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
 * suspect of its own accusation is not a copy of a rumour: it comes from no queue. An accusation
 * that a member repeats because of a stale announcement (D33) is another rumour.
 */
public final class Copies implements NetworkObserver {

  private record Rumour(
      int sender, int life, String kind, String about, int incarnation, int occasion) {}

  private record Told(int member, String about) {}

  /** The how many-th time a member may repeat an accusation, and since when. */
  private record Occasion(int number, long since) {}

  private final SimCluster cluster;
  private final Letters letters = new Letters();
  private final Map<Rumour, Integer> sent = new HashMap<>();
  private final Map<Told, Occasion> occasions = new HashMap<>();
  private final List<Message> packet = new ArrayList<>();
  private final long intervalNanos;

  private Copies(SimCluster cluster) {
    this.cluster = cluster;
    intervalNanos = cluster.node(0).config().probeInterval().toNanos();
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
    if (!opened(buffer, length) || buddy()) {
      return;
    }
    for (var message : packet) {
      var rumour = rumour(from, message);
      if (rumour != null) {
        sent.merge(rumour, 1, Integer::sum);
      }
    }
  }

  @Override
  public void packetDelivered(long now, int from, int to, byte[] buffer) {
    if (!opened(buffer, buffer.length)) {
      return;
    }
    for (var message : packet) {
      if (message instanceof Alive alive) {
        occasions.compute(new Told(to, alive.node()), (told, last) -> occasion(last, now));
      }
    }
  }

  /** A member repeats an accusation once in an interval at most. */
  private Occasion occasion(@Nullable Occasion last, long now) {
    if (last == null) {
      return new Occasion(1, now);
    }
    return now - last.since < intervalNanos ? last : new Occasion(last.number + 1, now);
  }

  private boolean opened(byte[] buffer, int length) {
    packet.clear();
    if (!Letters.mayHaveNews(buffer)) {
      return false;
    }
    letters.open(buffer, length, packet::add);
    return true;
  }

  private boolean buddy() {
    return packet.size() == 2
        && packet.get(0) instanceof Ping ping
        && packet.get(1) instanceof Suspect suspect
        && suspect.node().equals(ping.node());
  }

  private @Nullable Rumour rumour(int sender, Message message) {
    int life = cluster.node(sender).lives();
    if (message instanceof Alive alive) {
      return new Rumour(sender, life, "alive", alive.node(), alive.incarnation(), 0);
    }
    if (message instanceof Suspect suspect) {
      return new Rumour(
          sender, life, "suspect by " + suspect.from(), suspect.node(), suspect.incarnation(), 0);
    }
    if (message instanceof Dead dead) {
      return new Rumour(
          sender,
          life,
          "dead by " + dead.from(),
          dead.node(),
          dead.incarnation(),
          repetition(sender, dead));
    }
    return null;
  }

  private int repetition(int sender, Dead dead) {
    var occasion = occasions.get(new Told(sender, dead.node()));
    boolean own = dead.from().equals(cluster.node(sender).name());
    return own && occasion != null ? occasion.number : 0;
  }
}
