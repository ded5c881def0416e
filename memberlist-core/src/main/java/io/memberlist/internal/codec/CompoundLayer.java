package io.memberlist.internal.codec;

import io.memberlist.internal.wire.MessageType;
import java.util.ArrayList;
import java.util.List;

/**
 * Several messages in one (§4.5).
 *
 * <pre> 07 | n | n lengths, u16 | parts </pre>
 */
final class CompoundLayer {

  static final int MAX_PARTS = 255;
  static final int MAX_PART = 0xffff;

  /** In front of the lengths. */
  static final int HEADER = 2;

  /** Of each part. */
  static final int LENGTH = 2;

  /**
   * What a compound holds.
   *
   * @param parts those that are complete
   * @param announced how many there should be
   */
  record Parts(List<Buf> parts, int announced) {

    int missing() {
      return announced - parts.size();
    }
  }

  private CompoundLayer() {}

  /**
   * Splits a compound.
   *
   * @param body bytes behind the type byte
   * @throws MalformedMessageException if not even the lengths are there
   */
  static Parts decode(Buf body) {
    if (body.isEmpty()) {
      throw Refusal.COMPOUND_MALFORMED.at(body.offset(), "a compound without number of parts");
    }
    int announced = body.u8(0);
    Buf lengths = body.skip(1);
    if (lengths.length() < LENGTH * announced) {
      throw Refusal.COMPOUND_MALFORMED.at(
          body.offset() + body.length(),
          "a compound of " + announced + " parts ends inside their lengths");
    }
    Buf rest = lengths.skip(LENGTH * announced);
    var parts = new ArrayList<Buf>(announced);
    for (int i = 0; i < announced; i++) {
      int length = lengths.u16(LENGTH * i);
      if (length > rest.length()) {
        break;
      }
      parts.add(rest.slice(0, length));
      rest = rest.skip(length);
    }
    return new Parts(parts, announced);
  }

  static int encodedLength(List<byte[]> messages) {
    int length = HEADER;
    for (byte[] message : messages) {
      length += LENGTH + message.length;
    }
    return length;
  }

  /**
   * Writes a compound.
   *
   * @param messages at most 255, each of 1 to 65535 bytes: a length that does not fit, or an empty
   *     part, must never be sent
   */
  static void encode(List<byte[]> messages, byte[] target, int offset) {
    if (messages.size() > MAX_PARTS) {
      throw new IllegalArgumentException(
          messages.size() + " messages do not fit a compound, at most 255 do");
    }
    target[offset] = MessageType.COMPOUND;
    target[offset + 1] = (byte) messages.size();
    int lengthAt = offset + HEADER;
    int at = lengthAt + LENGTH * messages.size();
    for (byte[] message : messages) {
      if (message.length == 0 || message.length > MAX_PART) {
        throw new IllegalArgumentException(
            "a part of a compound has 1 to 65535 bytes, not " + message.length);
      }
      Bytes.putU16(target, lengthAt, message.length);
      System.arraycopy(message, 0, target, at, message.length);
      lengthAt += LENGTH;
      at += message.length;
    }
  }
}
