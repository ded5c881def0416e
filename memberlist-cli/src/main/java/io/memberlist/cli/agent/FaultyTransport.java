package io.memberlist.cli.agent;

import io.memberlist.cli.Json;
import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import io.memberlist.transport.PacketListener;
import io.memberlist.transport.StreamConnection;
import io.memberlist.transport.StreamListener;
import io.memberlist.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A transport whose traffic can be dropped, delayed and shown. */
final class FaultyTransport implements Transport {

  private final Transport inner;
  private final Faults faults;
  private final Events events;
  private final boolean trace;
  private final ScheduledExecutorService delayed;

  FaultyTransport(Transport inner, Faults faults, Events events, boolean trace, String nodeName) {
    this.inner = inner;
    this.faults = faults;
    this.events = events;
    this.trace = trace;
    this.delayed =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "memberlist-" + nodeName + "-delay");
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
        (buffer, offset, length, from, nanos) -> {
          boolean dropped = faults.drops(Faults.Side.UDP_IN, from);
          packet("rx", "from", from, buffer, offset, length, dropped);
          if (!dropped) {
            packets.onPacket(buffer, offset, length, from, nanos);
          }
        },
        connection -> {
          if (faults.drops(Faults.Side.TCP_IN, connection.remoteAddress())) {
            closeQuietly(connection);
          } else {
            streams.onStream(shown(connection, "accepted"));
          }
        });
  }

  @Override
  public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
    boolean dropped = faults.drops(Faults.Side.UDP_OUT, to.socketAddress());
    packet("tx", "to", to.socketAddress(), buffer, offset, length, dropped);
    long delay = faults.delayNanos();
    if (dropped) {
      return System.nanoTime();
    }
    if (delay == 0) {
      return inner.writeTo(buffer, offset, length, to);
    }
    var copy = Arrays.copyOfRange(buffer, offset, offset + length);
    try {
      var unused =
          delayed.schedule(
              () -> inner.writeTo(copy, 0, copy.length, to), delay, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw new IOException("the transport was shut down", e);
    }
    return System.nanoTime();
  }

  /** Writes to the socket, past the faults. */
  void raw(byte[] packet, Address to) throws IOException {
    packet("tx", "to", to.socketAddress(), packet, 0, packet.length, false);
    inner.writeTo(packet, 0, packet.length, to);
  }

  @Override
  public StreamConnection dial(Address to, Duration timeout) throws IOException {
    if (faults.drops(Faults.Side.TCP_OUT, to.socketAddress())) {
      throw new ConnectException("dropped by command");
    }
    return shown(inner.dial(to, timeout), "dialed");
  }

  @Override
  public void shutdown() {
    delayed.shutdownNow();
    inner.shutdown();
  }

  private void packet(
      String event,
      String key,
      InetSocketAddress peer,
      byte[] buffer,
      int offset,
      int length,
      boolean dropped) {
    if (trace) {
      events.emit(
          event,
          Json.object()
              .put(key, text(peer))
              .put("hex", HexFormat.of().formatHex(buffer, offset, offset + length))
              .put("dropped", dropped),
          text(peer) + "  " + length + " bytes" + (dropped ? "  dropped" : ""));
    }
  }

  private StreamConnection shown(StreamConnection connection, String side) {
    return trace
        ? new TracedStream(connection, side, text(connection.remoteAddress()), events)
        : connection;
  }

  private static String text(InetSocketAddress address) {
    return new Address(address, null).toString();
  }

  private static void closeQuietly(StreamConnection connection) {
    try {
      connection.close();
    } catch (IOException ignored) {
      // The peer sees a closed stream either way.
    }
  }
}
