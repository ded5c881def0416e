package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.alive;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.internal.core.RecordingOutput.Rejoin;
import io.memberlist.internal.wire.Dead;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How many lost members are remembered for rejoining (§21.1). */
class LostMembersTest {

  private static WholeCore rejoining(UnaryOperator<Config.Builder> settings) {
    return WholeCore.quiet(
        c ->
            settings.apply(
                c.rejoin(
                    c.build()
                        .rejoin()
                        .withEnabled(true)
                        .withInterval(Duration.ofSeconds(30))
                        .withForgetAfter(Duration.ofHours(1)))));
  }

  /** Ends the last round, so that the next one can come. */
  private static Rejoin round(WholeCore node) {
    int before = node.output.rejoins.size();
    if (before > 0) {
      long id = node.output.rejoins.get(before - 1).exchangeId();
      node.core.onExchangeEnded(id, ExchangeResult.FAILURE, node.now);
    }
    node.pass(Duration.ofSeconds(30));
    assertThat(node.output.rejoins).hasSize(before + 1);
    return node.output.rejoins.get(before);
  }

  @Test
  void byDefaultThereIsNone() {
    var node = WholeCore.quiet(c -> c).knowing("m2");

    assertThat(node.core.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void onlyTheLatestAreRemembered() {
    var node = rejoining(c -> c);
    for (int i = 0; i < 100; i++) {
      node.hears(alive("node-" + i, 1));
    }
    for (int i = 0; i < 100; i++) {
      node.hears(new Dead(1, "node-" + i, "x"));
    }

    Set<String> tried = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      tried.add(round(node).lostName());
    }

    var forgotten = List.of("node-0", "node-10", "node-20", "node-30", "node-35");
    assertThat(tried).hasSizeBetween(30, 64).doesNotContainAnyElementsOf(forgotten);
  }
}
