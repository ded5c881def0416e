package io.memberlist.internal.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.AliveDelegate;
import io.memberlist.JoinResult;
import io.memberlist.Memberlist;
import io.memberlist.MergeDelegate;
import io.memberlist.NoSeedReachableException;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.SeedFailure;
import io.memberlist.VetoException;
import io.memberlist.metrics.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void join_01_join_02_bothKnowEachOtherWhenTheCallReturns() {
    var a = nodes.start("a");
    var b = nodes.start("b", c -> c.requireNodeNames(true));

    var result = b.join(List.of(Nodes.seed(a)));

    assertThat(result).isEqualTo(new JoinResult(1, 1, List.of()));
    assertThat(b.numMembers()).isEqualTo(2);
    assertThat(b.allNodes()).hasSize(2);
    Nodes.members(a, 2);
  }

  @Test
  void join_01_theDefaultPortIsTheOwnOne() {
    var a = nodes.start("a");
    int port = a.config().bindPort();
    var b = nodes.start("b", c -> c.bindAddr("127.0.0.2").bindPort(port));

    assertThat(b.join(List.of("127.0.0.1")).reached()).isEqualTo(1);
    assertThat(b.numMembers()).isEqualTo(2);
  }

  @Test
  void join_03_aPeerThatAcceptsButNeverAnswersEndsWithTheTimeLimit() throws IOException {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var node = nodes.start("a", c -> c.tcpTimeout(Duration.ofMillis(50)));

      assertThatThrownBy(() -> node.join(List.of("127.0.0.1:" + silent.getLocalPort())))
          .isInstanceOfSatisfying(
              NoSeedReachableException.class,
              e ->
                  assertThat(e.failures())
                      .extracting(SeedFailure::reason)
                      .containsExactly("timed out after 50 ms"));

      assertThat(node.statistics().get(Metric.JOINS_FAILURE)).isEqualTo(1);
    }
  }

  @Test
  void join_04_mdel_01_mergeDelegatesOfBothSidesCanRefuse() {
    var asked = new AtomicInteger();
    MergeDelegate refusing =
        peers -> {
          asked.incrementAndGet();
          throw new VetoException("no strangers");
        };
    var a = nodes.start("a", c -> c.merge(refusing));
    var b = nodes.start("b", c -> c.merge(refusing));

    assertThatThrownBy(() -> b.join(List.of(Nodes.seed(a))))
        .isInstanceOf(NoSeedReachableException.class)
        .hasMessageContaining("vetoed by MergeDelegate: no strangers");

    Nodes.eventually(() -> asked.get() == 2);
    assertThat(a.numMembers()).isEqualTo(1);
    assertThat(b.numMembers()).isEqualTo(1);
  }

  @Test
  void join_05_adel_01_aliveDelegatesOfBothSidesCanRefuseSilently() {
    var asked = new AtomicInteger();
    var a = nodes.start("a", c -> c.alive(onlyAdmitting("a", asked)));
    var b = nodes.start("b", c -> c.alive(onlyAdmitting("b", asked)));

    var result = b.join(List.of(Nodes.seed(a)));

    assertThat(result.reached()).isEqualTo(1);
    Nodes.eventually(() -> asked.get() >= 2);
    assertThat(a.numMembers()).isEqualTo(1);
    assertThat(b.numMembers()).isEqualTo(1);
  }

  private static AliveDelegate onlyAdmitting(String name, AtomicInteger refused) {
    return peer -> {
      if (!peer.name().equals(name)) {
        refused.incrementAndGet();
        throw new VetoException("not " + name);
      }
    };
  }

  @Test
  void join_06_aDefaultNodeJoinsADefaultOneAndOneThatSpeaksTheNewestVersion() {
    var a = nodes.start("a");
    var newest = nodes.start("newest", c -> c.protocolVersion(5));
    var b = nodes.start("b");

    assertThat(b.join(List.of(Nodes.seed(a))).reached()).isEqualTo(1);
    assertThat(b.join(List.of(Nodes.seed(newest))).reached()).isEqualTo(1);
    Nodes.members(b, 3);
  }

  @ParameterizedTest
  @CsvSource({"2,1", "2,3", "3,2", "3,1"})
  void join_07_neighbouringVersionsUnderstandEachOther(int first, int second) {
    var a = nodes.start("a", c -> c.protocolVersion(first));
    int port = a.config().bindPort();
    var b = nodes.start("b", c -> c.protocolVersion(second).bindAddr("127.0.0.2").bindPort(port));

    assertThat(b.join(List.of(Nodes.seed(a))).reached()).isEqualTo(1);

    Nodes.members(a, 2);
    Nodes.members(b, 2);
  }

  @Test
  void join_08_overIpv6() {
    Assumptions.assumeTrue(hasIpv6Loopback(), "no IPv6 loopback");
    var a = nodes.start("a", c -> c.bindAddr("::1"));
    var b = nodes.start("b", c -> c.bindAddr("::1"));

    assertThat(b.join(List.of("a/[::1]:" + a.config().bindPort())).reached()).isEqualTo(1);
    assertThat(b.numMembers()).isEqualTo(2);
    Nodes.members(a, 2);
  }

  private static boolean hasIpv6Loopback() {
    try {
      new ServerSocket(0, 1, InetAddress.getByName("::1")).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void join_10_enc_05_aWrongKeyIsToldByThePeer() {
    var a = nodes.start("a", c -> c.secretKey(new byte[24]));
    var other = new byte[24];
    other[0] = 1;
    var b = nodes.start("b", c -> c.secretKey(other));

    // b cannot read the answer either: that is encrypted with a's key
    assertThatThrownBy(() -> b.join(List.of(Nodes.seed(a))))
        .isInstanceOf(NoSeedReachableException.class)
        .hasMessageContaining("could not decrypt the answer");
    assertThat(a.statistics().get(Metric.STREAMS_REFUSED_DECRYPT)).isEqualTo(1);
    assertThat(List.of(a.numMembers(), b.numMembers())).containsExactly(1, 1);
  }

  @Test
  void join_10_aNodeWithoutKeyIsToldWhatIsWrong() {
    var a = nodes.start("a", c -> c.secretKey(new byte[16]).gossipVerifyOutgoing(false));
    var b = nodes.start("b");

    assertThatThrownBy(() -> b.join(List.of(Nodes.seed(a))))
        .isInstanceOf(NoSeedReachableException.class)
        .hasMessageContaining("refused: ")
        .hasMessageContaining("not encrypted");
  }

  @Test
  void join_11_everyAddressIsContacted() {
    var a = nodes.start("a");
    var b = nodes.start("b");
    var c = nodes.start("c");

    assertThat(c.join(List.of(Nodes.seed(a), Nodes.seed(b))).reached()).isEqualTo(2);
    assertThat(c.numMembers()).isEqualTo(3);
  }

  @Test
  void join_14_noSeedsAreNoFailure() {
    var a = nodes.start("a");

    assertThat(a.join(List.of())).isEqualTo(new JoinResult(0, 0, List.of()));
    assertThat(a.statistics().get(Metric.JOINS_FAILURE)).isZero();
  }

  @Test
  void join_15_whatFailedIsReportedBesideWhatWasReached() {
    var a = nodes.start("a");
    var b = nodes.start("b");

    var result = b.join(List.of("127.0.0.1:" + closedPort(), Nodes.seed(a), "127.0.0.1:99999"));

    assertThat(result.reached()).isEqualTo(1);
    assertThat(result.failures()).hasSize(2);
    assertThat(result.failures().get(0).reason()).isEqualTo("connection refused");
    assertThat(result.failures().get(1).reason()).startsWith("not an address: ");
    assertThat(b.statistics().get(Metric.JOINS_SUCCESS)).isEqualTo(1);
  }

  @Test
  void join_15_ifAllFailEachIsNamed() {
    var b = nodes.start("b");

    assertThatThrownBy(() -> b.join(List.of("does-not-exist.invalid", "127.0.0.1:" + closedPort())))
        .isInstanceOfSatisfying(
            NoSeedReachableException.class,
            e ->
                assertThat(e.failures())
                    .extracting(SeedFailure::reason)
                    .containsExactly("unknown host", "connection refused"));
    assertThat(b.numMembers()).isEqualTo(1);
  }

  @Test
  void joiningOneselfCountsButIsNobodyElse() {
    var a = nodes.start("a");

    var result = a.join(List.of(Nodes.address(a)));

    assertThat(result).isEqualTo(new JoinResult(1, 0, List.of()));
    assertThat(a.numMembers()).isEqualTo(1);
  }

  @Test
  void aSeedWithoutNameIsRefusedIfNamesAreRequired() {
    var a = nodes.start("a");
    var b = nodes.start("b", c -> c.requireNodeNames(true));

    assertThatThrownBy(() -> b.join(List.of(Nodes.address(a))))
        .hasMessageContaining("requireNodeNames");
  }

  @Test
  void whoAnswersSomethingElseIsNotMemberlist() throws Exception {
    try (var http = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var server = Nodes.inBackground(() -> answer(http, "HTTP/1.1 400 Bad Request\r\n\r\n"));
      var a = nodes.start("a");

      assertThatThrownBy(() -> a.join(List.of("127.0.0.1:" + http.getLocalPort())))
          .hasMessageContaining("the answer is not memberlist's (is this the right port?)");
      server.get();
    }
  }

  @Test
  void whoClosesWithoutAnswerHasAnotherLabelOrKey() throws Exception {
    try (var closing = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var server = Nodes.inBackground(() -> answer(closing, ""));
      var a = nodes.start("a");

      assertThatThrownBy(() -> a.join(List.of("127.0.0.1:" + closing.getLocalPort())))
          .hasMessageContaining(
              "connection closed without an answer (different label or encryption?)");
      server.get();
    }
  }

  private static void answer(ServerSocket listening, String text) {
    try (Socket socket = listening.accept()) {
      assertThat(socket.getInputStream().read(new byte[100])).isPositive();
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      while (socket.getInputStream().read() >= 0) {
        // until the other side has enough
      }
    } catch (IOException e) {
      // the other side closed
    }
  }

  @Test
  void incompatibleVersionsAreATypedFailureOfTheirOwn() {
    var a =
        nodes.start(
            "a", c -> c.delegateProtocolMin(5).delegateProtocolVersion(5).delegateProtocolMax(5));
    var b = nodes.start("b");

    assertThatThrownBy(() -> b.join(List.of(Nodes.seed(a))))
        .isInstanceOfSatisfying(
            ProtocolMismatchException.class, e -> assertThat(e.delegate()).isTrue());
    assertThat(b.numMembers()).isEqualTo(1);
  }

  @Test
  void def_67_silentSeedsDoNotHoldUpTheGoodOneAndTheDeadlineCounts() throws Exception {
    var a = nodes.start("a");
    var b = nodes.start("b", c -> c.tcpTimeout(Duration.ofMinutes(2)));
    var silent = new ArrayList<ServerSocket>();
    try {
      var seeds = new ArrayList<String>();
      for (int i = 0; i < 9; i++) {
        silent.add(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        seeds.add("127.0.0.1:" + silent.get(i).getLocalPort());
      }
      assertThatThrownBy(() -> b.join(seeds, Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              NoSeedReachableException.class,
              e ->
                  assertThat(e.failures())
                      .hasSize(9)
                      .extracting(SeedFailure::reason)
                      .containsOnly("timed out after 50 ms"));

      seeds.add(Nodes.seed(a));
      var join = Nodes.inBackground(() -> b.join(seeds, Duration.ofMinutes(2)));
      Nodes.members(b, 2);
      assertThat(join).isNotDone();
      b.shutdown();
      assertThatThrownBy(() -> join.get(60, SECONDS)).isInstanceOf(ExecutionException.class);
    } finally {
      for (var socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void def_67_aShutdownEndsAJoin() throws Exception {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var a = nodes.start("a", c -> c.tcpTimeout(Duration.ofMinutes(2)));
      var join = Nodes.inBackground(() -> a.join(List.of("127.0.0.1:" + silent.getLocalPort())));
      silent.accept().close();
      var second = Nodes.inBackground(() -> a.join(List.of("127.0.0.1:" + silent.getLocalPort())));
      try (Socket held = silent.accept()) {
        a.shutdown();

        assertThatThrownBy(() -> second.get(60, SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(held.isConnected()).isTrue();
      }
      assertThatThrownBy(() -> join.get(60, SECONDS)).isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void pp_02_syncExchangesStateNow() {
    var pair = nodes.pair(c -> c.gossipInterval(Duration.ZERO));
    Memberlist c = nodes.start("c", s -> s.gossipInterval(Duration.ZERO));
    c.join(List.of(Nodes.seed(pair.get(0))));
    Nodes.members(pair.get(0), 3);

    Nodes.eventually(
        () -> {
          pair.get(1).sync();
          return pair.get(1).numMembers() == 3;
        });
  }

  @Test
  void syncNeedsSomebodyElse() {
    var a = nodes.start("a");

    assertThatThrownBy(a::sync).isInstanceOf(IllegalStateException.class);
  }

  private static int closedPort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
