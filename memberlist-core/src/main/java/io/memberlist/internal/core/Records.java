package io.memberlist.internal.core;

import io.memberlist.NodeState;
import java.util.Arrays;

/**
 * The arrays of a {@link MemberTable}, indexed by member; 27 bytes a record. Once a view shares
 * them they are not changed any more: the table goes on with a copy.
 */
final class Records {

  private static final NodeState[] STATES = NodeState.values();

  int size;
  NodeInfo[] info;
  int[] incarnation;
  long[] since;
  byte[] state;
  int[] order;
  HashIndex byName;

  /** How many there are of each state. */
  final int[] counts;

  /** No records, room for some. */
  Records(int capacity) {
    info = new NodeInfo[capacity];
    incarnation = new int[capacity];
    since = new long[capacity];
    state = new byte[capacity];
    order = new int[capacity];
    byName = new HashIndex(capacity, 0);
    counts = new int[STATES.length];
  }

  private Records(Records other) {
    size = other.size;
    info = other.info.clone();
    incarnation = other.incarnation.clone();
    since = other.since.clone();
    state = other.state.clone();
    order = other.order.clone();
    byName = other.byName.copy();
    counts = other.counts.clone();
  }

  Records copy() {
    return new Records(this);
  }

  int find(String name) {
    for (int place = byName.first(name); ; place = byName.next(place)) {
      int member = byName.member(place);
      if (member == MemberTable.NONE || info[member].name().equals(name)) {
        return member;
      }
    }
  }

  NodeState state(int member) {
    return STATES[state[member]];
  }

  int count(NodeState wanted) {
    return counts[wanted.ordinal()];
  }

  void resize(int capacity) {
    info = Arrays.copyOf(info, capacity);
    incarnation = Arrays.copyOf(incarnation, capacity);
    since = Arrays.copyOf(since, capacity);
    state = Arrays.copyOf(state, capacity);
    order = Arrays.copyOf(order, capacity);
    if (byName.full()) {
      index(capacity);
    }
  }

  /** Appends a record at the end of the list. */
  int append(NodeInfo added, int inc, long instant, NodeState initial) {
    if (size == info.length) {
      resize(size + Math.max(4, size / 2));
    }
    if (byName.full()) {
      index(size + 1);
    }
    int member = size++;
    info[member] = added;
    incarnation[member] = inc;
    since[member] = instant;
    state[member] = (byte) initial.ordinal();
    order[member] = member;
    counts[initial.ordinal()]++;
    byName.insert(added.name(), member);
    return member;
  }

  /**
   * Keeps the members that have a new number.
   *
   * @param renumbered new number for each old one, ascending, {@link MemberTable#NONE} for those
   *     that go
   */
  void keep(int[] renumbered, int kept) {
    int position = 0;
    for (int i = 0; i < size; i++) {
      int member = renumbered[order[i]];
      if (member != MemberTable.NONE) {
        order[position++] = member;
      }
    }
    for (int old = 0; old < size; old++) {
      int member = renumbered[old];
      if (member == MemberTable.NONE) {
        counts[state[old]]--;
      } else {
        info[member] = info[old];
        incarnation[member] = incarnation[old];
        since[member] = since[old];
        state[member] = state[old];
      }
    }
    size = kept;
    resize(Math.max(kept, 4));
    index(kept);
  }

  private void index(int capacity) {
    index(capacity, byName.seed());
  }

  /** Builds the index of names anew. */
  void index(int capacity, long seed) {
    byName = new HashIndex(capacity, seed);
    for (int member = 0; member < size; member++) {
      byName.insert(info[member].name(), member);
    }
  }
}
