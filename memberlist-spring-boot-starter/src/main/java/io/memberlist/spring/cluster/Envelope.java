package io.memberlist.spring.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/**
 * How a cluster event travels, inside an ordinary user message (S-131):
 *
 * <pre> 9d 4d 4c 45 01 | msgpack map {id, origin, at, name, codec, body} </pre>
 *
 * @param id unique
 * @param origin name of the node that published it
 * @param at when, in milliseconds since 1970
 * @param name of the type
 * @param codec of the body
 * @param body content
 */
record Envelope(String id, String origin, long at, String name, String codec, byte[] body) {

  private static final byte[] MAGIC = {(byte) 0x9d, 0x4d, 0x4c, 0x45, 0x01};
  private static final int LONGEST_TEXT = 1024;
  private static final int MOST_FIELDS = 32;

  /** Whether a user message is one. */
  static boolean isOne(byte[] message) {
    return message.length > MAGIC.length
        && Arrays.equals(message, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  byte[] encode() {
    try (var packer = MessagePack.newDefaultBufferPacker()) {
      packer.writePayload(MAGIC);
      packer.packMapHeader(6);
      packer.packString("id").packString(id);
      packer.packString("origin").packString(origin);
      packer.packString("at").packLong(at);
      packer.packString("name").packString(name);
      packer.packString("codec").packString(codec);
      packer.packString("body").packBinaryHeader(body.length).writePayload(body);
      return packer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one. Unknown fields are skipped, so that later versions can add some.
   *
   * @throws IOException if it is not one, whatever is wrong with it
   */
  static Envelope decode(byte[] message) throws IOException {
    try (var unpacker =
        MessagePack.newDefaultUnpacker(message, MAGIC.length, message.length - MAGIC.length)) {
      int fields = unpacker.unpackMapHeader();
      if (fields > MOST_FIELDS) {
        throw new IOException(fields + " fields");
      }
      Map<String, Object> read = new HashMap<>();
      for (int i = 0; i < fields; i++) {
        readField(unpacker, read, message.length);
      }
      return new Envelope(
          text(read, "id"),
          text(read, "origin"),
          (Long) required(read, "at"),
          text(read, "name"),
          text(read, "codec"),
          (byte[]) required(read, "body"));
    } catch (RuntimeException e) {
      throw new IOException(e.toString());
    }
  }

  private static void readField(MessageUnpacker unpacker, Map<String, Object> read, int limit)
      throws IOException {
    var name = readText(unpacker);
    switch (name) {
      case "id", "origin", "name", "codec" -> read.put(name, readText(unpacker));
      case "at" -> read.put(name, unpacker.unpackLong());
      case "body" -> {
        int length = unpacker.unpackBinaryHeader();
        if (length > limit) {
          throw new IOException("a body of " + length + " bytes in a message of " + limit);
        }
        read.put(name, unpacker.readPayload(length));
      }
      default -> unpacker.skipValue();
    }
  }

  private static String readText(MessageUnpacker unpacker) throws IOException {
    int length = unpacker.unpackRawStringHeader();
    if (length > LONGEST_TEXT) {
      throw new IOException("a text of " + length + " bytes");
    }
    return new String(unpacker.readPayload(length), StandardCharsets.UTF_8);
  }

  private static String text(Map<String, Object> read, String name) throws IOException {
    return (String) required(read, name);
  }

  private static Object required(Map<String, Object> read, String name) throws IOException {
    var value = read.get(name);
    if (value == null) {
      throw new IOException("no " + name);
    }
    return value;
  }
}
