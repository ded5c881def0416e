package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Ping;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A send call of a task of §10.1 waits, as it does in simulations: every 200 ms a probe. */
class HeldSendsTest {

  private final WholeCore node = WholeCore.probing(c -> c).knowing("m2", "m3", "m4", "m5");

  private String heldPing() {
    node.core.holdSends();
    node.pass(Duration.ZERO);
    node.passMillis(2000);
    assertThat(node.output.packets).hasSize(1);
    assertThat(node.output.streamPings).isEmpty();
    return node.sent(Ping.class).get(0).node();
  }

  @Test
  void aProbeGoesOnWhereItWasAndItsTimeIsOver() {
    var target = heldPing();

    node.core.releaseSends(node.now);

    assertThat(node.sent(IndirectPing.class)).hasSize(3);
    assertThat(node.output.streamPings).hasSize(1);
    node.streamFails();
    assertThat(node.state(target)).isEqualTo(NodeState.SUSPECT);
  }

  @Test
  void theTickThatCameMeanwhileFollows() {
    heldPing();

    node.core.releaseSends(node.now);
    node.streamFails();
    node.pass(Duration.ZERO);

    assertThat(node.sent(Ping.class)).hasSize(2);
  }

  @Test
  void aStepThatHasComeMeanwhileIsNotTakenByAStoppedCore() {
    heldPing();

    node.core.stop();
    node.core.releaseSends(node.now);

    assertThat(node.output.packets).hasSize(1);
  }
}
