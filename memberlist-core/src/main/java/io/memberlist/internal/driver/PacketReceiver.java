package io.memberlist.internal.driver;

import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.MalformedMessageException;
import io.memberlist.internal.codec.MalformedMessageException.Reason;
import io.memberlist.internal.codec.PacketDecoder;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageHandler;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.internal.wire.User;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.PacketListener;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes packets on the transport's thread and puts each message into the lane of its type (§3.3,
 * §3.4).
 */
final class PacketReceiver implements PacketListener {

  /** What a queued message takes besides its variable parts, roughly. */
  private static final int MESSAGE_BYTES = 96;

  private final Inbox inbox;
  private final @Nullable MessageLane messages;
  private final Measurements measurements;
  private final Logs logs;
  private final Pool<PacketDecoder> decoders;

  PacketReceiver(
      Supplier<CodecSettings> settings,
      Inbox inbox,
      @Nullable MessageLane messages,
      Measurements measurements,
      Logs logs) {
    this.inbox = inbox;
    this.messages = messages;
    this.measurements = measurements;
    this.logs = logs;
    this.decoders = new Pool<>(2, () -> new PacketDecoder(settings));
  }

  @Override
  public void onPacket(
      byte[] buffer, int offset, int length, InetSocketAddress from, long receivedNanos) {
    var decoder = decoders.take();
    try {
      decoder.decode(buffer, offset, length, new Dispatch(from, length, receivedNanos));
    } finally {
      decoders.giveBack(decoder);
    }
  }

  /** Decodes a packet without any effect, since first use of a cipher takes its time. */
  void warmUp(byte[] packet) {
    var decoder = decoders.take();
    decoder.decode(packet, 0, packet.length, new Discard());
    decoders.giveBack(decoder);
  }

  private static Metric metric(Reason reason) {
    return switch (reason) {
      case LABEL -> Metric.PACKETS_DROPPED_LABEL;
      case DECRYPT -> Metric.PACKETS_DROPPED_DECRYPT;
      case CRC -> Metric.PACKETS_DROPPED_CRC;
      case DECODE -> Metric.PACKETS_DROPPED_DECODE;
      case UNSUPPORTED -> Metric.PACKETS_DROPPED_UNSUPPORTED;
      case OVERSIZE -> Metric.PACKETS_DROPPED_OVERSIZE;
    };
  }

  /** Takes messages that mean nothing. */
  private static final class Discard implements PacketDecoder.Sink {
    @Override
    public void message(Message message) {}

    @Override
    public void refused(MalformedMessageException reason) {}

    @Override
    public void truncated(int missingParts) {}
  }

  /** Takes the messages of one packet. */
  private final class Dispatch implements PacketDecoder.Sink, MessageHandler {

    private final InetSocketAddress from;
    private final NodeAddress source;
    private final int length;
    private final long receivedNanos;
    private boolean observed;

    private Dispatch(InetSocketAddress from, int length, long receivedNanos) {
      this.from = from;
      this.length = length;
      this.source = Addresses.of(from);
      this.receivedNanos = receivedNanos;
    }

    @Override
    public void message(Message message) {
      if (!observed) {
        observed = true;
        measurements.observer().packetReceived(message, from, length);
      }
      message.accept(this);
    }

    @Override
    public void refused(MalformedMessageException refusal) {
      measurements.count(metric(refusal.reason()));
      var security = refusal.reason() == Reason.LABEL || refusal.reason() == Reason.DECRYPT;
      var level = refusal.reason() == Reason.CRC ? Level.WARN : Level.ERROR;
      (security ? logs.security() : logs.transport())
          .log(level, "Dropped packet from " + Addresses.text(from) + ": " + refusal.getMessage());
    }

    @Override
    public void truncated(int missingParts) {
      logs.transport()
          .log(
              Level.WARN,
              "Compound packet from " + Addresses.text(from) + " lacks " + missingParts + " parts");
    }

    @Override
    public void onPing(Ping message) {
      urgent(message);
    }

    @Override
    public void onIndirectPing(IndirectPing message) {
      urgent(message);
    }

    @Override
    public void onAck(Ack message) {
      urgent(message);
    }

    @Override
    public void onNack(Nack message) {
      urgent(message);
    }

    private void urgent(Message message) {
      inbox.put((core, now) -> core.onMessage(message, source, receivedNanos, now));
    }

    @Override
    public void onAlive(Alive message) {
      int meta = message.meta() == null ? 0 : message.meta().length;
      int size =
          message.node().length()
              + message.address().ip().length
              + meta
              + message.versions().length;
      if (!inbox.offerHigh(
          (core, now) -> core.onMessage(message, source, receivedNanos, now),
          MESSAGE_BYTES + size)) {
        dropped("alive");
      }
    }

    @Override
    public void onSuspect(Suspect message) {
      low(message, message.node().length() + message.from().length(), "suspect");
    }

    @Override
    public void onDead(Dead message) {
      low(message, message.node().length() + message.from().length(), "dead");
    }

    private void low(Message message, int size, String type) {
      if (!inbox.offerLow(
          (core, now) -> core.onMessage(message, source, receivedNanos, now),
          MESSAGE_BYTES + size)) {
        dropped(type);
      }
    }

    private void dropped(String type) {
      measurements.count(Metric.PACKETS_DROPPED_QUEUE_FULL);
      logs.transport()
          .log(Level.WARN, "Queue full, dropped " + type + " message from " + Addresses.text(from));
    }

    @Override
    public void onUser(User message) {
      if (messages != null && !messages.offer(message.payload())) {
        logs.transport()
            .log(
                Level.WARN,
                "Queue of user messages full, dropped one from " + Addresses.text(from));
      }
    }
  }
}
