package io.memberlist.internal.driver;

import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.NonceSource;
import io.memberlist.internal.codec.PacketEncoder;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.Address;
import io.memberlist.transport.Transport;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Encodes packets on the caller's thread and hands them to the transport (§3.2). */
final class PacketSender {

  private static final int KEPT_ENCODERS = 8;
  private static final byte USER = 8;

  private final Transport transport;
  private final boolean requireNodeNames;
  private final Measurements measurements;
  private final Pool<PacketEncoder> encoders;

  PacketSender(
      Transport transport,
      boolean requireNodeNames,
      Supplier<CodecSettings> settings,
      NonceSource nonces,
      Measurements measurements) {
    this.transport = transport;
    this.requireNodeNames = requireNodeNames;
    this.measurements = measurements;
    this.encoders = new Pool<>(KEPT_ENCODERS, () -> new PacketEncoder(settings, nonces));
  }

  /**
   * Sends the messages as one packet.
   *
   * @param crc whether the receiver is known to understand the checksum
   * @param kind one of {@code MESSAGES_SENT_…}
   * @throws IllegalArgumentException if a node name is required and missing
   * @throws IOException of the transport
   */
  void send(Address to, List<byte[]> messages, boolean crc, Metric kind) throws IOException {
    requireName(to);
    var encoder = encoders.take();
    try {
      int length = encoder.encode(messages, crc);
      measurements.count(Metric.UDP_SENT, length - encoder.labelLength());
      measurements.count(kind);
      transport.writeTo(encoder.buffer(), 0, length, to);
      measurements.observer().packetSent(kind, messages.get(0), to, length);
    } finally {
      encoders.giveBack(encoder);
    }
  }

  /**
   * Encodes a packet that is not sent, since first use of a cipher takes its time; returns the
   * packet.
   */
  byte[] warmUp() {
    var encoder = encoders.take();
    try {
      int length = encoder.encode(List.of(new byte[] {USER}), true);
      return Arrays.copyOf(encoder.buffer(), length);
    } finally {
      encoders.giveBack(encoder);
    }
  }

  /** {@code RequireNodeNames} (§3.2 step 1). */
  void requireName(Address to) {
    if (requireNodeNames && (to.nodeName() == null || to.nodeName().isEmpty())) {
      throw new IllegalArgumentException(
          "node names are required (requireNodeNames), but " + to + " was addressed without one");
    }
  }
}
