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
   * @param body bytes behind the type byte
   * @param complete how many parts are there
   */
  record Parts(Buf body, int complete) {

    /** How many there should be. */
    int announced() {
      return body.u8(0);
    }

    int missing() {
      return announced() - complete;
    }

    /** Place of the first part in the array of the body. */
    int offset() {
      return body.offset() + 1 + LENGTH * announced();
    }

    /** Length of a part. */
    int length(int part) {
      return body.u16(1 + LENGTH * part);
    }

    /** Those that are complete. */
    List<Buf> parts() {
      var parts = new ArrayList<Buf>(complete);
      int at = offset();
      for (int i = 0; i < complete; i++) {
        parts.add(new Buf(body.array(), at, length(i)));
        at += length(i);
      }
      return parts;
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
    int left = lengths.length() - LENGTH * announced;
    int complete = 0;
    while (complete < announced && lengths.u16(LENGTH * complete) <= left) {
      left -= lengths.u16(LENGTH * complete++);
    }
    return new Parts(body, complete);
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
