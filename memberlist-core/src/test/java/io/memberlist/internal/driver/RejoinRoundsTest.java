package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.NoSeedReachableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rejoin over sockets (§21.1); when and how often is a matter of the core. */
class RejoinRoundsTest {

  private static final Duration INTERVAL = Duration.ofMillis(50);

  @RegisterExtension final Nodes nodes = new Nodes();

  private final CompletableFuture<JoinResult> rejoined = new CompletableFuture<>();

  private final EventDelegate events =
      new EventDelegate() {
        @Override
        public void notifyRejoin(JoinResult result) {
          rejoined.complete(result);
        }
      };

  @Test
  void def_01_seedsThatDidNotAnswerAreTriedAgain() throws IOException {
    int port = freePort();
    var a =
        nodes.start(
            "a",
            c ->
                c.events(events)
                    .rejoin(c.build().rejoin().withEnabled(true).withInterval(INTERVAL)));
    assertThatThrownBy(() -> a.join(List.of("127.0.0.1:" + port)))
        .isInstanceOf(NoSeedReachableException.class);

    nodes.start("b", c -> c.bindPort(port));

    Nodes.members(a, 2);
    assertThat(rejoined).succeedsWithin(Duration.ofSeconds(20));
    assertThat(rejoined.join().others()).isEqualTo(1);
  }

  @Test
  void theSourceOfSeedsIsAskedBeforeEveryRound() {
    var source = new AtomicReference<Collection<String>>(List.of());
    var a =
        nodes.start(
            "a",
            c ->
                c.events(events)
                    .rejoinSeeds(source::get)
                    .rejoin(c.build().rejoin().withEnabled(true).withInterval(INTERVAL)));
    var b = nodes.start("b");

    source.set(List.of("no.such.host.invalid", Nodes.address(a), Nodes.address(b)));

    Nodes.members(a, 2);
    assertThat(rejoined).succeedsWithin(Duration.ofSeconds(20));
    assertThat(rejoined.join().reached()).isEqualTo(1);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
