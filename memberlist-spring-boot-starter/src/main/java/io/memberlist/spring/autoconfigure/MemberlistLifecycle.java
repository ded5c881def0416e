package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import io.memberlist.MemberlistException;
import io.memberlist.OperationTimeoutException;
import io.memberlist.spring.event.MemberlistStartedEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and joins the node when the web server's port is known, and leaves before the web server
 * refuses requests. The node is shut down later, by {@link MemberlistShutdownLifecycle}.
 */
public class MemberlistLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.lifecycle");

  private final Memberlist memberlist;
  private final MemberlistProperties properties;
  private final Supplier<List<String>> seeds;
  private final EventQueue events;
  private final JoinBoard board;
  private final Duration phaseTimeout;
  private volatile @Nullable JoinTask join;
  private volatile boolean running;

  MemberlistLifecycle(
      Memberlist memberlist,
      MemberlistProperties properties,
      Supplier<List<String>> seeds,
      EventQueue events,
      JoinBoard board,
      Duration phaseTimeout) {
    this.memberlist = memberlist;
    this.properties = properties;
    this.seeds = seeds;
    this.events = events;
    this.board = board;
    this.phaseTimeout = phaseTimeout;
  }

  @Override
  public boolean isAutoStartup() {
    return properties.isAutoStartup();
  }

  @Override
  public void start() {
    warnOfLongLeave();
    memberlist.start();
    running = true;
    tellProtection();
    events.add(
        sequence ->
            new MemberlistStartedEvent(memberlist, sequence, memberlist.localNode().address()));
    var configured = seeds.get();
    board.update(status -> JoinStatus.initial(configured));
    if (!configured.isEmpty()) {
      joinBy(configured);
    }
  }

  private void joinBy(List<String> configured) {
    var task = new JoinTask(memberlist, configured, properties.getJoin(), events, board);
    join = task;
    task.start();
    if (properties.getJoin().isFailFast()) {
      try {
        task.await(properties.getJoin().getTimeout());
      } catch (MemberlistException e) {
        task.cancel();
        memberlist.shutdown();
        running = false;
        throw e;
      }
    }
  }

  private void warnOfLongLeave() {
    var leave = properties.getLeave();
    var sum = leave.getTimeout().plus(leave.getPropagationDelay());
    if (leave.isEnabled() && sum.compareTo(phaseTimeout) >= 0) {
      log.warn(
          "memberlist.leave.timeout + memberlist.leave.propagation-delay ({}) is not below"
              + " spring.lifecycle.timeout-per-shutdown-phase ({}); the leave may be cut off.",
          sum,
          phaseTimeout);
    }
  }

  private void tellProtection() {
    var config = memberlist.config();
    int keys = memberlist.keyring().map(ring -> ring.size()).orElse(0);
    log.info(
        "What protects the cluster: label={}, encryption={}",
        config.label().isEmpty() ? "none" : config.label(),
        keys == 0 ? "off" : "on, " + keys + " keys");
  }

  /** Leaves on a thread of its own, so that other beans of the phase stop meanwhile. */
  @Override
  public void stop(Runnable callback) {
    running = false;
    var task = join;
    if (task != null) {
      task.cancel();
      join = null;
    }
    if (!properties.getLeave().isEnabled() || memberlist.status() != Memberlist.Status.RUNNING) {
      callback.run();
      return;
    }
    var thread =
        new Thread(() -> leave(callback), "memberlist-" + memberlist.config().name() + "-leave");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop() {
    var done = new CountDownLatch(1);
    stop(done::countDown);
    try {
      done.await(phaseTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave(Runnable callback) {
    try {
      boolean others = memberlist.numMembers() > 1;
      try {
        memberlist.leave(properties.getLeave().getTimeout());
      } catch (OperationTimeoutException e) {
        log.info("Left, not confirmed by others: {}", e.getMessage());
      }
      if (others) {
        new CountDownLatch(1)
            .await(properties.getLeave().getPropagationDelay().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("Leaving the cluster failed", e);
    } finally {
      callback.run();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Phases.LIFECYCLE;
  }
}
