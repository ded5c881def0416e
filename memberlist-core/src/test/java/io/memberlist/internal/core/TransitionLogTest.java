package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.Suspect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an administrator reads: one line for each member that comes or goes. */
class TransitionLogTest {

  private final MembershipFixture node = MembershipFixture.node();

  private List<String> lines() {
    return node.output.logs.stream()
        .filter(line -> line.level() == Level.INFO)
        .map(LogEvent::text)
        .toList();
  }

  @Test
  void whoComesAndGoesIsLoggedOnce() {
    node.learns(MembershipFixture.alive("b", 1, MembershipFixture.SOMEWHERE, null));
    node.learns(MembershipFixture.alive("b", 2, MembershipFixture.SOMEWHERE, "meta"));
    node.learns(new Suspect(2, "b", "c"));
    node.learns(new Dead(2, "b", "c"));
    node.learns(new Dead(2, "b", "d"));
    node.learns(MembershipFixture.alive("b", 3, MembershipFixture.SOMEWHERE, null));
    node.learns(new Dead(3, "b", "b"));

    assertThat(lines())
        .containsExactly(
            "Node b joined at 10.0.0.99:7946",
            "Node b failed",
            "Node b joined at 10.0.0.99:7946",
            "Node b left");
  }

  @Test
  void theOwnLeaveIsLogged() {
    node.membership.leave(() -> {}, node.now);

    assertThat(lines()).containsExactly("This node has left");
  }

  @Test
  void def_10_conflictsAboutOneNameAreOneSubject() {
    node.knowing("b");

    node.learns(MembershipFixture.alive("b", 2, MembershipFixture.address("10.0.0.98", 1), null));
    node.learns(MembershipFixture.alive("b", 2, MembershipFixture.address("10.0.0.98", 2), null));

    assertThat(node.output.logs)
        .extracting(LogEvent::level, LogEvent::subject)
        .containsExactly(tuple(Level.ERROR, "conflict b"), tuple(Level.ERROR, "conflict b"));
    assertThat(node.output.logs.get(0).text()).isNotEqualTo(node.output.logs.get(1).text());
  }
}
