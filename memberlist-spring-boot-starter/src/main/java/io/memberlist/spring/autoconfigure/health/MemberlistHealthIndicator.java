package io.memberlist.spring.autoconfigure.health;

import io.memberlist.Memberlist;
import io.memberlist.NodeState;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether the node takes part in a cluster that is large enough. Reads a snapshot: no I/O, no
 * waiting.
 */
final class MemberlistHealthIndicator extends AbstractHealthIndicator {

  private final Memberlist memberlist;
  private final MemberlistProperties properties;
  private final JoinBoard board;

  MemberlistHealthIndicator(
      Memberlist memberlist, MemberlistProperties properties, JoinBoard board) {
    super("The memberlist health check failed");
    this.memberlist = memberlist;
    this.properties = properties;
    this.board = board;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    var status = memberlist.status();
    if (status == Memberlist.Status.STOPPED) {
      builder.outOfService().withDetail("name", memberlist.config().name());
      return;
    }
    var members = memberlist.members();
    int least = properties.getHealth().getMinMembers();
    if (status == Memberlist.Status.LEFT) {
      builder.outOfService();
    } else if (members.size() < least) {
      builder.down();
    } else {
      builder.up();
    }
    var local = memberlist.localNode();
    builder
        .withDetail("name", local.name())
        .withDetail("address", local.addressText())
        .withDetail("members", members.size())
        .withDetail(
            "suspects", members.stream().filter(node -> node.state() == NodeState.SUSPECT).count())
        .withDetail("minMembers", least)
        .withDetail("joined", board.status().joined())
        .withDetail("healthScore", memberlist.healthScore());
  }
}
