package io.memberlist.internal.codec;

import io.memberlist.internal.wire.MessageType;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Label header, outermost layer of packets and of the dialling side of streams (§4.1).
 *
 * <pre> f4 | n | n bytes of label | rest          n = 1..255 </pre>
 */
final class LabelLayer {

  static final int MAX = 255;

  private static final int HEADER = 2;
  private static final byte[] NONE = {};

  /**
   * A packet without its header.
   *
   * @param label null if there was no header
   */
  record Packet(byte @Nullable [] label, Buf rest) {}

  /**
   * A stream behind its header.
   *
   * @param label null if there was no header
   * @param rest everything that is still to be read; nothing peeked at is lost
   */
  record Stream(byte @Nullable [] label, InputStream rest) {}

  private LabelLayer() {}

  /**
   * The header for a label; empty for the empty label.
   *
   * @throws IllegalArgumentException if the label has more than 255 bytes
   */
  static byte[] header(String label) {
    byte[] bytes = bytes(label);
    if (bytes.length == 0) {
      return NONE;
    }
    byte[] header = new byte[HEADER + bytes.length];
    header[0] = (byte) MessageType.LABEL;
    header[1] = (byte) bytes.length;
    System.arraycopy(bytes, 0, header, HEADER, bytes.length);
    return header;
  }

  /** The label as it travels and as it is authenticated. */
  static byte[] bytes(String label) {
    if (label.isEmpty()) {
      return NONE;
    }
    byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX) {
      throw new IllegalArgumentException(
          "label \""
              + label
              + "\" is too long: "
              + bytes.length
              + " bytes, at most 255 are possible");
    }
    return bytes;
  }

  /** Bytes that a label adds to a packet (§3.5). */
  static int overhead(String label) {
    return label.isEmpty() ? 0 : HEADER + bytes(label).length;
  }

  /**
   * Removes the header of a packet, if there is one.
   *
   * @throws MalformedMessageException if the header is truncated or empty
   */
  static Packet decode(Buf packet) {
    if (packet.isEmpty() || packet.u8(0) != MessageType.LABEL) {
      return new Packet(null, packet);
    }
    if (packet.length() < HEADER) {
      throw truncated("packet");
    }
    int size = packet.u8(1);
    if (size == 0) {
      throw empty("packet");
    }
    if (packet.length() < HEADER + size) {
      throw truncated("packet");
    }
    return new Packet(packet.slice(HEADER, size).toArray(), packet.skip(HEADER + size));
  }

  /**
   * Removes the header of a stream, if there is one. Reads one byte more than needed only if it can
   * be put back.
   *
   * @throws MalformedMessageException if the header is truncated or empty
   */
  static Stream decode(InputStream stream) throws IOException {
    var in = new PushbackInputStream(stream, 1);
    int type = in.read();
    if (type < 0) {
      return new Stream(null, in);
    }
    if (type != MessageType.LABEL) {
      in.unread(type);
      return new Stream(null, in);
    }
    int size = in.read();
    if (size == 0) {
      throw empty("stream");
    }
    byte[] label = size < 0 ? NONE : in.readNBytes(size);
    if (label.length < size || size < 0) {
      throw truncated("stream");
    }
    return new Stream(label, in);
  }

  /**
   * Steps 2 and 3 of §3.3, the same for streams: is it ours?
   *
   * @param found label of the header, null if there was none
   * @param own configured label, may be empty
   * @throws MalformedMessageException if the input belongs to another cluster
   */
  static void check(byte @Nullable [] found, byte[] own, boolean skipCheck) {
    if (skipCheck) {
      if (found != null) {
        throw Refusal.DOUBLE_LABEL.at(
            0, "a label header, although inbound labels are already removed");
      }
      return;
    }
    if (!Arrays.equals(found == null ? NONE : found, own)) {
      throw Refusal.LABEL_MISMATCH.at(
          0, found == null ? "no label, but one is required" : "another label than the own one");
    }
  }

  private static MalformedMessageException truncated(String carrier) {
    return Refusal.LABEL_HEADER_MALFORMED.at(
        0, "the label header of the " + carrier + " is truncated");
  }

  private static MalformedMessageException empty(String carrier) {
    return Refusal.LABEL_HEADER_MALFORMED.at(1, "the label header of the " + carrier + " is empty");
  }
}
