package io.memberlist.internal.driver;

import io.memberlist.Memberlist;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.MalformedMessageException;
import io.memberlist.internal.codec.PacketDecoder;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageWriter;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A member that is two sockets and a switch for everything it may answer. */
final class RawMember implements Closeable {

  static final byte[] NEWEST = {1, 5, 2, 0, 0, 0};
  private static final CodecSettings PLAIN =
      new CodecSettings("", false, null, true, true, false, 1);

  final String name;

  /** Messages of each packet that came. */
  final List<List<Message>> packets = new CopyOnWriteArrayList<>();

  volatile boolean acks = true;
  volatile boolean nacks = true;
  volatile boolean streamAcks;

  /** Holds its own acks back from the first indirect ping on, until {@link #release}. */
  volatile boolean holdsAcksAfterRequest;

  private final List<Ping> held = new CopyOnWriteArrayList<>();
  private final Peer peer = new Peer();
  private final StreamCodec codec = new StreamCodec(() -> PLAIN, nonce -> {}, size -> {});

  RawMember(String name) throws IOException {
    this.name = name;
    Threads.daemon(name, "packets", this::takePackets).start();
    Threads.daemon(name, "streams", this::takeStreams).start();
  }

  NodeAddress address() {
    return new NodeAddress(peer.address().getAddress().getAddress(), peer.address().getPort());
  }

  /** Sends messages to a node, each in a packet of its own. */
  void say(Memberlist to, Message... messages) {
    for (var message : messages) {
      send(new MessageWriter().encode(message), to.localNode().address());
    }
  }

  /** Makes itself known to a node. */
  void introduce(Memberlist to, byte[] versions) {
    say(to, new Alive(1, name, address(), null, versions));
    Nodes.eventually(() -> to.node(name).isPresent());
  }

  void send(byte[] packet, InetSocketAddress to) {
    try {
      peer.send(packet, to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** All messages of a kind so far. */
  <T> List<T> heard(Class<T> kind) {
    return packets.stream().flatMap(List::stream).filter(kind::isInstance).map(kind::cast).toList();
  }

  private void takePackets() {
    var decoder = new PacketDecoder(() -> PLAIN);
    try {
      while (true) {
        byte[] packet = peer.receive();
        var messages = new ArrayList<Message>();
        decoder.decode(packet, 0, packet.length, new Collecting(messages));
        packets.add(List.copyOf(messages));
        messages.forEach(this::answer);
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void answer(Message message) {
    if (message instanceof Ping ping && ping.node().equals(name)) {
      if (acks) {
        ack(ping);
      } else {
        held.add(ping);
      }
    } else if (message instanceof IndirectPing request) {
      acks = acks && !holdsAcksAfterRequest;
      if (nacks && request.nack()) {
        reply(new Nack(request.seqNo()), request.source());
      }
    }
  }

  /** Sends the acks that were held back, and all further ones at once. */
  void release() {
    holdsAcksAfterRequest = false;
    acks = true;
    held.forEach(this::ack);
  }

  private void ack(Ping ping) {
    reply(new Ack(ping.seqNo(), null), ping.source());
  }

  private void reply(Message message, NodeAddress to) {
    send(new MessageWriter().encode(message), Addresses.target(to, "").socketAddress());
  }

  private void takeStreams() {
    try {
      while (true) {
        try (var stream = peer.streams.accept()) {
          answer(stream);
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void answer(Socket stream) throws IOException {
    if (streamAcks) {
      var ping = codec.accept(stream.getInputStream()).readPing();
      stream.getOutputStream().write(codec.encodeAck(new Ack(ping.seqNo(), null)));
    }
  }

  private record Collecting(List<Message> messages) implements PacketDecoder.Sink {
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

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
