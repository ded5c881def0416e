package io.memberlist.internal.codec;

import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rumours read lately. Gossip brings the same bytes again and again; to recognise them is much
 * cheaper than to read them, and who compares what they say with what is known finds the same
 * objects. Of bounded size: a place is taken by the last one whose bytes belong there. Not
 * thread-safe.
 */
final class RecentMessages {

  private static final int PLACES = 256;

  /** Longer ones, with much metadata, are read each time. */
  private static final int LONGEST = 256;

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private record Entry(long hash, byte[] bytes, Message message) {}

  private @Nullable Entry @Nullable [] entries;
  private long hash;

  /** Whether messages of that type and length are worth remembering. */
  static boolean remembers(int type, int length) {
    return length <= LONGEST
        && (type == MessageType.ALIVE || type == MessageType.SUSPECT || type == MessageType.DEAD);
  }

  /** What these bytes, type included, were read as; null if that is not known any more. */
  @Nullable Message find(Buf bytes) {
    hash = hash(bytes);
    var known = entries == null ? null : entries[place()];
    return known != null
            && known.hash == hash
            && Arrays.equals(
                known.bytes,
                0,
                known.bytes.length,
                bytes.array(),
                bytes.offset(),
                bytes.offset() + bytes.length())
        ? known.message
        : null;
  }

  /** Remembers what was just not found. */
  void add(Buf bytes, Message message) {
    if (entries == null) {
      entries = new Entry[PLACES];
    }
    entries[place()] = new Entry(hash, bytes.toArray(), message);
  }

  private int place() {
    return (int) (hash >>> 32) & PLACES - 1;
  }

  private static long hash(Buf bytes) {
    long hash = bytes.length();
    int at = bytes.offset();
    int end = at + bytes.length();
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes.array(), at)) * MIX;
      hash ^= hash >>> 29;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes.array()[at]) * MIX;
    }
    return hash ^ hash >>> 32;
  }
}
