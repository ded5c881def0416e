package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import io.memberlist.OperationTimeoutException;
import io.memberlist.spring.event.MemberlistStartedEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Starts and joins the node when the web server's port is known, and leaves before the web server
 * refuses requests. The node is shut down later, by {@link MemberlistShutdownLifecycle}.
 */
public class MemberlistLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.lifecycle");
  private static final String PHASE_TIMEOUT = "spring.lifecycle.timeout-per-shutdown-phase";
  private static final String DEFAULT_PHASE_TIMEOUT = "30s";

  private final Memberlist memberlist;
  private final MemberlistProperties properties;
  private final Seeds seeds;
  private final EventQueue events;
  private final JoinBoard board;
  private final Environment environment;
  private volatile @Nullable JoinTask join;
  private volatile boolean running;

  /**
   * Starts nothing.
   *
   * @param memberlist the node
   * @param properties how to join and to leave
   * @param seeds whom to join
   * @param events takes what happens
   * @param board takes how joining goes
   * @param environment tells the time limit of a shutdown phase, and whether threads are virtual
   */
  public MemberlistLifecycle(
      Memberlist memberlist,
      MemberlistProperties properties,
      Seeds seeds,
      EventQueue events,
      JoinBoard board,
      Environment environment) {
    this.memberlist = memberlist;
    this.properties = properties;
    this.seeds = seeds;
    this.events = events;
    this.board = board;
    this.environment = environment;
  }

  @Override
  public boolean isAutoStartup() {
    return properties.isAutoStartup();
  }

  /**
   * Starts the node, anew if it has left, and joins: in the background, or with {@code fail-fast}
   * before this returns.
   *
   * @throws io.memberlist.MemberlistException if the node cannot start, or with {@code fail-fast}
   *     cannot join; it does not run then
   */
  @Override
  public void start() {
    start(properties.getJoin().isFailFast());
  }

  /**
   * Starts the node, anew if it has left, and joins in the background even with {@code fail-fast}.
   *
   * @throws io.memberlist.MemberlistException if the node cannot start
   */
  public void startInBackground() {
    start(false);
  }

  private void start(boolean waitForJoin) {
    warnOfLongLeave();
    if (memberlist.status() == Memberlist.Status.LEFT) {
      memberlist.shutdown();
    }
    if (memberlist.status() == Memberlist.Status.STOPPED) {
      memberlist.start();
    }
    running = true;
    StartLine.log(memberlist, properties.getPreset(), seeds.configured());
    InetSocketAddress address = memberlist.localNode().address();
    events.add(origin -> new MemberlistStartedEvent(origin, address));
    board.update(status -> JoinStatus.initial(seeds.configured()));
    if (seeds.any()) {
      join(waitForJoin);
    }
  }

  private void join(boolean wait) {
    var task =
        new JoinTask(
            memberlist,
            seeds,
            properties.getJoin(),
            events,
            board,
            WorkThreads.of(environment, memberlist.config().name(), "join"));
    join = task;
    task.start();
    if (!wait) {
      return;
    }
    try {
      task.await();
    } catch (RuntimeException e) {
      stop();
      MemberlistShutdownLifecycle.shutDown(memberlist, events);
      throw e;
    }
  }

  private void warnOfLongLeave() {
    var leave = properties.getLeave();
    var sum = leave.getTimeout().plus(leave.getPropagationDelay());
    var phaseTimeout = phaseTimeout();
    if (leave.isEnabled() && sum.compareTo(phaseTimeout) >= 0) {
      log.warn(
          "memberlist.leave.timeout + memberlist.leave.propagation-delay ({}) is not below"
              + " spring.lifecycle.timeout-per-shutdown-phase ({}); the leave may be cut off.",
          Durations.text(sum),
          Durations.text(phaseTimeout));
    }
  }

  private Duration phaseTimeout() {
    return DurationStyle.detectAndParse(
        environment.getProperty(PHASE_TIMEOUT, DEFAULT_PHASE_TIMEOUT));
  }

  /** Ends the attempts to join, if they still go on. */
  public void cancelJoin() {
    var task = join;
    join = null;
    if (task != null) {
      task.cancel();
      try {
        task.awaitEnd();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Leaves on a thread of its own, so that other beans of the phase stop meanwhile. */
  @Override
  public void stop(Runnable callback) {
    running = false;
    WorkThreads.of(environment, memberlist.config().name(), "leave")
        .newThread(
            () -> {
              try {
                cancelJoin();
                leave();
              } finally {
                callback.run();
              }
            })
        .start();
  }

  @Override
  public void stop() {
    var done = new CountDownLatch(1);
    stop(done::countDown);
    try {
      if (!done.await(phaseTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Leaving the cluster takes longer than {}", Durations.text(phaseTimeout()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    if (!properties.getLeave().isEnabled() || memberlist.status() != Memberlist.Status.RUNNING) {
      return;
    }
    boolean others = memberlist.numMembers() > 1;
    try {
      memberlist.leave(properties.getLeave().getTimeout());
    } catch (OperationTimeoutException e) {
      log.info("Left, not confirmed by others: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.warn("Leaving the cluster failed", e);
      return;
    }
    if (others) {
      keepAnswering();
    }
  }

  private void keepAnswering() {
    try {
      TimeUnit.NANOSECONDS.sleep(properties.getLeave().getPropagationDelay().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Also a node that was started by hand is to leave; one that the context is to start is not yet
   * running.
   */
  @Override
  public boolean isRunning() {
    return running
        || !properties.isAutoStartup() && memberlist.status() == Memberlist.Status.RUNNING;
  }

  @Override
  public int getPhase() {
    return Phases.LIFECYCLE;
  }
}
