package io.memberlist.simulator.measure;

import io.memberlist.Delegate;
import io.memberlist.broadcast.ClusterBroadcast;
import io.memberlist.broadcast.ClusterBroadcastOptions;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.LinkConditions;
import io.memberlist.simulator.time.SimClock;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One message to a whole cluster, by {@link ClusterBroadcast}, while packets get lost.
 *
 * @param reached members other than the sender that got it
 * @param members of them
 * @param last until the last of them got it
 */
public record LossyBroadcast(int reached, int members, Duration last) {

  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration TIME = Duration.ofSeconds(20);

  /** Publishes at a warm member and waits until nobody sends the message on any more. */
  public static LossyBroadcast run(long seed, int nodes, double loss) {
    var members = new ArrayList<Member>(nodes);
    for (int i = 0; i < nodes; i++) {
      members.add(new Member(nodes));
    }
    var cluster =
        SimCluster.of(seed)
            .nodes(nodes)
            .withoutHash()
            .config((number, c) -> c.delegate(members.get(number)))
            .network(LinkConditions.DEFAULT.withLoss(loss))
            .warm();
    members.forEach(member -> member.clock = cluster.clock());
    cluster.run(CALM);
    var sender = members.remove(Math.floorMod(seed, nodes));
    sender.broadcast.publish(new byte[] {1, 2, 3});
    cluster.run(TIME);
    long last = members.stream().mapToLong(member -> member.receivedAt).max().orElse(0);
    int reached = (int) members.stream().filter(member -> member.receivedAt > 0).count();
    return new LossyBroadcast(
        reached, members.size(), Duration.ofNanos(Math.max(0, last - CALM.toNanos())));
  }

  /** Whether it reached all. */
  public boolean complete() {
    return reached == members;
  }

  private static final class Member implements Delegate {
    private final ClusterBroadcast broadcast;
    private @Nullable SimClock clock;
    private long receivedAt;

    private Member(int nodes) {
      broadcast =
          new ClusterBroadcast(ClusterBroadcastOptions.DEFAULT, this::now, new Short(nodes));
    }

    private long now() {
      return clock == null ? 0 : clock.now();
    }

    @Override
    public TransmitLimitedQueue broadcastQueue() {
      return broadcast.queue();
    }

    @Override
    public void notifyMsg(byte[] message) {
      if (broadcast.received(message)) {
        receivedAt = now();
      }
    }
  }

  /** Short messages only, which are gossiped. */
  private record Short(int numNodes) implements ClusterBroadcast.Cluster {
    @Override
    public void sendReliable(byte[] message) {
      throw new IllegalStateException("short messages are gossiped");
    }
  }
}
