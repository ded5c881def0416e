package io.memberlist.transport;

import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives packets until the transport stops (§16.2). */
final class PacketReader implements Runnable {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.transport");
  private static final int BUFFER = 65_536;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final DatagramSocket socket;
  private final PacketListener listener;
  private final Statistics statistics;
  private final BackOff backOff;
  private final BooleanSupplier stopped;
  private long unlogged;
  private long loggedNanos = System.nanoTime() - MINUTE_NANOS;

  PacketReader(
      DatagramSocket socket,
      PacketListener listener,
      Statistics statistics,
      BackOff backOff,
      BooleanSupplier stopped) {
    this.socket = socket;
    this.listener = listener;
    this.statistics = statistics;
    this.backOff = backOff;
    this.stopped = stopped;
  }

  @Override
  public void run() {
    var packet = new DatagramPacket(new byte[BUFFER], BUFFER);
    try {
      while (!stopped.getAsBoolean()) {
        receiveOne(packet);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receiveOne(DatagramPacket packet) throws InterruptedException {
    try {
      packet.setLength(BUFFER);
      socket.receive(packet);
    } catch (IOException e) {
      if (!stopped.getAsBoolean()) {
        log.error("Could not receive packets: {}", e.toString());
        backOff.failed();
      }
      return;
    }
    long receivedNanos = System.nanoTime();
    backOff.succeeded();
    handOver(packet, receivedNanos);
  }

  private void handOver(DatagramPacket packet, long receivedNanos) {
    var from = (InetSocketAddress) packet.getSocketAddress();
    if (packet.getLength() == 0) {
      skipEmpty(from, receivedNanos);
      return;
    }
    statistics.count(Metric.UDP_RECEIVED, packet.getLength());
    try {
      listener.onPacket(
          packet.getData(), packet.getOffset(), packet.getLength(), from, receivedNanos);
    } catch (RuntimeException e) {
      log.error("Packet from {} could not be handled", from, e);
    }
  }

  /** Anybody can send these, so they are logged once a minute. */
  private void skipEmpty(InetSocketAddress from, long now) {
    statistics.count(Metric.PACKETS_DROPPED_DECODE, 1);
    if (now - loggedNanos < MINUTE_NANOS) {
      unlogged++;
      return;
    }
    log.error("Dropped an empty packet from {} ({} before it were not logged)", from, unlogged);
    unlogged = 0;
    loggedNanos = now;
  }
}
