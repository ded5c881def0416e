package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.TrafficObserver;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.NonceSource;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import io.memberlist.transport.PacketListener;
import io.memberlist.transport.StreamConnection;
import io.memberlist.transport.StreamListener;
import io.memberlist.transport.Transport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * L-40: what it costs a packet that somebody could watch. Packets are encoded and handed to a
 * transport that drops them; {@code docs/benchmarks.md} has the command and the figures.
 */
class ObserverBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int PACKETS = 200_000;
  private static final int ROUNDS = 31;
  private static final int WARM_UP = 10;
  private static final int SLACK = 3;

  private final ObserverSlot slot = new ObserverSlot();
  private final Statistics statistics = new Statistics();
  private final CodecSettings settings = CodecSettings.of(Config.lan().name("a").build());
  private final PacketSender sender =
      new PacketSender(
          new Nowhere(),
          false,
          () -> settings,
          NonceSource.secure(),
          new Measurements(statistics, null, slot));
  private final Address to = new Address(new InetSocketAddress("127.0.0.1", 7946), "b");
  private final byte[] news = new byte[60];

  @Test
  void l_40_aPacketNobodyWatchesCostsNothingThatCouldBeMeasured() throws IOException {
    news[0] = 4; // alive
    var unset = new double[ROUNDS];
    var noop = new double[ROUNDS];
    var alone = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      slot.set(null);
      unset[round] = send();
      alone[round] = ask();
      slot.set(new TrafficObserver() {});
      noop[round] = send();
    }

    double packet = median(unset);
    double branch = median(alone);
    double watched = median(noop);
    System.out.printf(
        Locale.ROOT,
        "A packet: %.0f ns; of these for asking whether somebody watches: %.2f ns (%.2f %%);"
            + " with an observer that does nothing: %.0f ns (x %.3f)%n",
        packet,
        branch,
        100 * branch / packet,
        watched,
        watched / packet);
    assertThat(branch / packet).isLessThan(SLACK * 0.01);
    assertThat(watched / packet).isLessThan(1 + SLACK * 0.1);
  }

  /** CPU time of one packet, nanoseconds. */
  private double send() throws IOException {
    var messages = List.of(news);
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < PACKETS; i++) {
      sender.send(to, messages, true, Metric.MESSAGES_SENT_GOSSIP);
    }
    return (THREADS.getCurrentThreadCpuTime() - begin) / (double) PACKETS;
  }

  /** CPU time of the question alone. */
  private double ask() {
    int packets = 100 * PACKETS;
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < packets; i++) {
      slot.packetSent(Metric.MESSAGES_SENT_GOSSIP, news, to, i);
    }
    return (THREADS.getCurrentThreadCpuTime() - begin) / (double) packets;
  }

  private static double median(double[] rounds) {
    var sorted = Arrays.copyOfRange(rounds, WARM_UP, rounds.length);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Takes every packet and does nothing with it. */
  private static final class Nowhere implements Transport {

    @Override
    public AdvertisedAddress finalAdvertiseAddress(@Nullable String ip, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int boundPort() {
      return 7946;
    }

    @Override
    public void start(PacketListener packets, StreamListener streams) {}

    @Override
    public long writeTo(byte[] buffer, int offset, int length, Address to) {
      return 0;
    }

    @Override
    public StreamConnection dial(Address to, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {}
  }
}
