package io.memberlist.spring.autoconfigure;

import io.memberlist.JoinResult;
import io.memberlist.Memberlist;
import io.memberlist.MemberlistException;
import io.memberlist.NoSeedReachableException;
import io.memberlist.OperationInterruptedException;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.SeedFailure;
import io.memberlist.spring.event.JoinAbandonedEvent;
import io.memberlist.spring.event.JoinFailedEvent;
import io.memberlist.spring.event.JoinSucceededEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The join at start: attempts with growing pauses until one succeeds (5.2). */
final class JoinTask implements Runnable {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.join");
  private static final int WARN_EVERY = 10;
  private static final long END_MILLIS = 1000;

  private final Memberlist memberlist;
  private final Seeds source;
  private final MemberlistProperties.Join settings;
  private final EventQueue events;
  private final JoinBoard board;
  private final Thread thread;
  private final long deadlineNanos;
  private final CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private String lastReasons = "";

  JoinTask(
      Memberlist memberlist,
      Seeds source,
      MemberlistProperties.Join settings,
      EventQueue events,
      JoinBoard board,
      ThreadFactory threads) {
    this.memberlist = memberlist;
    this.source = source;
    this.settings = settings;
    this.events = events;
    this.board = board;
    thread = threads.newThread(this);
    deadlineNanos = System.nanoTime() + settings.getTimeout().toNanos();
  }

  void start() {
    thread.start();
  }

  /** Ends the task; an attempt in progress is interrupted. */
  void cancel() {
    cancelled.countDown();
    thread.interrupt();
  }

  /** Waits for the end of a task that was cancelled, so that no event of it comes later. */
  void awaitEnd() throws InterruptedException {
    thread.join(END_MILLIS);
  }

  /**
   * Waits for the first success, with {@code fail-fast}.
   *
   * @throws MemberlistException the last failure, if there was no success in time
   */
  void await() {
    try {
      outcome.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationInterruptedException("interrupted while waiting for the first join");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof MemberlistException failure
          ? failure
          : new MemberlistException("joining the cluster failed: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void run() {
    try {
      joinUntilDone();
    } catch (RuntimeException | Error e) {
      log.error("Joining the cluster ended unexpectedly", e);
      outcome.completeExceptionally(e);
    } finally {
      outcome.completeExceptionally(new OperationInterruptedException("the join was cancelled"));
    }
  }

  private void joinUntilDone() {
    for (int attempt = 1; cancelled.getCount() > 0; attempt++) {
      var failure = attempt(source.get(), attempt);
      if (failure == null || cancelled.getCount() == 0) {
        return;
      }
      var pause = pause(attempt);
      tell(failure, attempt, pause);
      if (pause == null) {
        giveUp(failure.cause, attempt);
        return;
      }
      if (cancelledWithin(pause)) {
        return;
      }
    }
  }

  /** What went wrong with an attempt. */
  private record Failure(MemberlistException cause, Map<String, String> reasons) {}

  /** Null if it succeeded, or if there is nothing left to join. */
  private @Nullable Failure attempt(List<String> seeds, int attempt) {
    try {
      var result = join(seeds);
      if (enough(result, seeds)) {
        success(result.others(), attempt);
        return null;
      }
      return tooFew(result, seeds);
    } catch (OperationInterruptedException | IllegalStateException e) {
      return null;
    } catch (MemberlistException e) {
      if (memberlist.numMembers() > 1) {
        success(0, attempt); // whoever it was has joined us meanwhile
        return null;
      }
      return new Failure(e, reasons(e, seeds));
    }
  }

  private JoinResult join(List<String> seeds) {
    if (!settings.isFailFast()) {
      return memberlist.join(seeds);
    }
    var left = Duration.ofNanos(deadlineNanos - System.nanoTime());
    return memberlist.join(seeds, left.toMillis() > 0 ? left : Duration.ofMillis(1));
  }

  private boolean enough(JoinResult result, List<String> seeds) {
    boolean onlyOwnAddress =
        result.others() == 0 && result.failures().isEmpty() && result.reached() > 0;
    return result.reached() > 0 && result.others() >= settings.getMinSeeds()
        || memberlist.numMembers() > 1
        || onlyOwnAddress && seeds.size() == 1;
  }

  private Failure tooFew(JoinResult result, List<String> seeds) {
    var failures = new ArrayList<>(result.failures());
    if (result.others() > 0) {
      return new Failure(
          new NotEnoughSeedsException(result.others(), settings.getMinSeeds(), failures),
          reasons(failures));
    }
    seeds.stream()
        .filter(seed -> failures.stream().noneMatch(failure -> failure.seed().equals(seed)))
        .map(JoinTask::onlyOwn)
        .forEach(failures::add);
    return new Failure(new NoSeedReachableException(failures), reasons(failures));
  }

  private static SeedFailure onlyOwn(String seed) {
    var reason = "only this node itself answered";
    return new SeedFailure(seed, null, reason, new MemberlistException(seed + ": " + reason));
  }

  private static Map<String, String> reasons(MemberlistException e, List<String> seeds) {
    if (e instanceof NoSeedReachableException none) {
      return reasons(none.failures());
    }
    var reason =
        e instanceof ProtocolMismatchException
            ? "incompatible protocol version"
            : "failed: " + e.getMessage();
    var reasons = new LinkedHashMap<String, String>();
    seeds.forEach(seed -> reasons.put(seed, reason));
    return reasons;
  }

  private static Map<String, String> reasons(List<SeedFailure> failures) {
    var reasons = new LinkedHashMap<String, String>();
    failures.forEach(failure -> reasons.put(failure.seed(), failure.reason()));
    return reasons;
  }

  private void success(int contacted, int attempt) {
    board.update(status -> status.succeeded(Instant.now()));
    events.add(origin -> new JoinSucceededEvent(origin, contacted, attempt, false));
    log.debug("Joined the cluster at attempt {}: {} others answered", attempt, contacted);
    outcome.complete(null);
  }

  private void tell(Failure failure, int attempt, @Nullable Duration pause) {
    var reasons = failure.reasons;
    var now = Instant.now();
    board.update(status -> status.failed(now, reasons, pause == null ? null : now.plus(pause)));
    events.add(origin -> new JoinFailedEvent(origin, attempt, reasons, pause));
    boolean repeated = reasons.toString().equals(lastReasons) && attempt % WARN_EVERY != 0;
    lastReasons = reasons.toString();
    if (repeated) {
      log.debug("Could not join the cluster, attempt {}: {}", attempt, reasons);
    } else {
      log.warn("Could not join the cluster, attempt {}: {}", attempt, reasons);
    }
  }

  private void giveUp(MemberlistException failure, int attempt) {
    if (!RetryPauses.more(attempt, settings.getRetry())) {
      log.error("Joining the cluster was given up after {} attempts", attempt);
      events.add(origin -> new JoinAbandonedEvent(origin, attempt));
    }
    outcome.completeExceptionally(failure);
  }

  /** Before the next attempt; null if there is none. */
  private @Nullable Duration pause(int attempt) {
    if (!RetryPauses.more(attempt, settings.getRetry())) {
      return null;
    }
    var pause = RetryPauses.after(attempt, settings.getRetry());
    return settings.isFailFast() ? withinTimeout(pause) : pause;
  }

  /** A startup that waits uses its whole time: the last attempt begins shortly before the end. */
  private @Nullable Duration withinTimeout(Duration pause) {
    long lastNanos =
        Math.min(TimeUnit.SECONDS.toNanos(1), settings.getTimeout().dividedBy(4).toNanos());
    long left = deadlineNanos - System.nanoTime() - lastNanos;
    return left <= 0 ? null : Duration.ofNanos(Math.min(left, pause.toNanos()));
  }

  private boolean cancelledWithin(Duration pause) {
    try {
      return cancelled.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
