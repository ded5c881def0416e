package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.Dead;
import java.util.HashSet;
import java.util.Set;

/**
 * Whose machine refuses connections only when the process is gone ({@code detection.crashEvidence},
 * §21.1). Who was heard of in spite of a refusal is not suspected for one again, and where several
 * were, nobody is: a firewall is in the way.
 */
final class CrashEvidence {

  private static final int FIREWALL = 3;

  /** Members told of a crash directly; beyond that, gossip is as good. */
  private static final int MOST_TOLD = 128;

  private final boolean enabled;
  private final MemberTable table;
  private final Self self;
  private final Membership membership;
  private final Packets packets;
  private final Set<String> misleading = new HashSet<>();

  CrashEvidence(
      Config config, MemberTable table, Self self, Membership membership, Packets packets) {
    enabled = config.detection().crashEvidence();
    this.table = table;
    this.self = self;
    this.membership = membership;
    this.packets = packets;
  }

  /** Whether a refused connection says that the process is gone. */
  boolean believes(String name) {
    return enabled && misleading.size() < FIREWALL && !misleading.contains(name);
  }

  /** A connection was refused, but the member answers pings. */
  void mistrust(String name) {
    misleading.removeIf(known -> table.find(known) == MemberTable.NONE);
    misleading.add(name);
  }

  /**
   * A member that was suspected just now is gone. The others are told directly: nobody had the time
   * to suspect it as well, so who misses the rumour would have to find out alone.
   */
  void crashed(String name, int incarnation, long now) {
    if (!membership.crashed(name, incarnation, now)) {
      return;
    }
    var verdict = new Dead(incarnation, name, self.name);
    for (int member : table.random(MOST_TOLD, this::alive)) {
      var info = table.info(member);
      packets.bare(info.address(), info.name(), false, verdict);
    }
  }

  private boolean alive(int member) {
    return table.state(member) == NodeState.ALIVE && !self.is(table.info(member).name());
  }
}
