package io.memberlist.simulator.experiment.watch;

import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.NetworkObserver;
import java.util.HashMap;
import java.util.Map;

/** The longest time between two pings of the same target by the same member. */
public final class ProbeGaps implements NetworkObserver {

  private record Pair(int from, NodeAddress to) {}

  private final Letters letters = new Letters();
  private final Map<Pair, Long> last = new HashMap<>();
  private long worst;

  /** Watches a healthy cluster: all its pings are direct probes. */
  public static ProbeGaps of(SimCluster cluster) {
    var gaps = new ProbeGaps();
    cluster.observe(gaps);
    return gaps;
  }

  /** In nanoseconds. */
  public long worst() {
    return worst;
  }

  @Override
  public void packetSent(long now, int from, NodeAddress to, byte[] buffer, int length) {
    letters.open(
        buffer,
        length,
        message -> {
          if (message instanceof Ping) {
            var before = last.put(new Pair(from, to), now);
            worst = before == null ? worst : Math.max(worst, now - before);
          }
        });
  }
}
