package io.memberlist.simulator;

import io.memberlist.Config;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.MalformedMessageException;
import io.memberlist.internal.codec.PacketDecoder;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.simulator.network.NetworkObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the packets that a node without label and encryption sends. */
public final class PacketRecorder implements NetworkObserver {

  private final int sender;
  private final PacketDecoder decoder;
  private final List<List<Message>> packets = new ArrayList<>();

  private PacketRecorder(SimNode sender) {
    this.sender = sender.number();
    var settings = CodecSettings.of(Config.lan().name("reader").build());
    decoder = new PacketDecoder(() -> settings);
  }

  /** Records everything from now on. */
  public static PacketRecorder of(SimCluster cluster, SimNode sender) {
    var recorder = new PacketRecorder(sender);
    cluster.observe(recorder);
    return recorder;
  }

  @Override
  public void packetSent(long now, int from, NodeAddress to, byte[] buffer, int length) {
    if (from == sender) {
      var messages = new ArrayList<Message>();
      decoder.decode(buffer, 0, length, new Collector(messages));
      packets.add(messages);
    }
  }

  private record Collector(List<Message> messages) implements PacketDecoder.Sink {
    @Override
    public void message(Message message) {
      messages.add(message);
    }

    @Override
    public void refused(MalformedMessageException reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void truncated(int missingParts) {
      throw new AssertionError(missingParts + " parts are missing");
    }
  }

  /** What was in each packet. */
  public List<List<Message>> packets() {
    return packets;
  }

  /** All messages of some types, in order. */
  public List<Message> messages(Class<?>... types) {
    return packets.stream()
        .flatMap(List::stream)
        .filter(message -> Stream.of(types).anyMatch(type -> type.isInstance(message)))
        .toList();
  }

  /** Forgets what was recorded. */
  public void clear() {
    packets.clear();
  }
}
