package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.Memberlist;
import io.memberlist.Memberlist.Status;
import io.memberlist.Node;
import io.memberlist.OperationInterruptedException;
import io.memberlist.metrics.Metric;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShutdownTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void afterShutdownNoThreadAndNoSocketIsLeft() throws IOException {
    var pair = nodes.pair(c -> c.delegate(new Recorder()));
    int port = pair.get(0).config().bindPort();
    assertThat(Nodes.threads("a"))
        .contains(
            "memberlist-a-accept-0",
            "memberlist-a-callbacks",
            "memberlist-a-core",
            "memberlist-a-deadlines",
            "memberlist-a-messages",
            "memberlist-a-udp-0");

    pair.get(0).shutdown();

    assertThat(Nodes.threads("a")).isEmpty();
    new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
    new DatagramSocket(port, InetAddress.getByName("127.0.0.1")).close();
    assertThat(pair.get(0).members()).isEmpty();
    assertThat(pair.get(0).status()).isEqualTo(Status.STOPPED);
  }

  @Test
  void def_50_shutdownEndsUnderAFloodOfPackets() throws Exception {
    var a = nodes.start("a", c -> c.delegate(new Recorder()));
    var to = a.localNode().address();
    var stop = new AtomicBoolean();
    var ping = HexFormat.of().parseHex("0082a44e6f6465a161a55365714e6f01");
    CompletableFuture<?> flood;
    try (var peer = new Peer()) {
      flood =
          Nodes.inBackground(
              () -> {
                while (!stop.get()) {
                  try {
                    peer.send(ping, to);
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      Nodes.eventually(() -> a.statistics().get(Metric.UDP_RECEIVED) > 100_000);

      Nodes.inBackground(a::shutdown).get(60, TimeUnit.SECONDS);

      assertThat(flood).as("it went on all the time").isNotDone();
      stop.set(true);
    }
    flood.get(60, TimeUnit.SECONDS);
  }

  @Test
  void shutdownFromAnEventCallbackIsPossible() throws Exception {
    var self = new AtomicReference<Memberlist>();
    var done = new CountDownLatch(1);
    var a = nodes.start("a");
    var b =
        nodes.start(
            "b",
            c ->
                c.events(
                    new EventDelegate() {
                      @Override
                      public void notifyJoin(Node node) {
                        if (node.name().equals("a")) {
                          self.get().shutdown();
                          done.countDown();
                        }
                      }
                    }));
    self.set(b);

    joinUnlessShutDown(b, a);

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(b.status()).isEqualTo(Status.STOPPED);
    Nodes.eventually(() -> Nodes.threads("b").isEmpty());
  }

  @Test
  void shutdownFromAStateCallbackIsPossible() throws Exception {
    var self = new AtomicReference<Memberlist>();
    var done = new CountDownLatch(1);
    var a = nodes.start("a", c -> c.delegate(new Recorder().state("state")));
    var b =
        nodes.start(
            "b",
            c ->
                c.delegate(
                    new Delegate() {
                      @Override
                      public void mergeRemoteState(byte[] state, boolean join) {
                        self.get().shutdown();
                        done.countDown();
                      }
                    }));
    self.set(b);

    joinUnlessShutDown(b, a);

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    Nodes.eventually(() -> Nodes.threads("b").isEmpty());
  }

  /** The callback that shuts the node down may come before the join has ended. */
  private static void joinUnlessShutDown(Memberlist node, Memberlist seed) {
    try {
      node.join(List.of(Nodes.seed(seed)));
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("shut down");
    }
  }

  @Test
  void anApplicationThatDoesNotReturnIsInterruptedAndShutdownEnds() throws Exception {
    var entered = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var a = nodes.start("a");
    var b =
        nodes.start(
            "b",
            c ->
                c.events(
                    new EventDelegate() {
                      @Override
                      public void notifyJoin(Node node) {
                        if (node.name().equals("a")) {
                          entered.countDown();
                          try {
                            new CountDownLatch(1).await();
                          } catch (InterruptedException e) {
                            interrupted.countDown();
                          }
                        }
                      }
                    }));
    b.join(List.of(Nodes.seed(a)));
    assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();

    b.shutdown(); // returns although the callback never would

    assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsQueuedForTheApplicationIsStillDelivered() throws Exception {
    var recorder = new Recorder();
    var gate = new CountDownLatch(1);
    Delegate gated =
        new Delegate() {
          @Override
          public void notifyMsg(byte[] message) {
            try {
              gate.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            recorder.notifyMsg(message);
          }
        };
    var a = nodes.start("a");
    var b = nodes.start("b", c -> c.delegate(gated));
    for (int i = 0; i < 20; i++) {
      a.sendBestEffort(b.localNode(), new byte[] {'x'});
    }
    a.ping("b", b.localNode().address()); // answered only after what came before is queued
    var shutdown = Nodes.inBackground(b::shutdown);
    Nodes.eventually(() -> !Nodes.threads("b").contains("memberlist-b-core"));

    gate.countDown();
    shutdown.get(60, TimeUnit.SECONDS);

    assertThat(recorder.messages).hasSize(20);
  }

  @Test
  void shutdownFromTwoThreadsReturnsInBothWhenAllIsOver() throws Exception {
    var a = nodes.start("a");

    var other = Nodes.inBackground(a::shutdown);
    a.shutdown();
    assertThat(Nodes.threads("a")).isEmpty();
    other.get(60, TimeUnit.SECONDS);
  }

  @Test
  void anInterruptedThreadCanShutDown() {
    var a = nodes.start("a");
    Thread.currentThread().interrupt();

    a.shutdown();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(Nodes.threads("a")).isEmpty();
  }

  @Test
  void pendingCommandsFailWhenTheNodeIsShutDown() throws Exception {
    var pair =
        nodes.pair(c -> c.gossipInterval(Duration.ofMinutes(1)).probeInterval(Duration.ZERO));
    var leave = Nodes.inBackground(() -> pair.get(0).leave(Duration.ofMinutes(1)));
    Nodes.eventually(() -> pair.get(0).status() == Status.LEFT);

    pair.get(0).shutdown();

    assertThatThrownBy(() -> leave.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  static Stream<Arguments> blockingCalls() {
    return Stream.of(
        call("join", pair -> pair.get(0).join(List.of(Nodes.seed(pair.get(1))))),
        call("leave", pair -> pair.get(0).leave(Nodes.PATIENCE)),
        call("updateNode", pair -> pair.get(0).updateNode(Nodes.PATIENCE)),
        call("ping", pair -> pair.get(0).ping("b", pair.get(1).localNode().address())),
        call("sync", pair -> pair.get(0).sync()),
        call("forget", pair -> pair.get(0).forget("nobody")),
        call(
            "sendReliable",
            pair -> pair.get(0).sendReliable(pair.get(1).localNode(), new byte[1])));
  }

  private static Arguments call(String name, Consumer<List<Memberlist>> call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blockingCalls")
  void anInterruptEndsTheCallAndHarmsNothing(String name, Consumer<List<Memberlist>> call) {
    var pair = nodes.pair(c -> c);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> call.accept(pair))
        .isInstanceOf(OperationInterruptedException.class)
        .hasMessageContaining(name);
    assertThat(Thread.interrupted()).as("flag restored").isTrue();

    pair.get(0).join(List.of(Nodes.seed(pair.get(1))));
    assertThat(pair.get(0).ping("b", pair.get(1).localNode().address())).isPositive();
    Nodes.members(pair.get(1), 2);
  }

  @Test
  void anInterruptedThreadSendsPacketsAsAnyOther() {
    var received = new Recorder();
    var a = nodes.start("a");
    var b = nodes.start("b", c -> c.delegate(received));

    Thread.currentThread().interrupt();
    a.sendBestEffort(b.localNode(), new byte[] {'x'});
    a.members();
    assertThat(Thread.interrupted()).isTrue();

    Nodes.eventually(() -> received.messages.size() == 1);
    assertThat(a.ping("b", b.localNode().address())).isPositive();
  }
}
