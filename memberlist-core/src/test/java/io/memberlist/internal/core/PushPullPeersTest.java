package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.alive;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.Suspect;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whom a node exchanges its state with (§10.9), every 30 s. */
class PushPullPeersTest {

  private static WholeCore exchanging(UnaryOperator<Config.Builder> settings) {
    return WholeCore.quiet(c -> settings.apply(c.pushPullInterval(Duration.ofSeconds(30))));
  }

  @Test
  void onlyLivingOthersAreChosen() {
    var node = exchanging(c -> c).knowing("m2", "suspect", "dead", "left");
    node.hears(new Suspect(1, "suspect", "x"));
    node.hears(new Dead(1, "dead", "x"));
    node.hears(new Dead(1, "left", "left"));

    for (int i = 0; i < 100; i++) {
      assertThat(node.core.randomPeer())
          .as("the only one is never missed")
          .isEqualTo(new PeerAddress("m2", WholeCore.addressOf("m2")));
    }
  }

  @Test
  void aloneItWaitsForSomebody() {
    var node = exchanging(c -> c);
    node.pass(Duration.ofSeconds(300));
    assertThat(node.output.pushPulls).isEmpty();
    assertThat(node.core.randomPeer()).isNull();

    node.hears(alive("m2", 1));
    node.pass(Duration.ofSeconds(30));

    assertThat(node.output.pushPulls).hasSize(1);
  }

  @Test
  void withoutAnIntervalThereIsNone() {
    var node = WholeCore.quiet(c -> c).knowing("m2");

    assertThat(node.core.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }
}
