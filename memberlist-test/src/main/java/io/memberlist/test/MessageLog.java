package io.memberlist.test;

import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.MalformedMessageException;
import io.memberlist.internal.codec.PacketDecoder;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.User;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.NetworkObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keeps the last messages that came to nodes, to be read when a test has failed. */
final class MessageLog implements NetworkObserver {

  private static final int KEPT = 100;

  /** Something on its way; a packet is decoded only when it is read. */
  private record Entry(long at, int from, int to, byte[] bytes, boolean stream) {}

  private final SimCluster world;
  private final ArrayDeque<Entry> last = new ArrayDeque<>();

  MessageLog(SimCluster world) {
    this.world = world;
    world.observe(this);
  }

  @Override
  public void packetDelivered(long now, int from, int to, byte[] packet) {
    add(new Entry(now, from, to, packet.clone(), false));
  }

  @Override
  public void streamWritten(long now, int from, int to, byte[] bytes) {
    add(new Entry(now, from, to, new byte[bytes.length], true));
  }

  private void add(Entry entry) {
    last.add(entry);
    if (last.size() > KEPT) {
      last.remove();
    }
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    for (var entry : last) {
      String what = entry.stream ? entry.bytes.length + " bytes of a stream" : messages(entry);
      lines.add(
          String.format(
              Locale.ROOT,
              "%.6f s  %s → %s  %s",
              entry.at / 1e9,
              world.node(entry.from).name(),
              world.node(entry.to).name(),
              what));
    }
    return lines;
  }

  private String messages(Entry entry) {
    var settings = CodecSettings.of(world.node(entry.to).config());
    var texts = new Texts();
    new PacketDecoder(() -> settings).decode(entry.bytes, 0, entry.bytes.length, texts);
    return String.join("; ", texts.found);
  }

  private static final class Texts implements PacketDecoder.Sink {
    private final List<String> found = new ArrayList<>();

    @Override
    public void message(Message message) {
      found.add(
          message instanceof User user
              ? "message of " + user.payload().length + " bytes"
              : message.toString());
    }

    @Override
    public void refused(MalformedMessageException reason) {
      found.add("refused: " + reason.getMessage());
    }

    @Override
    public void truncated(int missingParts) {
      found.add(missingParts + " parts missing");
    }
  }
}
