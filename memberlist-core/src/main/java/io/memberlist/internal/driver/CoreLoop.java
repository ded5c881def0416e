package io.memberlist.internal.driver;

import io.memberlist.internal.core.Core;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.core.MembershipView;
import io.memberlist.internal.core.RumourProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The core thread: the only one that touches the core (architecture 4.2). Publishes an immutable
 * view after each turn.
 */
final class CoreLoop {

  /** A question to the core, answered on its thread. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Core core, long now);
  }

  /** A command that is finished later, by calling {@code done}. */
  @FunctionalInterface
  interface Command<T> {
    void start(Core core, CompletableFuture<T> done, long now);
  }

  private static final int URGENT_BATCH = 64;
  private static final int BULK_BATCH = 16;
  private static final long PAUSE_AFTER_BUG = TimeUnit.MILLISECONDS.toNanos(10);

  private final Inbox inbox;
  private final Aftermath aftermath;
  private final Clock clock;
  private final RateLimitedLog log;
  private final List<Inbox.Task> batch = new ArrayList<>();
  private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();
  private long publishedVersion;
  private long minimumWait;
  private volatile @Nullable Thread thread;
  private volatile MembershipView view = MembershipView.empty();
  private volatile boolean left;
  private volatile int queuedBroadcasts;
  private volatile RumourProgress rumours = RumourProgress.NONE;

  CoreLoop(Inbox inbox, Aftermath aftermath, Clock clock, Logs logs) {
    this.inbox = inbox;
    this.aftermath = aftermath;
    this.clock = clock;
    this.log = logs.state();
    this.publishedVersion = -1;
  }

  /** The table as of the last turn. */
  MembershipView view() {
    return view;
  }

  /** Whether the own node has left. */
  boolean left() {
    return left;
  }

  int queuedBroadcasts() {
    return queuedBroadcasts;
  }

  RumourProgress rumours() {
    return rumours;
  }

  /** Whether the caller is the core thread, i.e. inside one of the hooks. */
  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /**
   * Asks the core; the answer comes after the view that belongs to it is published. Waits for room
   * in the inbox.
   */
  <T> CompletableFuture<T> ask(Question<T> question) {
    return command(
        (core, done, now) -> {
          T answer = question.ask(core, now);
          finish(done, answer);
        });
  }

  /** Tells the core something, if the node still runs. Waits for room in the inbox. */
  void tell(Inbox.Task input) {
    inbox.put(input);
  }

  /** As {@link #tell}, without waiting; for what is on its way once at most. */
  void tellNow(Inbox.Task input) {
    inbox.putNow(input);
  }

  /**
   * Gives the core a command. The future fails with {@code IllegalStateException} if the node is
   * shut down meanwhile.
   */
  <T> CompletableFuture<T> command(Command<T> command) {
    var done = new CompletableFuture<T>();
    pending.add(done);
    done.whenComplete((answer, failure) -> pending.remove(done));
    inbox.put(
        new Inbox.Task() {
          @Override
          public void run(Core core, long now) {
            try {
              command.start(core, done, now);
            } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
              done.completeExceptionally(e);
            }
          }

          @Override
          public void discarded() {
            done.completeExceptionally(stopped());
          }
        });
    return done;
  }

  /** Core thread: finishes a command once the view is published. */
  <T> void finish(CompletableFuture<T> done, T answer) {
    aftermath.add((core, now) -> done.complete(answer));
  }

  /** Core thread: finishes a command that has no answer. */
  void finish(CompletableFuture<Boolean> done) {
    finish(done, true);
  }

  private static IllegalStateException stopped() {
    return new IllegalStateException("the node was shut down");
  }

  /** Body of the core thread; ends when the inbox is closed. */
  void run(Core core) {
    thread = Thread.currentThread();
    try {
      while (!inbox.isClosed()) {
        turn(core);
      }
    } finally {
      inbox.close(); // if nobody did, the thread is about to die of an error
      guarded(core, (c, now) -> c.stop());
      publish(core);
      pending.forEach(done -> done.completeExceptionally(stopped()));
    }
  }

  private void turn(Core core) {
    inbox.await(untilDeadline(core));
    minimumWait = 0;
    inbox.drainUrgent(batch, URGENT_BATCH);
    runBatch(core);
    if (due(core)) {
      guarded(core, Core::onTime);
    }
    inbox.drainBulk(batch, BULK_BATCH);
    runBatch(core);
    publish(core);
  }

  private long untilDeadline(Core core) {
    long deadline = core.nextDeadline();
    return deadline == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.max(minimumWait, deadline - clock.nanos());
  }

  private boolean due(Core core) {
    long deadline = core.nextDeadline();
    return deadline != Long.MAX_VALUE && deadline - clock.nanos() <= 0;
  }

  private void runBatch(Core core) {
    batch.forEach(task -> guarded(core, task));
    batch.clear();
  }

  /** A bug must not end the thread: it is logged, and the next input gets its chance. */
  private void guarded(Core core, Inbox.Task task) {
    try {
      task.run(core, clock.nanos());
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      minimumWait = PAUSE_AFTER_BUG;
      log.log(Level.ERROR, "Unexpected error in the protocol core; the node goes on", e);
    }
  }

  private void publish(Core core) {
    do {
      if (core.version() != publishedVersion) {
        publishedVersion = core.version();
        view = core.view();
      }
      left = core.hasLeft();
      int queued = core.queuedBroadcasts();
      rumours = queued == 0 ? RumourProgress.NONE : core.rumourProgress();
      queuedBroadcasts = queued;
      aftermath.take().forEach(action -> guarded(core, action));
    } while (!aftermath.isEmpty());
  }
}
