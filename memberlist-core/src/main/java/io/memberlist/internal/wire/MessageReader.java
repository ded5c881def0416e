package io.memberlist.internal.wire;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of packet messages to records (§7). What it returns owns its arrays, which nobody may
 * change: a rumour that comes again is the same record. Not thread-safe: reuses its buffers.
 *
 * <p>Every method throws {@link MalformedBodyException} for what §6.2 refuses; bytes behind the
 * object are ignored.
 */
public final class MessageReader {

  private final ReadBefore before;
  private final UsualRecord usual;
  private final MsgpackReader in = new MsgpackReader();
  private final RecordValues values = new RecordValues();

  /** A reader that remembers for itself. */
  public MessageReader() {
    this(new ReadBefore());
  }

  /**
   * A reader that remembers with others.
   *
   * @param before of readers on the same thread
   */
  public MessageReader(ReadBefore before) {
    this.before = before;
    usual = new UsualRecord(before.names);
  }

  /** Whether {@link #read} knows the type: those that travel in packets and are no layer. */
  public static boolean isMessage(int type) {
    return switch (type) {
      case MessageType.PING,
          MessageType.INDIRECT_PING,
          MessageType.ACK,
          MessageType.NACK,
          MessageType.SUSPECT,
          MessageType.ALIVE,
          MessageType.DEAD,
          MessageType.USER ->
          true;
      default -> false;
    };
  }

  /**
   * Reads a message.
   *
   * @param type for which {@link #isMessage} holds
   * @param array holds the body, the bytes behind the type byte
   */
  public Message read(int type, byte[] array, int offset, int length) {
    if (!RecentRumours.isRumour(type)) {
      return readAnew(type, array, offset, length);
    }
    var known = before.rumours.find(type, array, offset, length);
    if (known != null) {
      return known;
    }
    var message = readAnew(type, array, offset, length);
    before.rumours.keep(type, array, offset, length, message);
    return message;
  }

  private Message readAnew(int type, byte[] array, int offset, int length) {
    return switch (type) {
      case MessageType.PING -> ping(body(Formats.PING, array, offset, length));
      case MessageType.INDIRECT_PING ->
          indirectPing(body(Formats.INDIRECT_PING, array, offset, length));
      case MessageType.ACK -> ack(body(Formats.ACK, array, offset, length));
      case MessageType.NACK -> new Nack(body(Formats.NACK, array, offset, length).u32(0));
      case MessageType.SUSPECT -> suspect(body(Formats.ACCUSATION, array, offset, length));
      case MessageType.ALIVE -> alive(body(Formats.ALIVE, array, offset, length));
      case MessageType.DEAD -> dead(body(Formats.ACCUSATION, array, offset, length));
      case MessageType.USER -> new User(Arrays.copyOfRange(array, offset, offset + length));
      default -> throw new IllegalArgumentException("no packet message has type " + type);
    };
  }

  /** Reads the record of a compression wrapper (§4.4). */
  public CompressBody readCompress(byte[] array, int offset, int length) {
    return CompressBody.from(body(Formats.COMPRESS, array, offset, length));
  }

  private RecordValues body(RecordFormat format, byte[] array, int offset, int length) {
    if (usual.read(array, offset, length, format, values)) {
      return values;
    }
    try {
      in.reset(array, offset, length).record(format, values);
      return values;
    } catch (IOException e) {
      throw new IllegalStateException("an array cannot fail", e);
    }
  }

  static Ping ping(RecordValues values) {
    return new Ping(values.u32(0), values.text(1), source(values, 2), values.text(4));
  }

  static Ack ack(RecordValues values) {
    return new Ack(values.u32(0), values.bytes(1));
  }

  private static IndirectPing indirectPing(RecordValues values) {
    var target = new NodeAddress(values.bytesOrEmpty(1), values.u16(2));
    return new IndirectPing(
        values.u32(0), target, values.text(3), values.flag(4), source(values, 5), values.text(7));
  }

  private static Suspect suspect(RecordValues values) {
    return new Suspect(values.u32(0), values.text(1), values.text(2));
  }

  private static Dead dead(RecordValues values) {
    return new Dead(values.u32(0), values.text(1), values.text(2));
  }

  private static Alive alive(RecordValues values) {
    var address = new NodeAddress(values.bytesOrEmpty(2), values.u16(3));
    return new Alive(
        values.u32(0), values.text(1), address, values.bytes(4), values.bytesOrEmpty(5));
  }

  static PushNodeState nodeState(RecordValues values) {
    var address = new NodeAddress(values.bytesOrEmpty(1), values.u16(2));
    return new PushNodeState(
        values.text(0),
        address,
        values.bytes(3),
        values.u32(4),
        values.number(5),
        values.bytesOrEmpty(6));
  }

  /** A port without an address says nothing: the ack then goes to the sender (§10.3). */
  private static @Nullable NodeAddress source(RecordValues values, int field) {
    byte[] ip = values.bytesOrEmpty(field);
    return ip.length == 0 ? null : new NodeAddress(ip, values.u16(field + 1));
  }
}
