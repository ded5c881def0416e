package io.memberlist.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rumours read last: each comes from a dozen members, and what has the same bytes need not be
 * read again. A fixed number of places, two for each hash, of which a newer rumour takes the one
 * that was not used last. Not thread-safe.
 */
final class RecentRumours {

  /** Longer ones are not kept, so that nobody can fill the memory with them. */
  static final int LONGEST = 1024;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /**
   * What was read.
   *
   * @param bytes type byte and body
   * @param message that they say
   */
  private record Reading(byte[] bytes, Message message) {

    boolean is(int type, byte[] array, int offset, int length) {
      return bytes[0] == type
          && Arrays.equals(bytes, 1, bytes.length, array, offset, offset + length);
    }
  }

  private final @Nullable Reading[] recent;
  private final int shift;

  /** Room for that many, a power of two. */
  RecentRumours(int places) {
    recent = new Reading[places];
    shift = Long.numberOfLeadingZeros(places - 1L);
  }

  /** Whether messages of the type are kept: those that are passed on from member to member. */
  static boolean isRumour(int type) {
    return type == MessageType.ALIVE || type == MessageType.SUSPECT || type == MessageType.DEAD;
  }

  /**
   * The message that these bytes said before; null if they are not remembered.
   *
   * @param type of the message
   * @param array holds the body, the bytes behind the type byte
   */
  @Nullable Message find(int type, byte[] array, int offset, int length) {
    var reading = reading(type, array, offset, length);
    return reading == null ? null : reading.message;
  }

  /** The array of those that were read that holds the same message; else the given one. */
  byte[] shared(byte[] message) {
    var reading = reading(message[0], message, 1, message.length - 1);
    return reading == null ? message : reading.bytes;
  }

  private @Nullable Reading reading(int type, byte[] array, int offset, int length) {
    int place = place(type, array, offset, length);
    var first = recent[place];
    if (first != null && first.is(type, array, offset, length)) {
      return first;
    }
    var second = recent[place ^ 1];
    if (second == null || !second.is(type, array, offset, length)) {
      return null;
    }
    recent[place] = second;
    recent[place ^ 1] = first;
    return second;
  }

  /** Remembers what these bytes say; they are copied. */
  void keep(int type, byte[] array, int offset, int length, Message message) {
    if (length > LONGEST) {
      return;
    }
    var bytes = new byte[1 + length];
    bytes[0] = (byte) type;
    System.arraycopy(array, offset, bytes, 1, length);
    int place = place(type, array, offset, length);
    recent[place ^ 1] = recent[place];
    recent[place] = new Reading(bytes, message);
  }

  private int place(int type, byte[] array, int offset, int length) {
    var body = ByteBuffer.wrap(array, offset, length);
    long hash = type * MULTIPLIER + length;
    while (body.remaining() >= Long.BYTES) {
      hash = (hash ^ body.getLong()) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    while (body.hasRemaining()) {
      hash = (hash ^ body.get()) * MULTIPLIER;
    }
    hash ^= hash >>> 32;
    return (int) (hash * MULTIPLIER >>> shift);
  }
}
