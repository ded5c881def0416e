package io.memberlist.internal.codec;

import io.memberlist.internal.wire.Message;
import java.util.ArrayList;
import java.util.List;

/** Keeps everything that a packet decoder says. */
final class RecordingSink implements PacketDecoder.Sink {

  final List<Message> messages = new ArrayList<>();
  final List<Refusal> refusals = new ArrayList<>();
  final List<MalformedMessageException> exceptions = new ArrayList<>();
  int missing;

  static RecordingSink decode(CodecSettings settings, byte[] packet) {
    var sink = new RecordingSink();
    new PacketDecoder(() -> settings).decode(packet, 0, packet.length, sink);
    return sink;
  }

  @Override
  public void message(Message message) {
    messages.add(message);
  }

  @Override
  public void refused(MalformedMessageException reason) {
    exceptions.add(reason);
    refusals.add(reason.refusal());
  }

  @Override
  public void truncated(int missingParts) {
    missing += missingParts;
  }
}
