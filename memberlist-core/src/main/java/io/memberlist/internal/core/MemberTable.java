package io.memberlist.internal.core;

import io.memberlist.NodeState;
import io.memberlist.internal.wire.NodeAddress;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All records (architecture 3.4): parallel arrays and an index by name. The number of a member is
 * valid only until records are removed.
 */
final class MemberTable {

  static final int NONE = -1;

  private static final long NEVER = Long.MAX_VALUE / 4;
  private static final int CAPACITY = 8;

  private final RandomGenerator random;
  private Records records = new Records(CAPACITY);
  private @Nullable Observations observations;
  private @Nullable HashIndex byAddress;
  private long addressSeed;
  private boolean recordsShared;
  private boolean observationsShared;
  private int streamOnly;
  private long version;

  MemberTable(RandomGenerator random, boolean observations) {
    this.random = random;
    this.observations = observations ? new Observations(CAPACITY) : null;
  }

  /** Number of records. */
  int size() {
    return records.size;
  }

  /** The member of that name, {@link #NONE} if unknown. */
  int find(String name) {
    return records.find(name);
  }

  /** The member at a position of the list (§1.3), which decides whom to probe next. */
  int at(int position) {
    return records.order[position];
  }

  NodeInfo info(int member) {
    return records.info[member];
  }

  NodeState state(int member) {
    return records.state(member);
  }

  int incarnation(int member) {
    return records.incarnation[member];
  }

  /** When the state last changed; long ago for a record just added. */
  long since(int member) {
    return records.since[member];
  }

  /** Number of records in a state. */
  int count(NodeState state) {
    return records.count(state);
  }

  /**
   * An Alive or Suspect record with this address under another name, {@link #NONE} if there is
   * none.
   */
  int otherMemberAt(NodeAddress address, String name) {
    HashIndex index = addresses();
    for (int place = index.first(address); ; place = index.next(place)) {
      int member = index.member(place);
      if (member == NONE) {
        return NONE;
      }
      NodeInfo info = info(member);
      if (!state(member).deadOrLeft()
          && info.address().equals(address)
          && !info.name().equals(name)) {
        return member;
      }
    }
  }

  /**
   * Adds a Dead record with incarnation 0 at a random position (§9.3 step 4b-d) and returns its
   * member.
   */
  int add(NodeInfo info, long now) {
    int member = change().append(info, 0, now - NEVER, NodeState.DEAD);
    if (member > 0) {
      swap(member, random.nextInt(member));
    }
    if (observations != null && observations.rtt.length <= member) {
      observing().resize(records.info.length);
    }
    if (byAddress != null && !byAddress.full()) {
      byAddress.insert(info.address(), member);
    } else {
      byAddress = null;
    }
    if (records.byName.crowded()) {
      records.index(records.info.length, random.nextLong());
    }
    return member;
  }

  /** Makes room, so that adding members until there are {@code members} wastes none. */
  void reserve(int members) {
    if (members > records.info.length) {
      change().resize(members);
    }
  }

  /** Replaces what the node announces. */
  void info(int member, NodeInfo info) {
    boolean moved = !info(member).address().equals(info.address());
    change().info[member] = info;
    if (moved) {
      byAddress = null;
      forgetObservations(member);
    }
  }

  void incarnation(int member, int incarnation) {
    change().incarnation[member] = incarnation;
  }

  /** Sets state and instant of the change. */
  void state(int member, NodeState state, long now) {
    Records target = change();
    target.counts[target.state[member]]--;
    target.counts[state.ordinal()]++;
    target.state[member] = (byte) state.ordinal();
    target.since[member] = now;
    if (state.deadOrLeft()) {
      streamOnly(member, false);
    }
  }

  /** Dead and left records that changed more than {@code ageNanos} ago (§11.6), in list order. */
  int[] expired(long ageNanos, long now) {
    int[] found = new int[count(NodeState.DEAD) + count(NodeState.LEFT)];
    int length = 0;
    for (int i = 0; i < size() && length < found.length; i++) {
      int member = at(i);
      if (state(member).deadOrLeft() && now - since(member) > ageNanos) {
        found[length++] = member;
      }
    }
    return Arrays.copyOf(found, length);
  }

  /** Removes records. */
  void remove(int... members) {
    if (members.length == 0) {
      return;
    }
    int size = size();
    int[] renumbered = new int[size];
    for (int member : members) {
      renumbered[member] = NONE;
      streamOnly(member, false);
    }
    int kept = 0;
    for (int old = 0; old < size; old++) {
      renumbered[old] = renumbered[old] == NONE ? NONE : kept++;
    }
    change().keep(renumbered, kept);
    if (observations != null) {
      observing().keep(renumbered, kept);
      observing().resize(records.info.length);
    }
    byAddress = null;
  }

  /** Shuffles the list uniformly. */
  void shuffle() {
    change();
    for (int i = size() - 1; i > 0; i--) {
      swap(i, random.nextInt(i + 1));
    }
  }

  /**
   * Moves the member to a position of the list, so that it is probed next (D34), without moving
   * another one across that position.
   *
   * @param position next to be probed, at most the number of records
   * @return the new position of the member, from where probing has to go on; one less if it was in
   *     front of {@code position}
   */
  int moveTo(int member, int position) {
    int[] order = change().order;
    int from = 0;
    while (order[from] != member) {
      from++;
    }
    if (from < position) {
      System.arraycopy(order, from + 1, order, from, position - 1 - from);
      order[position - 1] = member;
      return position - 1;
    }
    System.arraycopy(order, position, order, position + 1, from - position);
    order[position] = member;
    return position;
  }

  /** Up to {@code k} distinct members that are wanted, at random (§11.5, H3). */
  int[] random(int k, IntPredicate wanted) {
    int[] chosen = new int[Math.max(0, Math.min(k, size()))];
    int found = size() < 3L * k ? randomOfFew(chosen, wanted) : randomOfMany(chosen, wanted);
    return Arrays.copyOf(chosen, found);
  }

  private int randomOfFew(int[] chosen, IntPredicate wanted) {
    int[] rest = Arrays.copyOf(records.order, size());
    int found = 0;
    for (int left = rest.length; left > 0 && found < chosen.length; left--) {
      int drawn = random.nextInt(left);
      int member = rest[drawn];
      rest[drawn] = rest[left - 1];
      if (wanted.test(member)) {
        chosen[found++] = member;
      }
    }
    return found;
  }

  private int randomOfMany(int[] chosen, IntPredicate wanted) {
    int found = 0;
    for (long tries = 3L * size(); tries > 0 && found < chosen.length; tries--) {
      int member = at(random.nextInt(size()));
      if (wanted.test(member) && !contains(chosen, found, member)) {
        chosen[found++] = member;
      }
    }
    return found;
  }

  private static boolean contains(int[] members, int length, int member) {
    for (int i = 0; i < length; i++) {
      if (members[i] == member) {
        return true;
      }
    }
    return false;
  }

  /** A direct ack came. */
  void observeAck(int member, long rttNanos, long now) {
    if (observations != null) {
      Observations target = observing();
      target.rtt[member] = rttNanos;
      target.lastAck[member] = now;
      target.failedProbes[member] = 0;
      streamOnly(member, false);
    }
  }

  /** An ack came late, or by way of another member. */
  void observeAnswer(int member) {
    if (observations != null && observations.failedProbes[member] != 0) {
      observing().failedProbes[member] = 0;
    }
    streamOnly(member, false);
  }

  /** A probe went unanswered, or was answered over the stream only. */
  void observeFailure(int member, boolean streamAnswered) {
    if (observations != null) {
      Observations target = observing();
      target.failedProbes[member] = streamAnswered ? 0 : target.failedProbes[member] + 1;
      streamOnly(member, streamAnswered);
    }
  }

  /** Round-trip time of the last direct ack, 0 if there was none. */
  long lastRtt(int member) {
    return observations == null ? 0 : observations.rtt[member];
  }

  /**
   * Number of members whose last probe only the stream answered, for the gauge {@code
   * MEMBERS_STREAM_ONLY}.
   */
  int streamOnly() {
    return streamOnly;
  }

  /** Grows with every change that a view would show. */
  long version() {
    return version;
  }

  /** The arrays as they are now; they will not be changed any more. */
  Records shareRecords() {
    recordsShared = true;
    return records;
  }

  /** As {@link #shareRecords}; null if nothing is observed. */
  @Nullable Observations shareObservations() {
    observationsShared = true;
    return observations;
  }

  private Records change() {
    version++;
    if (recordsShared) {
      records = records.copy();
      recordsShared = false;
    }
    return records;
  }

  private Observations observing() {
    version++;
    Observations current = observations;
    if (current == null) {
      throw new IllegalStateException("nothing is observed");
    }
    if (observationsShared) {
      current = current.copy();
      observations = current;
      observationsShared = false;
    }
    return current;
  }

  private void streamOnly(int member, boolean value) {
    if (observations != null && observations.streamOnly[member] != value) {
      observing().streamOnly[member] = value;
      streamOnly += value ? 1 : -1;
    }
  }

  private void forgetObservations(int member) {
    if (observations != null) {
      streamOnly(member, false);
      observing().forget(member);
    }
  }

  private void swap(int i, int j) {
    int[] order = records.order;
    int member = order[i];
    order[i] = order[j];
    order[j] = member;
  }

  /** All members by their addresses. */
  HashIndex addresses() {
    HashIndex index = byAddress;
    if (index == null) {
      index = addresses(addressSeed);
    }
    if (index.crowded()) {
      addressSeed = random.nextLong();
      index = addresses(addressSeed);
    }
    byAddress = index;
    return index;
  }

  private HashIndex addresses(long seed) {
    HashIndex index = new HashIndex(size() + size() / 8 + 1, seed);
    for (int member = 0; member < size(); member++) {
      index.insert(info(member).address(), member);
    }
    return index;
  }
}
