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
   * @param type of the message
   * @param body bytes behind the type byte
   * @param message that they say
   */
  private record Reading(int type, byte[] body, Message message) {

    boolean is(int otherType, byte[] array, int offset, int length) {
      return type == otherType
          && Arrays.equals(body, 0, body.length, array, offset, offset + length);
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
    int place = place(type, array, offset, length);
    var first = recent[place];
    if (first != null && first.is(type, array, offset, length)) {
      return first.message;
    }
    var second = recent[place ^ 1];
    if (second == null || !second.is(type, array, offset, length)) {
      return null;
    }
    recent[place] = second;
    recent[place ^ 1] = first;
    return second.message;
  }

  /** Remembers what these bytes say; they are copied. */
  void keep(int type, byte[] array, int offset, int length, Message message) {
    if (length <= LONGEST) {
      var body = Arrays.copyOfRange(array, offset, offset + length);
      int place = place(type, array, offset, length);
      recent[place ^ 1] = recent[place];
      recent[place] = new Reading(type, body, message);
    }
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
