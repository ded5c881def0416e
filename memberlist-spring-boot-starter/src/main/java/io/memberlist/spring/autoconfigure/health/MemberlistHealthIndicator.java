package io.memberlist.spring.autoconfigure.health;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether the node takes part in a cluster that is large enough. Reads a snapshot: no I/O, no
 * waiting.
 */
final class MemberlistHealthIndicator extends AbstractHealthIndicator {

  private final Memberlist memberlist;
  private final MemberlistProperties.Health settings;
  private final JoinBoard board;
  private final InstantSource clock;

  /** Start of the life that has settled; null if none has. */
  private volatile @Nullable Instant settled;

  MemberlistHealthIndicator(
      Memberlist memberlist,
      MemberlistProperties.Health settings,
      JoinBoard board,
      InstantSource clock) {
    super("The memberlist health check failed");
    this.memberlist = memberlist;
    this.settings = settings;
    this.board = board;
    this.clock = clock;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    var status = memberlist.status();
    var members = memberlist.members();
    var local = memberlist.node(memberlist.config().name()).orElse(null);
    if (status == Memberlist.Status.STOPPED || local == null) {
      builder.outOfService().withDetail("name", memberlist.config().name());
      return;
    }
    if (status == Memberlist.Status.LEFT) {
      builder.outOfService();
    } else if (members.size() < settings.getMinMembers()) {
      builder.down();
    } else if (!isSettled(local)) {
      builder.outOfService();
    } else {
      builder.up();
    }
    addDetails(builder, local, members);
  }

  private void addDetails(Health.Builder builder, Node local, List<Node> members) {
    builder
        .withDetail("name", local.name())
        .withDetail("address", local.addressText())
        .withDetail("members", members.size())
        .withDetail(
            "suspects", members.stream().filter(node -> node.state() == NodeState.SUSPECT).count())
        .withDetail("minMembers", settings.getMinMembers())
        .withDetail("joined", board.status().joined() || members.size() > 1)
        .withDetail("healthScore", memberlist.healthScore());
  }

  /** Once no state has changed for {@code settle-time}, until the node starts anew. */
  private boolean isSettled(Node local) {
    var time = settings.getSettleTime();
    if (time.isZero() || local.stateChange().equals(settled)) {
      return true;
    }
    var quietSince = clock.instant().minus(time);
    boolean quiet =
        memberlist.allNodes().stream().noneMatch(node -> node.stateChange().isAfter(quietSince));
    if (quiet) {
      settled = local.stateChange();
    }
    return quiet;
  }
}
