package io.memberlist.test.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memberlist.Config;
import io.memberlist.NodeState;
import io.memberlist.test.RealCluster;
import io.memberlist.transport.TransportFactory;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the library expects of a transport, one test each. To be extended:
 *
 * <pre>{@code
 * class MyTransportTest extends TransportContract {
 *   @Override
 *   protected TransportFactory factory() {
 *     return MyTransport.factory();
 *   }
 * }
 * }</pre>
 *
 * Nothing has to be fast: a test waits for what is to come, for at most {@link #patience()}.
 */
@Timeout(300)
public abstract class TransportContract {

  private static final int FULL_PACKET = 1400;
  private static final int LONG_STREAM = 300_000;

  private final ArrayList<Peer> peers = new ArrayList<>();
  private TransportFactory factory =
      context -> {
        throw new IllegalStateException("no factory yet");
      };

  /** For subclasses. */
  protected TransportContract() {}

  /** Makes transports that reach one another; asked once for each test. */
  protected abstract TransportFactory factory();

  /** What the transports are told to bind to; 127.0.0.1 if not overridden. */
  protected String bindAddr() {
    return "127.0.0.1";
  }

  /** How long something may take; 10 s if not overridden. */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  @BeforeEach
  final void begin() {
    factory = factory();
  }

  @AfterEach
  final void shutDownAll() {
    peers.forEach(peer -> peer.transport().shutdown());
  }

  private Peer open(String name) {
    var peer = Peer.open(name, factory, bindAddr(), patience());
    peers.add(peer);
    return peer;
  }

  private Peer started(String name) {
    var peer = open(name);
    peer.start();
    return peer;
  }

  @Test
  void somethingCanBeAnnounced() {
    var transport = open("a").transport();

    var address = transport.finalAdvertiseAddress(null, 0);

    assertThat(transport.boundPort()).isBetween(1, 65_535);
    assertThat(address.ip().length).isIn(4, 16);
    assertThat(address.port()).isBetween(1, 65_535);
    assertThat(address.reason()).isNotBlank();
  }

  @Test
  void aPacketIsTheGivenPartOfTheBuffer() throws Exception {
    var a = started("a");
    var b = started("b");

    a.transport().writeTo("--hello--".getBytes(UTF_8), 2, 5, b.address());

    assertThat(b.nextPacket().text()).isEqualTo("hello");
  }

  @Test
  void theBufferMayBeUsedAgainAtOnce() throws Exception {
    var a = started("a");
    var b = started("b");
    var buffer = "first".getBytes(UTF_8);

    a.transport().writeTo(buffer, 0, 5, b.address());
    System.arraycopy("other".getBytes(UTF_8), 0, buffer, 0, 5);

    assertThat(b.nextPacket().text()).isEqualTo("first");
  }

  @Test
  void packetsOfUsualSizesArriveWhole() throws Exception {
    var a = started("a");
    var b = started("b");

    for (int size : new int[] {1, 2, 100, 1000, FULL_PACKET}) {
      var packet = new byte[size];
      new Random(size).nextBytes(packet);
      a.transport().writeTo(packet, 0, size, b.address());

      assertThat(b.nextPacket().bytes()).as("packet of %s bytes", size).isEqualTo(packet);
    }
  }

  @Test
  void anEmptyPacketIsNoPacket() throws Exception {
    var a = started("a");
    var b = started("b");

    a.transport().writeTo(new byte[0], 0, 0, b.address());
    a.transport().writeTo(new byte[] {'x'}, 0, 1, b.address());

    assertThat(b.nextPacket().text()).isEqualTo("x");
  }

  @Test
  void whoeverIsAddressedGetsThePacket() throws Exception {
    var a = started("a");
    var b = started("b");
    var c = started("c");

    a.send("to b", b);
    a.send("to c", c);
    a.send("to myself", a);

    assertThat(b.nextPacket().text()).isEqualTo("to b");
    assertThat(c.nextPacket().text()).isEqualTo("to c");
    assertThat(a.nextPacket().text()).isEqualTo("to myself");
  }

  @Test
  void anAnswerGoesToWhereThePacketCameFrom() throws Exception {
    var a = started("a");
    var b = started("b");
    a.send("question", b);

    b.sendTo("answer", b.nextPacket().from());

    assertThat(a.nextPacket().text()).isEqualTo("answer");
  }

  @Test
  void timesAreThoseOfTheNanoClock() throws Exception {
    var a = started("a");
    var b = started("b");
    long before = System.nanoTime();

    long sent = a.transport().writeTo(new byte[] {1}, 0, 1, b.address());
    long after = System.nanoTime();
    long received = b.nextPacket().receivedNanos();

    assertThat(sent - before).as("sent after the call began").isNotNegative();
    assertThat(after - sent).as("sent before the call ended").isNotNegative();
    assertThat(received - before).as("received after the call began").isNotNegative();
    assertThat(System.nanoTime() - received).as("received before now").isNotNegative();
  }

  @Test
  void aListenerThatThrowsHearsTheNextPacket() throws Exception {
    var a = started("a");
    var b = started("b");
    b.throwForPackets();

    a.send("first", b);
    assertThat(b.nextPacket().text()).isEqualTo("first");
    a.send("second", b);

    assertThat(b.nextPacket().text()).isEqualTo("second");
  }

  @Test
  void aPacketToNobodyIsLostOrFails() {
    var a = started("a");
    var gone = started("b");
    gone.transport().shutdown();

    var failure = catchThrowable(() -> a.send("anybody?", gone));

    if (failure != null) {
      assertThat(failure).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anInterruptedSenderHarmsNobody() throws Exception {
    var a = started("a");
    var b = started("b");

    Thread.currentThread().interrupt();
    try {
      trySending(a, b);
    } finally {
      Thread.interrupted();
    }
    a.send("next", b);

    var first = b.nextPacket().text();
    assertThat(first.equals("next") ? first : b.nextPacket().text()).isEqualTo("next");
  }

  /** Whether that fails is not the question. */
  private static void trySending(Peer from, Peer to) {
    try {
      from.send("perhaps", to);
    } catch (IOException e) {
      return;
    }
  }

  @Test
  void aStreamCarriesBytesBothWays() throws Exception {
    var a = started("a");
    var b = started("b");
    var there = new byte[LONG_STREAM];
    new Random(1).nextBytes(there);
    var back = new byte[LONG_STREAM];
    new Random(2).nextBytes(back);

    try (var dialled = a.dial(b);
        var accepted = b.nextStream()) {
      var received = async(() -> accepted.input().readNBytes(LONG_STREAM));
      var answered = async(() -> dialled.input().readNBytes(LONG_STREAM));
      var answering =
          async(
              () -> {
                accepted.output().write(back);
                accepted.output().flush();
                return back;
              });
      dialled.output().write(there);
      dialled.output().flush();

      assertThat(get(received)).isEqualTo(there);
      assertThat(get(answering)).isEqualTo(back);
      assertThat(get(answered)).isEqualTo(back);
    }
  }

  @Test
  void theEndOfAStreamIsSeenBehindItsLastByte() throws Exception {
    var a = started("a");
    var b = started("b");
    var dialled = a.dial(b);
    try (var accepted = b.nextStream()) {
      dialled.output().write("last words".getBytes(UTF_8));
      dialled.output().flush();
      dialled.close();

      assertThat(get(async(() -> accepted.input().readAllBytes())))
          .asString()
          .isEqualTo("last words");
    }
  }

  @Test
  void streamsAreIndependent() throws Exception {
    var a = started("a");
    var b = started("b");

    try (var first = a.dial(b);
        var firstAccepted = b.nextStream();
        var second = a.dial(b);
        var secondAccepted = b.nextStream()) {
      second.output().write(2);
      second.output().flush();
      first.output().write(1);
      first.output().flush();

      assertThat(get(async(() -> secondAccepted.input().readNBytes(1)))).containsExactly(2);
      assertThat(get(async(() -> firstAccepted.input().readNBytes(1)))).containsExactly(1);
    }
  }

  @Test
  void aStreamKnowsWhoIsAtItsOtherEnd() throws Exception {
    var a = started("a");
    var b = started("b");

    try (var dialled = a.dial(b);
        var accepted = b.nextStream()) {
      assertThat(dialled.remoteAddress()).isEqualTo(b.address().socketAddress());
      assertThat(accepted.remoteAddress()).isNotNull();
    }
  }

  @Test
  void aReadPastTheDeadlineTimesOut() throws Exception {
    var a = started("a");
    var b = started("b");

    try (var dialled = a.dial(b);
        var accepted = b.nextStream()) {
      dialled.deadline(System.nanoTime() + 20_000_000);
      var failure = get(async(() -> catchThrowable(() -> dialled.input().read())));

      assertThat(failure).isInstanceOf(SocketTimeoutException.class);
      assertThat(accepted.remoteAddress()).isNotNull();
    }
  }

  @Test
  void closingEndsARead() throws Exception {
    var a = started("a");
    var b = started("b");
    var dialled = a.dial(b);
    try (var accepted = b.nextStream()) {
      var reading = async(() -> catchThrowable(() -> dialled.input().readAllBytes()));

      dialled.close();

      get(reading); // with an exception or as at the end of the stream
      assertThat(accepted.remoteAddress()).isNotNull();
    }
  }

  @Test
  void nobodyCannotBeDialled() {
    var a = started("a");
    var gone = started("b");
    gone.transport().shutdown();

    assertThatThrownBy(() -> a.dial(gone)).isInstanceOf(IOException.class);
  }

  @Test
  void withoutTimeThereIsNoDialling() {
    var a = started("a");
    var b = started("b");

    assertThatThrownBy(() -> a.transport().dial(b.address(), Duration.ZERO))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shutdownEndsOpenStreams() throws Exception {
    var a = started("a");
    var b = started("b");
    var dialled = a.dial(b);
    var accepted = b.nextStream();
    var reading = async(() -> catchThrowable(() -> dialled.input().readAllBytes()));

    b.transport().shutdown();

    get(reading);
    var failure = get(async(() -> catchThrowable(() -> accepted.input().readAllBytes())));
    assertThat(failure).isInstanceOf(IOException.class);
  }

  @Test
  void afterShutdownNothingIsSent() {
    var a = started("a");
    var b = started("b");

    a.transport().shutdown();
    a.transport().shutdown();

    assertThatThrownBy(() -> a.send("late", b)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> a.dial(b)).isInstanceOf(IOException.class);
  }

  @Test
  void afterShutdownNothingIsReceived() throws Exception {
    var a = started("a");
    var b = started("b");
    var c = started("c");
    b.transport().shutdown();

    for (int round = 0; round < 20; round++) {
      trySending(a, b);
      a.send("a later one to somebody else", c);
      c.nextPacket();
    }

    assertThat(b.packetsWaiting()).isZero();
  }

  @Test
  void itsThreadsHaveEndedWhenShutdownReturns() {
    var before = Thread.getAllStackTraces().keySet();
    var a = started("a");
    var own = new ArrayList<>(Thread.getAllStackTraces().keySet());
    own.removeAll(before);

    a.transport().shutdown();

    assertThat(own).noneMatch(Thread::isAlive);
  }

  @Test
  void whatWasNeverStartedCanBeShutDown() {
    open("a").transport().shutdown();
  }

  @Test
  void aClusterWorksOverIt() {
    try (var cluster =
        RealCluster.ofNodes(3).preset(() -> Config.local().transportFactory(factory)).joined()) {
      var one = cluster.node(1).memberlist();
      one.sendReliable(one.node("node-2").orElseThrow(), "stream".getBytes(UTF_8));
      one.sendBestEffort(one.node("node-3").orElseThrow(), "packet".getBytes(UTF_8));
      cluster.awaitUntil(() -> !cluster.node(2).messages().isEmpty(), patience());
      cluster.awaitUntil(() -> !cluster.node(3).messages().isEmpty(), patience());

      cluster.node(3).memberlist().leave(patience());
      cluster.awaitUntil(() -> sees(cluster, "node-3", NodeState.LEFT), patience());
    }
  }

  private static boolean sees(RealCluster cluster, String name, NodeState state) {
    return cluster.node(1).memberlist().node(name).map(node -> node.state() == state).orElse(false);
  }

  /** Something that may fail. */
  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws Exception;
  }

  /** On a thread of its own, so that a test that waits in vain can fail. */
  private static <T> CompletableFuture<T> async(Attempt<T> attempt) {
    var result = new CompletableFuture<T>();
    var thread =
        new Thread(
            () -> {
              try {
                result.complete(attempt.run());
              } catch (Exception | AssertionError e) {
                result.completeExceptionally(e);
              }
            },
            "transport-contract");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(patience().toNanos(), TimeUnit.NANOSECONDS);
  }
}
