package io.memberlist.broadcast;

import io.memberlist.broadcast.TransmitOrder.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts in the order of how often they were sent, each sent a limited number of times (§12.1).
 * Thread-safe.
 *
 * <p>Fresh messages go first, among equally fresh ones the longest, among those the newest.
 */
public final class TransmitLimitedQueue {

  private final ReentrantLock lock = new ReentrantLock();
  private final TransmitOrder items = new TransmitOrder();
  private final NamedItems named = new NamedItems();
  private final int retransmitMult;
  private final IntSupplier numNodes;
  private final IntSupplier maxDepth;
  private long lastId;
  private long dropped;
  private @Nullable Runnable listener;

  /**
   * A queue of any depth.
   *
   * @param retransmitMult multiplier of the number of transmissions (§11.2)
   * @param numNodes size of the cluster, asked at each use
   */
  public TransmitLimitedQueue(int retransmitMult, IntSupplier numNodes) {
    this(retransmitMult, numNodes, () -> Integer.MAX_VALUE);
  }

  /**
   * A queue that never holds more than {@code maxDepth}: the last in order is dropped first (D10).
   *
   * @param retransmitMult multiplier of the number of transmissions (§11.2)
   * @param numNodes size of the cluster, asked at each use
   * @param maxDepth most broadcasts, asked at each submission
   */
  public TransmitLimitedQueue(int retransmitMult, IntSupplier numNodes, IntSupplier maxDepth) {
    this.retransmitMult = retransmitMult;
    this.numNodes = numNodes;
    this.maxDepth = maxDepth;
  }

  /** Adds a broadcast; what it replaces is finished. */
  public void queueBroadcast(Broadcast broadcast) {
    Runnable wake;
    lock.lock();
    try {
      var name = nameOf(broadcast);
      var item = new Item(broadcast, ++lastId);
      if (name != null) {
        finish(named.get(name));
        named.add(item);
      } else if (isPlain(broadcast)) {
        plainInvalidatedBy(broadcast).forEach(this::finish);
      }
      items.add(item);
      shrink(maxDepth.getAsInt());
      wake = listener;
    } finally {
      lock.unlock();
    }
    if (wake != null) {
      wake.run();
    }
  }

  private static @Nullable String nameOf(Broadcast broadcast) {
    if (broadcast instanceof NamedBroadcast namedBroadcast && !namedBroadcast.name().isEmpty()) {
      return namedBroadcast.name();
    }
    return null;
  }

  private static boolean isPlain(Broadcast broadcast) {
    return nameOf(broadcast) == null && !(broadcast instanceof UniqueBroadcast);
  }

  private List<Item> plainInvalidatedBy(Broadcast broadcast) {
    var invalidated = new ArrayList<Item>();
    for (var item : items.all()) {
      if (isPlain(item.broadcast) && broadcast.invalidates(item.broadcast)) {
        invalidated.add(item);
      }
    }
    return invalidated;
  }

  /**
   * Messages to send now, each counted as transmitted once.
   *
   * @param overhead bytes that each message costs besides its own
   * @param limit the sum of (length + {@code overhead}) does not exceed it
   */
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    lock.lock();
    try {
      return items.size() == 0 ? List.of() : collect(overhead, limit);
    } finally {
      lock.unlock();
    }
  }

  private List<byte[]> collect(int overhead, int limit) {
    int transmitLimit = retransmitLimit(retransmitMult, numNodes.getAsInt());
    var taken = items.take(overhead, limit);
    var messages = new ArrayList<byte[]>(taken.size());
    var finished = new ArrayList<Item>();
    for (int from = 0, to; from < taken.size(); from = to) {
      to = endOfRun(taken, from);
      for (int i = from; i < to; i++) {
        var item = taken.get(i);
        messages.add(item.broadcast.message());
        if (++item.transmits >= transmitLimit) {
          forget(item);
          finished.add(item);
        }
      }
      if (taken.get(from).transmits < transmitLimit) {
        items.addAll(taken, from, to);
      }
    }
    finished.forEach(item -> item.broadcast.finished()); // may well queue something
    return messages;
  }

  /** Behind the last of those that were sent equally often. */
  private static int endOfRun(List<Item> taken, int from) {
    int to = from + 1;
    while (to < taken.size() && taken.get(to).transmits == taken.get(from).transmits) {
      to++;
    }
    return to;
  }

  /** As often as there are decimal digits in the number of nodes, times {@code mult} (§11.2). */
  private static int retransmitLimit(int mult, int nodes) {
    int digits = 0;
    for (int n = nodes; n > 0; n /= 10) {
      digits++;
    }
    return mult * digits;
  }

  /** Number of broadcasts waiting. */
  public int numQueued() {
    lock.lock();
    try {
      return items.size();
    } finally {
      lock.unlock();
    }
  }

  /** How often the broadcast that was sent most was sent so far; 0 if none waits. */
  public int mostSent() {
    lock.lock();
    try {
      var last = items.last();
      return last == null ? 0 : last.transmits;
    } finally {
      lock.unlock();
    }
  }

  /** Sum of the lengths of all waiting messages. */
  public long queuedBytes() {
    lock.lock();
    try {
      return items.bytes();
    } finally {
      lock.unlock();
    }
  }

  /** Number of broadcasts pushed out because the queue was at its maximum depth. */
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Finishes and removes the named broadcast; nothing happens if there is none. */
  public void remove(String name) {
    lock.lock();
    try {
      finish(named.get(name));
    } finally {
      lock.unlock();
    }
  }

  /** Finishes and removes all. */
  public void reset() {
    lock.lock();
    try {
      items.all().forEach(this::finish);
    } finally {
      lock.unlock();
    }
  }

  /** Keeps at most {@code maxRetain}, finishing the last in order. */
  public void prune(int maxRetain) {
    lock.lock();
    try {
      while (items.size() > Math.max(0, maxRetain)) {
        finish(items.last());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs after each submission, on the submitting thread and outside the lock, so that a sender can
   * wake up; replaces an earlier one.
   */
  public void onQueued(Runnable newListener) {
    lock.lock();
    try {
      listener = newListener;
    } finally {
      lock.unlock();
    }
  }

  private void shrink(int depth) {
    while (items.size() > Math.max(0, depth)) {
      finish(items.last());
      dropped++;
    }
  }

  private void finish(@Nullable Item item) {
    if (item != null && items.remove(item)) {
      forget(item);
      item.broadcast.finished();
    }
  }

  private void forget(Item item) {
    if (nameOf(item.broadcast) != null) {
      named.remove(item);
    }
  }
}
