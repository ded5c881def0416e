package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResyncTest {

  private static final PeerAddress PEER = new PeerAddress("b", MembershipFixture.addressOf("b"));

  private static WholeCore node(boolean resync) {
    return WholeCore.random(
        c -> c.join(c.build().join().withResync(resync)).pushPullInterval(Duration.ZERO));
  }

  @Test
  void aJoinIsFollowedByOneMoreExchangeWithTheSamePeer() {
    var node = node(true);

    node.core.onJoined(PEER, node.now);
    node.pass(Duration.ofMillis(999));
    assertThat(node.output.pushPulls).isEmpty();
    node.pass(Duration.ofMillis(1001));

    assertThat(node.output.pushPulls).hasSize(1);
    assertThat(node.output.pushPulls.get(0).peer()).isEqualTo(PEER.address());
    assertThat(node.output.pushPulls.get(0).peerName()).isEqualTo("b");
    node.core.onExchangeEnded(
        node.output.pushPulls.get(0).exchangeId(), ExchangeResult.FAILURE, node.now);
    node.pass(Duration.ofHours(1));
    assertThat(node.output.pushPulls).hasSize(1);
  }

  @Test
  void theMomentIsSpreadOverASecond() {
    var node = node(true);

    for (int i = 0; i < 200; i++) {
      node.core.onJoined(PEER, node.now);
    }

    node.pass(Duration.ofMillis(1500));
    assertThat(node.output.pushPulls.size()).isBetween(60, 140);
    node.pass(Duration.ofMillis(500));
    assertThat(node.output.pushPulls).hasSize(200);
  }

  @Test
  void itIsOffUnlessWished() {
    var node = node(false);

    node.core.onJoined(PEER, node.now);
    node.pass(Duration.ofHours(1));

    assertThat(node.output.pushPulls).isEmpty();
  }
}
