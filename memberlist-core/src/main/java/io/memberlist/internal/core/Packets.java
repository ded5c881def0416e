package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageWriter;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.metrics.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * Packets of messages: with rumours riding along (§12.5) or bare, within the byte budget of §3.5.
 */
final class Packets {

  /** Most parts of a compound (§4.5). */
  private static final int MOST_PARTS = 255;

  /** Type byte and count of a compound. */
  private static final int COMPOUND_OVERHEAD = 2;

  /** Length field of a compound's part. */
  static final int PART_OVERHEAD = 2;

  private final MessageWriter writer = new MessageWriter();
  private final int udpBufferSize;
  private final Broadcasts broadcasts;
  private final Output output;
  private final Hooks hooks;

  Packets(Config config, Broadcasts broadcasts, Output output, Hooks hooks) {
    this.udpBufferSize = config.udpBufferSize();
    this.broadcasts = broadcasts;
    this.output = output;
    this.hooks = hooks;
  }

  /** Sends a probing message with rumours riding along. */
  SendResult send(NodeAddress to, String name, Message message) {
    byte[] first = writer.encode(message);
    var rumours =
        broadcasts.collectToRide(PART_OVERHEAD, budget(false) - first.length - PART_OVERHEAD);
    if (rumours.isEmpty()) {
      return output.send(to, name, List.of(first), false, Metric.MESSAGES_SENT_PROBE);
    }
    var messages = new ArrayList<byte[]>(1 + rumours.size());
    messages.add(first);
    messages.addAll(rumours);
    return split(to, name, messages, false, Metric.MESSAGES_SENT_PROBE);
  }

  /** Sends exactly these messages. */
  SendResult bare(NodeAddress to, String name, boolean crc, Message... messages) {
    var encoded = new ArrayList<byte[]>();
    for (var message : messages) {
      encoded.add(writer.encode(message));
    }
    return output.send(to, name, encoded, crc, Metric.MESSAGES_SENT_PROBE);
  }

  /** Sends a packet of rumours; false if there are none. */
  boolean gossip(NodeAddress to, String name, boolean crc) {
    var rumours = broadcasts.collect(PART_OVERHEAD, budget(crc));
    if (rumours.isEmpty()) {
      return false;
    }
    split(to, name, rumours, crc, Metric.MESSAGES_SENT_GOSSIP);
    return true;
  }

  /** Bytes for the parts of a compound (D12). */
  private int budget(boolean crc) {
    return udpBufferSize - COMPOUND_OVERHEAD - hooks.layerOverhead(crc);
  }

  /**
   * Sends more parts than a compound can have as several packets; the first one's result counts.
   */
  private SendResult split(
      NodeAddress to, String name, List<byte[]> messages, boolean crc, Metric kind) {
    if (messages.size() <= MOST_PARTS) {
      return output.send(to, name, messages, crc, kind);
    }
    SendResult first = null;
    for (int i = 0; i < messages.size(); i += MOST_PARTS) {
      var part = messages.subList(i, Math.min(messages.size(), i + MOST_PARTS));
      var result = output.send(to, name, part, crc, kind);
      first = first == null ? result : first;
    }
    return first == null ? SendResult.SENT : first;
  }
}
