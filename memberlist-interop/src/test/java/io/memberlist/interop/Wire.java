package io.memberlist.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Packets written by hand (§4, §7), sent from a socket that belongs to no node. */
final class Wire implements AutoCloseable {

  private static final int ANSWER_LIMIT_MILLIS = 30_000;
  private static final int PING_LIMIT_MILLIS = 2_000;
  private static final int PINGS = 30;

  private final DatagramSocket socket;

  Wire() {
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setSoTimeout(PING_LIMIT_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(ClusterNode to, byte[] packet) {
    try {
      socket.send(
          new DatagramPacket(packet, packet.length, new InetSocketAddress(to.host(), to.port())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next packet sent to this socket; empty if none comes for a while. */
  Optional<byte[]> receive() {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    try {
      socket.receive(packet);
      return Optional.of(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the node answers a ping, or one of many, with the ack of that number. */
  boolean answersPing(ClusterNode node, int number) {
    return answers(node, ping(number, node.name()), number);
  }

  /** The same with a ping of a form of its own. */
  boolean answers(ClusterNode node, byte[] ping, int number) {
    for (int i = 0; i < PINGS; i++) {
      send(node, ping);
      for (var answer = receive(); answer.isPresent(); answer = receive()) {
        if (isAck(answer.get(), number)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAck(byte[] packet, int number) {
    return contains(packet, concat(new byte[] {2, (byte) 0x82}, text("Payload")))
        && contains(packet, concat(text("SeqNo"), unsigned(number)));
  }

  /** Writes bytes to a new stream, closes that direction and returns everything that comes back. */
  static byte[] stream(ClusterNode to, byte[] bytes) {
    try (var stream = new Socket()) {
      stream.setSoTimeout(ANSWER_LIMIT_MILLIS);
      stream.connect(new InetSocketAddress(to.host(), to.port()), ANSWER_LIMIT_MILLIS);
      stream.getOutputStream().write(bytes);
      stream.shutdownOutput();
      return stream.getInputStream().readAllBytes();
    } catch (IOException e) {
      return new byte[0]; // refused, reset or left unanswered
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  // messages

  static byte[] ping(int number, String target) {
    return concat(hex("0082"), text("Node"), text(target), text("SeqNo"), unsigned(number));
  }

  static byte[] user(String message) {
    return concat(hex("08"), bytes(message));
  }

  static byte[] suspect(String node, long incarnation, String from) {
    return accusation(3, node, incarnation, from);
  }

  static byte[] dead(String node, long incarnation, String from) {
    return accusation(5, node, incarnation, from);
  }

  private static byte[] accusation(int type, String node, long incarnation, String from) {
    return concat(
        new byte[] {(byte) type, (byte) 0x83},
        text("From"),
        text(from),
        text("Incarnation"),
        unsigned(incarnation),
        text("Node"),
        text(node));
  }

  /**
   * What an alive message or a push/pull record says; {@code meta} null for nil, no versions if
   * that is empty.
   */
  record Entry(
      String name,
      long incarnation,
      int state,
      byte[] address,
      int port,
      byte @Nullable [] meta,
      byte[] versions) {

    private byte[] metaBytes() {
      return meta == null ? hex("c0") : raw(meta);
    }
  }

  static byte[] alive(Entry said) {
    var fields =
        concat(
            text("Addr"),
            raw(said.address),
            text("Incarnation"),
            unsigned(said.incarnation),
            text("Meta"),
            said.metaBytes(),
            text("Node"),
            text(said.name),
            text("Port"),
            unsigned(said.port));
    return said.versions.length == 0
        ? concat(hex("0485"), fields)
        : concat(hex("0486"), fields, text("Vsn"), raw(said.versions));
  }

  /** A whole push/pull message. */
  static byte[] pushPull(boolean join, List<Entry> records, byte[] userState) {
    var header =
        concat(
            hex("0683"),
            text("Join"),
            hex(join ? "c3" : "c2"),
            text("Nodes"),
            signed(records.size()),
            text("UserStateLen"),
            signed(userState.length));
    var bodies = records.stream().map(Wire::record).toArray(byte[][]::new);
    return concat(header, concat(bodies), userState);
  }

  private static byte[] record(Entry said) {
    return concat(
        hex("87"),
        text("Addr"),
        raw(said.address),
        text("Incarnation"),
        unsigned(said.incarnation),
        text("Meta"),
        said.metaBytes(),
        text("Name"),
        text(said.name),
        text("Port"),
        unsigned(said.port),
        text("State"),
        unsigned(said.state),
        text("Vsn"),
        raw(said.versions));
  }

  // layers

  static byte[] withCrc(byte[] message) {
    var crc = new CRC32();
    crc.update(message);
    return concat(hex("0c"), ByteBuffer.allocate(4).putInt((int) crc.getValue()).array(), message);
  }

  static byte[] compound(List<byte[]> parts) {
    var lengths = ByteBuffer.allocate(2 * parts.size());
    parts.forEach(part -> lengths.putShort((short) part.length));
    return concat(
        new byte[] {7, (byte) parts.size()}, lengths.array(), concat(parts.toArray(byte[][]::new)));
  }

  // msgpack

  static byte[] text(String text) {
    return raw(bytes(text));
  }

  static byte[] raw(byte[] bytes) {
    var header =
        bytes.length <= 31
            ? new byte[] {(byte) (0xa0 + bytes.length)}
            : ByteBuffer.allocate(3).put((byte) 0xda).putShort((short) bytes.length).array();
    return concat(header, bytes);
  }

  static byte[] unsigned(long value) {
    return value <= 0x7f
        ? new byte[] {(byte) value}
        : ByteBuffer.allocate(5).put((byte) 0xce).putInt((int) value).array();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An int field (§6.1). */
  static byte[] signed(int value) {
    return value <= 0x7f
        ? new byte[] {(byte) value}
        : ByteBuffer.allocate(5).put((byte) 0xd2).putInt(value).array();
  }

  static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] letters(int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + i % 26);
    }
    return bytes;
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    return HexFormat.of().formatHex(bytes).contains(HexFormat.of().formatHex(part));
  }
}
