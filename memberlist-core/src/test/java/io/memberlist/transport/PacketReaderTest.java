package io.memberlist.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PacketReaderTest {

  private final Statistics statistics = new Statistics();
  private final List<Integer> received = new ArrayList<>();

  @Test
  void emptyPacketsAreCountedEachAndLoggedOnceAMinute() throws Exception {
    var lines = logOf(() -> read(0, 0, 0, 3));

    assertThat(received).containsExactly(3);
    assertThat(statistics.get(Metric.PACKETS_DROPPED_DECODE)).isEqualTo(3);
    assertThat(statistics.get(Metric.UDP_RECEIVED)).isEqualTo(3);
    assertThat(lines)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.ERROR);
              assertThat(line.getFormattedMessage()).startsWith("Dropped an empty packet from ");
            });
  }

  /** Packets of these lengths arrive, then the transport stops. */
  private void read(int... lengths) throws IOException {
    try (var socket = new Arrivals(lengths)) {
      new PacketReader(
              socket,
              (buffer, offset, length, from, nanos) -> received.add(length),
              statistics,
              new BackOff(nanos -> {}),
              socket::areOver)
          .run();
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private static List<ILoggingEvent> logOf(Action action) throws Exception {
    var logger = (Logger) LoggerFactory.getLogger("io.memberlist.transport");
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    logger.addAppender(appender);
    try {
      action.run();
    } finally {
      logger.detachAppender(appender);
    }
    return appender.list;
  }

  private static final class Arrivals extends DatagramSocket {

    private final int[] lengths;
    private int next;

    Arrivals(int... lengths) throws IOException {
      super((SocketAddress) null);
      this.lengths = lengths;
    }

    boolean areOver() {
      return next == lengths.length;
    }

    @Override
    public void receive(DatagramPacket packet) {
      packet.setSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 7));
      packet.setLength(lengths[next++]);
    }
  }
}
