package io.memberlist.internal.core;

import java.util.Arrays;

/**
 * What was observed of members beside their records, indexed as {@link Records}; shared and copied
 * like them.
 */
final class Observations {

  /** 0: there was no direct ack. */
  long[] rtt;

  long[] lastAck;
  int[] failedProbes;
  boolean[] streamOnly;

  Observations(int capacity) {
    rtt = new long[capacity];
    lastAck = new long[capacity];
    failedProbes = new int[capacity];
    streamOnly = new boolean[capacity];
  }

  private Observations(Observations other) {
    rtt = other.rtt.clone();
    lastAck = other.lastAck.clone();
    failedProbes = other.failedProbes.clone();
    streamOnly = other.streamOnly.clone();
  }

  Observations copy() {
    return new Observations(this);
  }

  void resize(int capacity) {
    rtt = Arrays.copyOf(rtt, capacity);
    lastAck = Arrays.copyOf(lastAck, capacity);
    failedProbes = Arrays.copyOf(failedProbes, capacity);
    streamOnly = Arrays.copyOf(streamOnly, capacity);
  }

  void forget(int member) {
    rtt[member] = 0;
    lastAck[member] = 0;
    failedProbes[member] = 0;
    streamOnly[member] = false;
  }

  /** As {@link Records#keep}. */
  void keep(int[] renumbered, int kept) {
    for (int old = 0; old < renumbered.length; old++) {
      int member = renumbered[old];
      if (member != MemberTable.NONE) {
        rtt[member] = rtt[old];
        lastAck[member] = lastAck[old];
        failedProbes[member] = failedProbes[old];
        streamOnly[member] = streamOnly[old];
      }
    }
    for (int member = kept; member < rtt.length; member++) {
      forget(member);
    }
  }
}
