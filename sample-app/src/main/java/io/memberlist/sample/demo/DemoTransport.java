package io.memberlist.sample.demo;

import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import io.memberlist.transport.PacketListener;
import io.memberlist.transport.StreamConnection;
import io.memberlist.transport.StreamListener;
import io.memberlist.transport.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A transport with the faults of its {@link DemoLink}. While the node is paused every thread of the
 * library that sends, receives, dials or accepts stands still here, as if the process were stopped.
 */
final class DemoTransport implements Transport {

  private final Transport inner;
  private final DemoLink link;
  private final ScheduledExecutorService late;

  DemoTransport(Transport inner, DemoLink link, String nodeName) {
    this.inner = inner;
    this.link = link;
    late =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "memberlist-" + nodeName + "-late");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public AdvertisedAddress finalAdvertiseAddress(@Nullable String ip, int port) {
    return inner.finalAdvertiseAddress(ip, port);
  }

  @Override
  public int boundPort() {
    return inner.boundPort();
  }

  @Override
  public void start(PacketListener packets, StreamListener streams) {
    inner.start(
        (buffer, offset, length, from, nanos) ->
            receive(packets, Arrays.copyOfRange(buffer, offset, offset + length), from, nanos),
        connection -> {
          link.gate().pass();
          later(() -> streams.onStream(connection));
        });
  }

  private void receive(PacketListener packets, byte[] packet, InetSocketAddress from, long nanos) {
    link.gate().pass();
    if (separated(from)) {
      return;
    }
    var slowness = link.slowness();
    if (slowness.loss() > 0 && ThreadLocalRandom.current().nextDouble() < slowness.loss()) {
      return;
    }
    if (slowness.delay().isZero()) {
      packets.onPacket(packet, 0, packet.length, from, nanos);
    } else {
      later(() -> packets.onPacket(packet, 0, packet.length, from, System.nanoTime()));
    }
  }

  private void later(Runnable task) {
    var delay = link.slowness().delay();
    if (delay.isZero()) {
      task.run();
    } else {
      late.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private boolean separated(InetSocketAddress peer) {
    return link.network().separates(inner.boundPort(), peer.getPort());
  }

  @Override
  public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
    link.gate().pass();
    return separated(to.socketAddress())
        ? System.nanoTime()
        : inner.writeTo(buffer, offset, length, to);
  }

  @Override
  public StreamConnection dial(Address to, Duration timeout) throws IOException {
    link.gate().pass();
    if (separated(to.socketAddress())) {
      throw new ConnectException("Connection timed out");
    }
    var delay = link.slowness().delay();
    if (delay.compareTo(timeout) >= 0) {
      standStill(timeout);
      throw new SocketTimeoutException("Connect timed out");
    }
    standStill(delay);
    return inner.dial(to, timeout.minus(delay));
  }

  /** The peer's answer to a connection comes late, too. */
  private static void standStill(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Connection was given up");
    }
  }

  /** Lets everybody go who stands still here, so that a paused node can be ended. */
  @Override
  public void shutdown() {
    link.gate().open();
    late.shutdownNow();
    inner.shutdown();
  }
}
