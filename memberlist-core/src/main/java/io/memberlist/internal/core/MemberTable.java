package io.memberlist.internal.core;

import io.memberlist.NodeState;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** All records (architecture 3.4): parallel arrays and an index by name. An index is valid only until the next change. */
final class MemberTable {

  static final int NONE = -1;

  MemberTable(RandomGenerator random, boolean observations) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of records. */
  int size() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Index of the record, {@link #NONE} if unknown. */
  int find(String name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Index of the record at a position of the list (§1.3), which decides whom to probe next. */
  int at(int position) {
    throw new UnsupportedOperationException("skeleton");
  }

  NodeInfo info(int member) {
    throw new UnsupportedOperationException("skeleton");
  }

  NodeState state(int member) {
    throw new UnsupportedOperationException("skeleton");
  }

  int incarnation(int member) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** When the state last changed; long ago for a record just added. */
  long since(int member) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Adds a Dead record with incarnation 0 at a random position (§9.3 step 4b-d) and returns its index. */
  int add(NodeInfo info, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Replaces what the node announces. */
  void info(int member, NodeInfo info) {
    throw new UnsupportedOperationException("skeleton");
  }

  void incarnation(int member, int incarnation) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Sets state and instant of the change. */
  void state(int member, NodeState state, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Dead and left records that changed more than {@code ageNanos} ago (§11.6), in list order. */
  int[] expired(long ageNanos, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Removes records; all indexes become invalid. */
  void remove(int... members) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Shuffles the list uniformly. */
  void shuffle() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Moves the record to a position of the list, so that it is probed next (D34). */
  void moveTo(int member, int position) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Up to {@code k} distinct records that are wanted, at random (§11.5, H3). */
  int[] random(int k, IntPredicate wanted) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of records in a state. */
  int count(NodeState state) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A direct ack came. */
  void observeAck(int member, long rttNanos, long now) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A probe went unanswered, or was answered over the stream only. */
  void observeFailure(int member, boolean streamAnswered) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of members whose last probe only the stream answered, for the gauge {@code MEMBERS_STREAM_ONLY}. */
  int streamOnly() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Grows with every change that a view would show. */
  long version() {
    throw new UnsupportedOperationException("skeleton");
  }
}
