package io.memberlist.sample.demo;

import io.memberlist.Memberlist;
import io.memberlist.MemberlistException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One demo node and what was done to it. Used by one thread at a time, but for the queries. */
final class DemoNode {

  private static final Logger log = LoggerFactory.getLogger(DemoNode.class);
  private static final Duration LEAVE = Duration.ofSeconds(5);
  private static final Duration UPDATE = Duration.ofSeconds(5);

  /** What was done to it last. */
  enum Status {
    RUNNING,
    PAUSED,
    SLOW,
    KILLED,
    LEFT;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final IntFunction<Memberlist> maker;
  private volatile Memberlist memberlist;
  private final DemoLink link;
  private final DemoDelegate delegate;
  private volatile Status status = Status.RUNNING;
  private volatile int port;

  /**
   * A node that does not run yet.
   *
   * @param maker makes the node for a port, 0 for any free one
   */
  DemoNode(IntFunction<Memberlist> maker, DemoLink link, DemoDelegate delegate) {
    this.maker = maker;
    memberlist = maker.apply(0);
    this.link = link;
    this.delegate = delegate;
  }

  String name() {
    return memberlist.config().name();
  }

  Memberlist memberlist() {
    return memberlist;
  }

  Status status() {
    return status;
  }

  /** Port of the node, also while it does not run. */
  int port() {
    return port;
  }

  boolean observing() {
    return status == Status.RUNNING || status == Status.SLOW;
  }

  boolean running() {
    return observing() || status == Status.PAUSED;
  }

  /** Starts, or starts again under the same name and port, and joins. */
  void start(List<String> seeds) {
    if (port != 0) {
      memberlist = maker.apply(port);
    }
    memberlist.start();
    port = memberlist.config().bindPort();
    status = Status.RUNNING;
    if (!seeds.isEmpty()) {
      try {
        memberlist.join(seeds);
      } catch (MemberlistException e) {
        log.info("{} has not joined yet: {}", name(), e.getMessage());
      }
    }
  }

  /** Closes its sockets at once, without a goodbye. */
  void kill() {
    status = Status.KILLED;
    memberlist.shutdown();
    resume();
  }

  void leave() {
    status = Status.LEFT;
    resume();
    try {
      memberlist.leave(LEAVE);
    } catch (MemberlistException e) {
      log.info("{} left: {}", name(), e.getMessage());
    } finally {
      memberlist.shutdown();
    }
  }

  void pause() {
    status = Status.PAUSED;
    link.gate().close();
  }

  void slow(DemoLink.Slowness how) {
    link.slow(how);
    status = how.equals(DemoLink.Slowness.NONE) ? Status.RUNNING : Status.SLOW;
  }

  /** Ends pause and slowness. */
  void resume() {
    link.slow(DemoLink.Slowness.NONE);
    link.gate().open();
    if (running()) {
      status = Status.RUNNING;
    }
  }

  /** Sends a cluster event; its id. */
  String publish(Object event) {
    return delegate.events().publish(event);
  }

  Map<String, String> tags() {
    return new TreeMap<>(delegate.tags());
  }

  /** Announces other tags. */
  void tag(Map<String, String> wanted) {
    var before = delegate.tags();
    delegate.tags(wanted);
    try {
      memberlist.updateNode(UPDATE);
    } catch (RuntimeException e) {
      delegate.tags(before);
      throw e;
    }
  }
}
