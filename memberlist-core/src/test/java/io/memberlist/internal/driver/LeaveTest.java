package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Memberlist;
import io.memberlist.Memberlist.Status;
import io.memberlist.NodeState;
import io.memberlist.OperationTimeoutException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeaveTest {

  private static final Duration LIMIT = Nodes.PATIENCE;

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void leave_01_whoLeavesIsLeftAndNotDead() {
    var pair = nodes.pair(c -> c.gossipInterval(Duration.ofMillis(1)));
    Memberlist a = pair.get(0);
    Memberlist b = pair.get(1);

    a.leave(LIMIT);

    assertThat(a.status()).isEqualTo(Status.LEFT);
    assertThat(Nodes.names(a.members())).containsExactly("b");
    Nodes.members(b, 1);
    assertThat(b.node("a").orElseThrow().state()).isEqualTo(NodeState.LEFT);
  }

  @Test
  void leave_02_leave_03_aNewProcessTakesNameAndPortOver() throws IOException {
    var pair = nodes.pair(c -> c);
    Memberlist b = pair.get(1);
    int port = b.config().bindPort();
    b.leave(LIMIT);
    b.shutdown();

    new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
    new DatagramSocket(port, InetAddress.getByName("127.0.0.1")).close();
    var again = nodes.start("b", c -> c.bindPort(port));
    again.join(List.of(Nodes.seed(pair.get(0))));

    Nodes.members(again, 2);
    Nodes.members(pair.get(0), 2);
    assertThat(again.allNodes()).hasSize(2);
  }

  @Test
  void leave_04_shuttingDownTwiceIsFine() {
    var a = nodes.start("a");

    a.shutdown();
    a.shutdown();
    a.close();

    assertThat(a.status()).isEqualTo(Status.STOPPED);
  }

  @Test
  void leave_05_def_59_leavingAgainReturnsAtOnceAlsoFromEightThreads() {
    var pair = nodes.pair(c -> c);

    var calls =
        IntStream.range(0, 8)
            .mapToObj(i -> Nodes.inBackground(() -> pair.get(0).leave(LIMIT)))
            .toList();
    calls.forEach(CompletableFuture::join);

    pair.get(0).leave(LIMIT);
    assertThat(pair.get(0).status()).isEqualTo(Status.LEFT);
  }

  @Test
  void leave_05_leavingAfterShutdownIsRefused() {
    var a = nodes.start("a");
    a.shutdown();

    assertThatThrownBy(() -> a.leave(LIMIT)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leave_06_aloneItReturnsAtOnce() {
    var a = nodes.start("a", c -> c.gossipInterval(Duration.ZERO));

    a.leave(Duration.ZERO); // without a limit, and nothing will ever be sent

    assertThat(a.status()).isEqualTo(Status.LEFT);
  }

  @Test
  void def_08_whatIsNotConfirmedInTimeHasLeftAllTheSame() {
    var pair =
        nodes.pair(c -> c.gossipInterval(Duration.ofMinutes(1)).probeInterval(Duration.ZERO));

    assertThatThrownBy(() -> pair.get(0).leave(Duration.ofMillis(20)))
        .isInstanceOf(OperationTimeoutException.class)
        .hasMessageContaining("left, not confirmed by others")
        .hasMessageContaining("20 ms");

    Nodes.eventually(() -> pair.get(0).status() == Status.LEFT);
  }

  @Test
  void aNegativeLimitIsRefused() {
    var a = nodes.start("a");

    assertThatThrownBy(() -> a.leave(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(a.status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void def_07_joiningAfterLeavingAnnouncesTheNodeAnew() {
    var pair = nodes.pair(c -> c);
    Memberlist a = pair.get(0);
    Memberlist b = pair.get(1);
    a.leave(LIMIT);
    Nodes.members(b, 1);

    a.join(List.of(Nodes.seed(b)));

    assertThat(a.status()).isEqualTo(Status.RUNNING);
    Nodes.members(b, 2);
    Nodes.members(a, 2);
    assertThat(b.node("a").orElseThrow().incarnation()).isGreaterThan(1);
  }

  @Test
  void updatingAfterLeavingIsRefused() {
    var a = nodes.start("a");
    a.leave(LIMIT);

    assertThatThrownBy(() -> a.updateNode(LIMIT)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whoHasLeftCanBeForgottenWhoLivesCannot() {
    var pair = nodes.pair(c -> c);
    Memberlist b = pair.get(1);
    assertThatThrownBy(() -> b.forget("a")).isInstanceOf(IllegalStateException.class);
    pair.get(0).leave(LIMIT);
    pair.get(0).shutdown();
    Nodes.members(b, 1);

    assertThat(b.forget("a")).isTrue();

    assertThat(b.node("a")).isEmpty();
    assertThat(b.forget("a")).isFalse();
  }
}
