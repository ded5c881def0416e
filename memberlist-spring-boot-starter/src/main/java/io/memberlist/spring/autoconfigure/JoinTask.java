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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The join at start: attempts with growing pauses until one succeeds (5.2). */
final class JoinTask implements Runnable {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.join");
  private static final int WARN_EVERY = 10;

  private final Memberlist memberlist;
  private final List<String> seeds;
  private final MemberlistProperties.Join settings;
  private final EventQueue events;
  private final JoinBoard board;
  private final Thread thread;
  private final CountDownLatch succeeded = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile @Nullable MemberlistException lastFailure;
  private String lastReasons = "";

  JoinTask(
      Memberlist memberlist,
      List<String> seeds,
      MemberlistProperties.Join settings,
      EventQueue events,
      JoinBoard board) {
    this.memberlist = memberlist;
    this.seeds = List.copyOf(seeds);
    this.settings = settings;
    this.events = events;
    this.board = board;
    thread = new Thread(this, "memberlist-" + memberlist.config().name() + "-join");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends the task; an attempt in progress is interrupted. */
  void cancel() {
    cancelled.countDown();
    thread.interrupt();
  }

  /**
   * Waits for the first success.
   *
   * @throws MemberlistException the last failure, if there is none in time
   */
  void await(Duration timeout) {
    try {
      if (succeeded.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationInterruptedException("interrupted while waiting for the first join");
    }
    var failure = lastFailure;
    throw failure != null
        ? failure
        : new NoSeedReachableException(seeds.stream().map(this::silent).toList());
  }

  private SeedFailure silent(String seed) {
    var reason = "timed out after " + settings.getTimeout();
    return new SeedFailure(seed, null, reason, new MemberlistException(reason));
  }

  @Override
  public void run() {
    for (int attempt = 1; cancelled.getCount() > 0; attempt++) {
      var delay = delay(attempt);
      if (attempt(attempt, delay)) {
        return;
      }
      var retries = settings.getRetry().getMaxRetries();
      if (retries != null && attempt > retries) {
        int last = attempt;
        log.error("Joining the cluster was given up after {} attempts", attempt);
        events.add(sequence -> new JoinAbandonedEvent(memberlist, sequence, last));
        return;
      }
      if (pause(delay)) {
        return;
      }
    }
  }

  /** True if there is nothing left to do. */
  private boolean attempt(int attempt, Duration delay) {
    try {
      var result = memberlist.join(seeds);
      if (enough(result)) {
        success(result, attempt);
        return true;
      }
      failure(
          attempt,
          delay,
          reasons(result.failures()),
          new NoSeedReachableException(result.failures()));
    } catch (NoSeedReachableException e) {
      failure(attempt, delay, reasons(e.failures()), e);
    } catch (ProtocolMismatchException e) {
      var reasons = new LinkedHashMap<String, String>();
      seeds.forEach(seed -> reasons.put(seed, "incompatible protocol version"));
      failure(attempt, delay, reasons, e);
    } catch (OperationInterruptedException | IllegalStateException e) {
      return true;
    }
    return false;
  }

  private boolean enough(JoinResult result) {
    boolean onlyOwnAddress =
        result.others() == 0 && result.failures().isEmpty() && result.reached() > 0;
    return result.others() >= settings.getMinSeeds()
        || memberlist.numMembers() > 1
        || onlyOwnAddress && seeds.size() == 1;
  }

  private void success(JoinResult result, int attempt) {
    board.update(status -> status.succeeded(Instant.now()));
    events.add(
        sequence -> new JoinSucceededEvent(memberlist, sequence, result.others(), attempt, false));
    log.debug("Joined the cluster: {} addresses answered", result.reached());
    succeeded.countDown();
  }

  private Map<String, String> reasons(List<SeedFailure> failures) {
    var reasons = new LinkedHashMap<String, String>();
    failures.forEach(failure -> reasons.put(failure.seed(), failure.reason()));
    seeds.forEach(seed -> reasons.putIfAbsent(seed, "only this node itself answered"));
    return reasons;
  }

  private void failure(
      int attempt, Duration pause, Map<String, String> reasons, MemberlistException cause) {
    lastFailure = cause;
    var delay = more(attempt) ? pause : null;
    board.update(
        status ->
            status.failed(
                Instant.now(), reasons, delay == null ? null : Instant.now().plus(delay)));
    events.add(sequence -> new JoinFailedEvent(memberlist, sequence, attempt, reasons, delay));
    boolean repeated = reasons.toString().equals(lastReasons) && attempt % WARN_EVERY != 0;
    lastReasons = reasons.toString();
    if (repeated) {
      log.debug("Could not join the cluster, attempt {}: {}", attempt, reasons);
    } else {
      log.warn("Could not join the cluster, attempt {}: {}", attempt, reasons);
    }
  }

  private boolean more(int attempt) {
    var retries = settings.getRetry().getMaxRetries();
    return retries == null || attempt <= retries;
  }

  private Duration delay(int attempt) {
    var retry = settings.getRetry();
    double factor = Math.pow(retry.getMultiplier(), attempt - 1.0);
    double millis = Math.min(retry.getMaxDelay().toMillis(), retry.getDelay().toMillis() * factor);
    double jitter = retry.getJitter().toMillis() * ThreadLocalRandom.current().nextDouble(-1, 1);
    return Duration.ofMillis(Math.max(0, Math.round(millis + jitter)));
  }

  /** True if the task was cancelled meanwhile. */
  private boolean pause(Duration delay) {
    try {
      return cancelled.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
