package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.memberlist.Memberlist;
import io.memberlist.metrics.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessagePack;
import org.slf4j.LoggerFactory;

class HostileStreamTest {

  private static final int PUSH_PULL = 6;
  private static final int USER = 8;

  @RegisterExtension final Nodes nodes = new Nodes();

  @ParameterizedTest
  @CsvSource({"10000000,0", "0,30000000", "-1,0", "0,-1", "1048577,0", "0,20971521"})
  void lim_01_lim_02_lim_04_absurdCountsCloseTheStreamWithoutReply(long count, long stateLength)
      throws IOException {
    var a = nodes.start("a");

    var answer = Peer.request(address(a), pushPullHeader(count, stateLength));

    assertThat(answer).isEmpty();
    assertThat(refusals(a)).isEqualTo(1);
    assertResponsive(a);
  }

  @ParameterizedTest
  @CsvSource({"30000000", "-1", "20971521"})
  void lim_03_lim_04_absurdMessageLengthsCloseTheStreamWithoutReply(long length)
      throws IOException {
    var received = new Recorder();
    var a = nodes.start("a", c -> c.delegate(received));

    var answer = Peer.request(address(a), userHeader(length));

    assertThat(answer).isEmpty();
    assertThat(refusals(a)).isEqualTo(1);
    assertThat(received.messages).isEmpty();
    assertResponsive(a);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "blah"})
  void lab_19_trn_07_aStreamThatEndsBeforeItsFirstByteHasNoEffect(String label) throws IOException {
    var a = nodes.start("a", c -> c.label(label));

    assertThat(Peer.request(address(a), new byte[0])).isEmpty();

    assertThat(refusals(a)).isZero();
    assertResponsive(a);
  }

  @Test
  void aStreamThatStallsIsClosedAtTheTimeLimit() throws IOException {
    var a = nodes.start("a", c -> c.tcpTimeout(Duration.ofMillis(100)));
    try (var socket = new Socket()) {
      socket.connect(address(a));
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(0xf4);

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(a.statistics().get(Metric.STREAMS_REFUSED_TIMEOUT)).isEqualTo(1);
  }

  @Test
  void whatStartsAStreamTooLateIsNotGivenMoreTimeByEachByte() throws Exception {
    var a = nodes.start("a", c -> c.tcpTimeout(Duration.ofMillis(300)));
    try (var socket = new Socket()) {
      long start = System.nanoTime();
      socket.connect(address(a));
      socket
          .getOutputStream()
          .write(HexFormat.of().parseHex("0881daffff")); // a field name of 65535 bytes

      await().atMost(Nodes.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> !drip(socket));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }
    assertThat(a.statistics().get(Metric.STREAMS_REFUSED_TIMEOUT)).isEqualTo(1);
  }

  /** One more byte of that name; false if the node has closed. */
  private static boolean drip(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void anEncryptedMessageAboveMostOfTheLimitIsWarnedAbout() throws IOException {
    var a = nodes.start("a", c -> c.secretKey(new byte[16]));
    var logger = (Logger) LoggerFactory.getLogger("io.memberlist.transport");
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    try {
      Peer.request(address(a), HexFormat.of().parseHex("0a00c00000"));
      Peer.request(address(a), HexFormat.of().parseHex("0a00c00001"));
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(List.copyOf(lines.list))
        .filteredOn(line -> line.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "An encrypted message of 12582913 bytes arrives; above 20 MiB it is refused");
  }

  @Test
  void d7_streamsAboveTheLimitAreClosedAtOnce() throws IOException {
    var a = nodes.start("a", c -> c.limits(c.build().limits().withStreams(2)));
    var held = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 2; i++) {
        held.add(new Socket("127.0.0.1", a.config().bindPort()));
      }
      Nodes.eventually(() -> a.statistics().get(Metric.TCP_ACCEPT) == 2);

      try (var third = new Socket("127.0.0.1", a.config().bindPort())) {
        third.setSoTimeout(60_000);
        assertThat(third.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(a.statistics().get(Metric.STREAMS_REFUSED_BUSY)).isEqualTo(1);
    } finally {
      for (var socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void lim_11_ofMoreThan127PushPullsAtOnceTheFurtherOnesAreClosed() throws IOException {
    var a = nodes.start("a");
    var held = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 128; i++) {
        held.add(beginPushPull(a));
      }
      Nodes.eventually(() -> a.statistics().get(Metric.STREAMS_REFUSED_BUSY) == 1);

      var answered = held.stream().filter(HostileStreamTest::isServed).count();

      assertThat(answered).isEqualTo(127);
    } finally {
      for (var socket : held) {
        socket.close();
      }
    }
  }

  private static Socket beginPushPull(Memberlist node) throws IOException {
    var socket = new Socket("127.0.0.1", node.config().bindPort());
    var request = pushPullHeader(0, 1);
    socket.getOutputStream().write(request, 0, request.length);
    return socket;
  }

  /** Completes the request; false if the node has closed the stream. */
  private static boolean isServed(Socket socket) {
    try {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(1);
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void trn_06_aPacketWhoseChecksumIsDamagedIsDropped() throws IOException {
    var received = new Recorder();
    var a = nodes.start("a", c -> c.delegate(received));
    try (var peer = new Peer()) {
      peer.send(HexFormat.of().parseHex("0c0000000108616263"), address(a));

      Nodes.eventually(() -> a.statistics().get(Metric.PACKETS_DROPPED_CRC) == 1);
    }
    assertThat(received.messages).isEmpty();
    assertResponsive(a);
  }

  private static long refusals(Memberlist node) {
    return List.of(
            Metric.STREAMS_REFUSED_DECODE,
            Metric.STREAMS_REFUSED_LIMIT,
            Metric.STREAMS_REFUSED_UNSUPPORTED,
            Metric.STREAMS_REFUSED_TIMEOUT)
        .stream()
        .mapToLong(node.statistics()::get)
        .sum();
  }

  private static void assertResponsive(Memberlist node) {
    assertThat(node.ping(node.config().name(), node.localNode().address())).isPositive();
  }

  private static InetSocketAddress address(Memberlist node) {
    return node.localNode().address();
  }

  private static byte[] pushPullHeader(long count, long stateLength) throws IOException {
    try (var packer = MessagePack.newDefaultBufferPacker()) {
      packer.packMapHeader(3);
      packer.packString("Join").packBoolean(true);
      packer.packString("Nodes").packLong(count);
      packer.packString("UserStateLen").packLong(stateLength);
      return typed(PUSH_PULL, packer.toByteArray());
    }
  }

  private static byte[] userHeader(long length) throws IOException {
    try (var packer = MessagePack.newDefaultBufferPacker()) {
      packer.packMapHeader(1);
      packer.packString("UserMsgLen").packLong(length);
      return typed(USER, packer.toByteArray());
    }
  }

  private static byte[] typed(int type, byte[] body) {
    var message = new ByteArrayOutputStream();
    message.write(type);
    message.writeBytes(body);
    return message.toByteArray();
  }
}
