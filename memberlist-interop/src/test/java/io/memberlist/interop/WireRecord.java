package io.memberlist.interop;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/**
 * A record as a node tells it in a state exchange: the only place where a peer shows what it really
 * believes. Read with a decoder of its own, so that it does not share a mistake with the one under
 * test. The node must neither compress nor encrypt.
 *
 * @param address bytes as sent, in hex
 * @param state 0 alive, 1 suspect, 2 dead, 3 left (§1.2)
 * @param meta in hex, or the word nil
 * @param versions in hex
 */
record WireRecord(
    String name,
    String address,
    int port,
    long incarnation,
    int state,
    String meta,
    String versions) {

  static final int ALIVE = 0;
  static final int SUSPECT = 1;
  static final int DEAD = 2;
  static final int LEFT = 3;

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final byte PUSH_PULL = 6;

  /** push/pull header without records and user state, no join */
  private static final String EMPTY_REQUEST =
      "0683a44a6f696ec2a54e6f64657300ac5573657253746174654c656e00";

  /** All records of a node. */
  static List<WireRecord> tableOf(ClusterNode node) {
    try (var socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(node.host(), node.port()), TIMEOUT_MILLIS);
      socket.getOutputStream().write(HexFormat.of().parseHex(EMPTY_REQUEST));
      return read(new DataInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new AssertionError("could not read the table of " + node.name(), e);
    }
  }

  /** What a node believes about another; empty if it does not know it. */
  static Optional<WireRecord> of(String name, ClusterNode observer) {
    return tableOf(observer).stream().filter(each -> each.name.equals(name)).findFirst();
  }

  private static List<WireRecord> read(DataInputStream input) throws IOException {
    int type = input.readByte();
    if (type != PUSH_PULL) {
      throw new IOException("answer of type " + type + "; is compression off?");
    }
    var unpacker = MessagePack.newDefaultUnpacker(input);
    var records = new ArrayList<WireRecord>();
    int count = field(readMap(unpacker), "Nodes").asIntegerValue().asInt();
    for (int i = 0; i < count; i++) {
      records.add(record(readMap(unpacker)));
    }
    return records;
  }

  private static Map<Value, Value> readMap(MessageUnpacker unpacker) throws IOException {
    return unpacker.unpackValue().asMapValue().map();
  }

  private static WireRecord record(Map<Value, Value> fields) {
    return new WireRecord(
        field(fields, "Name").asRawValue().asString(),
        hex(field(fields, "Addr")),
        field(fields, "Port").asIntegerValue().asInt(),
        field(fields, "Incarnation").asIntegerValue().asLong(),
        field(fields, "State").asIntegerValue().asInt(),
        hex(field(fields, "Meta")),
        hex(field(fields, "Vsn")));
  }

  private static Value field(Map<Value, Value> fields, String name) {
    return fields.get(org.msgpack.value.ValueFactory.newString(name));
  }

  private static String hex(Value value) {
    return value.isNilValue() ? "nil" : HexFormat.of().formatHex(value.asRawValue().asByteArray());
  }
}
