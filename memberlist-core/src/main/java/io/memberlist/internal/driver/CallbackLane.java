package io.memberlist.internal.driver;

import io.memberlist.ConflictDelegate;
import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.PingDelegate;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.metrics.Metric;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks thread: tells the application what happened, one event at a time, in the order of
 * the core's decisions. Adding never blocks: above 8192 entries the events of one node are merged
 * (architecture 4.2), others are dropped and counted.
 */
final class CallbackLane implements Runnable {

  static final int LIMIT = 8192;

  private final @Nullable EventDelegate events;
  private final @Nullable ConflictDelegate conflicts;
  private final @Nullable PingDelegate pings;
  private final Measurements measurements;
  private final RateLimitedLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private final Map<String, PendingChange> overflow = new LinkedHashMap<>();
  private boolean closed;

  CallbackLane(
      @Nullable EventDelegate events,
      @Nullable ConflictDelegate conflicts,
      @Nullable PingDelegate pings,
      Measurements measurements,
      Logs logs) {
    this.events = events;
    this.conflicts = conflicts;
    this.pings = pings;
    this.measurements = measurements;
    this.log = logs.state();
  }

  /** Queues an event if anybody wants to know of it. */
  void add(MemberEvent event) {
    if (event instanceof MemberEvent.Change change) {
      addChange(change);
    } else if (event instanceof MemberEvent.Conflict conflict && conflicts != null) {
      var delegate = conflicts;
      addOrDrop(() -> delegate.notifyConflict(conflict.existing(), conflict.other()));
    } else if (event instanceof MemberEvent.PingComplete ping && pings != null) {
      var delegate = pings;
      var payload = ping.payload() == null ? new byte[0] : ping.payload();
      addOrDrop(() -> delegate.notifyPingComplete(ping.node(), ping.rtt(), payload));
    }
  }

  /** Whether anybody wants to know of successful probes. */
  boolean tellsPings() {
    return pings != null;
  }

  /** A rejoin round reached somebody. */
  void addRejoin(JoinResult result) {
    var delegate = events;
    if (delegate != null) {
      addOrDrop(() -> delegate.notifyRejoin(result));
    }
  }

  private void addChange(MemberEvent.Change change) {
    var delegate = events;
    if (delegate == null) {
      return;
    }
    lock.lock();
    try {
      if (overflow.isEmpty() && queue.size() < LIMIT) {
        enqueue(() -> deliver(change, delegate));
      } else {
        merge(change);
      }
    } finally {
      lock.unlock();
    }
  }

  private void merge(MemberEvent.Change change) {
    var pending = overflow.get(change.node().name());
    if (pending == null) {
      overflow.put(change.node().name(), new PendingChange(change));
      return;
    }
    measurements.count(Metric.EVENTS_DROPPED);
    pending.merge(change);
    if (pending.isEmpty()) {
      overflow.remove(change.node().name());
    }
  }

  private void addOrDrop(Runnable call) {
    lock.lock();
    try {
      if (overflow.isEmpty() && queue.size() < LIMIT) {
        enqueue(call);
      } else {
        measurements.count(Metric.EVENTS_DROPPED);
      }
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(Runnable call) {
    queue.add(call);
    measurements.gauge(Metric.EVENTS_PENDING, pending());
    arrived.signal();
  }

  private long pending() {
    return (long) queue.size() + overflow.size();
  }

  /** Number of events that wait. */
  int size() {
    lock.lock();
    try {
      return queue.size() + overflow.size();
    } finally {
      lock.unlock();
    }
  }

  /** Completed when everything queued so far was delivered. */
  CompletableFuture<@Nullable Void> delivered() {
    var done = new CompletableFuture<@Nullable Void>();
    lock.lock();
    try {
      enqueue(() -> done.complete(null));
    } finally {
      lock.unlock();
    }
    return done;
  }

  /** The thread ends as soon as everything queued is delivered. */
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is queued; for an application that does not return in time. */
  void discard() {
    lock.lock();
    try {
      queue.clear();
      overflow.clear();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    for (var call = next(); call != null; call = next()) {
      try {
        call.run();
      } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
        log.log(Level.ERROR, "A delegate failed to take an event", e);
      }
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      while (queue.isEmpty() && overflow.isEmpty()) {
        if (closed) {
          return null;
        }
        arrived.awaitUninterruptibly();
      }
      var call = queue.isEmpty() ? nextMerged() : queue.remove();
      measurements.gauge(Metric.EVENTS_PENDING, pending());
      return call;
    } finally {
      lock.unlock();
    }
  }

  private Runnable nextMerged() {
    var first = overflow.entrySet().iterator().next();
    overflow.remove(first.getKey());
    var pending = first.getValue();
    var delegate = events;
    return () -> {
      if (delegate != null) {
        pending.deliver(delegate);
      }
    };
  }

  private static void deliver(MemberEvent.Change change, EventDelegate delegate) {
    switch (change.kind()) {
      case JOIN -> delegate.notifyJoin(change.node());
      case LEAVE -> delegate.notifyLeave(change.node());
      case UPDATE -> delegate.notifyUpdate(change.node());
      case SUSPECT -> delegate.notifySuspect(change.node(), change.accusers());
      case RECOVER -> delegate.notifyRecover(change.node());
      case REAP -> delegate.notifyReap(change.node());
    }
  }
}
