package io.memberlist.spring.autoconfigure;

import io.memberlist.ConflictDelegate;
import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.spring.event.EventOrigin;
import io.memberlist.spring.event.JoinSucceededEvent;
import io.memberlist.spring.event.MemberlistEvent;
import io.memberlist.spring.event.MessageReceivedEvent;
import io.memberlist.spring.event.NodeConflictEvent;
import io.memberlist.spring.event.NodeFailedEvent;
import io.memberlist.spring.event.NodeJoinedEvent;
import io.memberlist.spring.event.NodeLeftEvent;
import io.memberlist.spring.event.NodeReapedEvent;
import io.memberlist.spring.event.NodeRecoveredEvent;
import io.memberlist.spring.event.NodeSuspectedEvent;
import io.memberlist.spring.event.NodeUpdatedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes what happens to members as application events: one after the other, in order, on a
 * thread of its own. What happens before the first listener exists waits; what happened before the
 * end is still delivered.
 */
public class MemberlistEventPublisher implements EventDelegate, ConflictDelegate, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.events");
  private static final long BACKLOG_MILLIS = 2000;

  private final ObjectProvider<Memberlist> memberlist;
  private final ApplicationEventPublisher publisher;
  private final EventQueue queue;
  private final KnownNodes known = new KnownNodes();
  private final AtomicLong messages = new AtomicLong();
  private volatile @Nullable Delivery delivery;

  /**
   * Delivers nothing until it is started.
   *
   * @param memberlist source of the events, asked for only when one is delivered
   * @param publisher usually the application context
   * @param queue what waits to be delivered
   */
  public MemberlistEventPublisher(
      ObjectProvider<Memberlist> memberlist,
      ApplicationEventPublisher publisher,
      EventQueue queue) {
    this.memberlist = memberlist;
    this.publisher = publisher;
    this.queue = queue;
  }

  @Override
  public void notifyJoin(Node node) {
    var previous = known.put(node);
    queue.add(origin -> new NodeJoinedEvent(origin, node, previous));
  }

  @Override
  public void notifyLeave(Node node) {
    known.put(node);
    boolean failed = node.state() == NodeState.DEAD;
    queue.add(
        origin -> failed ? new NodeFailedEvent(origin, node) : new NodeLeftEvent(origin, node));
  }

  @Override
  public void notifyUpdate(Node node) {
    var previous = known.put(node);
    queue.add(origin -> new NodeUpdatedEvent(origin, node, previous));
  }

  @Override
  public void notifySuspect(Node node, List<String> accusers) {
    known.accused(node, accusers);
    queue.add(origin -> new NodeSuspectedEvent(origin, node, accusers));
  }

  @Override
  public void notifyRecover(Node node) {
    var accusers = known.recovered(node);
    queue.add(origin -> new NodeRecoveredEvent(origin, node, accusers));
  }

  @Override
  public void notifyReap(Node node) {
    known.forget(node.name());
    queue.add(origin -> new NodeReapedEvent(origin, node));
  }

  @Override
  public void notifyConflict(Node existing, Node other) {
    queue.add(origin -> new NodeConflictEvent(origin, existing, other));
  }

  @Override
  public void notifyRejoin(JoinResult result) {
    queue.add(origin -> new JoinSucceededEvent(origin, result.others(), 0, true));
  }

  /** Publishes a user message, on the calling thread. */
  void message(byte[] payload) {
    var origin = new EventOrigin(memberlist.getObject(), messages.incrementAndGet(), Instant.now());
    publish(new MessageReceivedEvent(origin, payload));
  }

  private void publish(MemberlistEvent event) {
    try {
      publisher.publishEvent(event);
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      log.error("{} failed to take a {}", ListenerName.of(e), event.getClass().getSimpleName(), e);
    }
  }

  /** Number of events waiting to be delivered. */
  public int pending() {
    return queue.size();
  }

  /**
   * Waits until listeners are done with everything that has happened so far; for tests. Returns at
   * once for a listener.
   *
   * @return false if they were not in time, or the calling thread was interrupted
   */
  public boolean awaitDelivered(Duration limit) {
    if (Thread.currentThread() == delivery) {
      return true;
    }
    try {
      return queue.awaitFinished(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void start() {
    var source = memberlist.getObject();
    var started = new Delivery(source);
    known.newLife(source);
    delivery = started;
    started.start();
  }

  /** Delivers the backlog, at most 2 s, and drops the rest. */
  @Override
  public void stop() {
    var running = delivery;
    delivery = null;
    if (running != null) {
      running.end();
    }
  }

  @Override
  public boolean isRunning() {
    return delivery != null;
  }

  @Override
  public int getPhase() {
    return Phases.EVENTS;
  }

  /** The thread that publishes. */
  private final class Delivery extends Thread {
    private final Memberlist source;
    private volatile boolean abandoned;

    Delivery(Memberlist source) {
      super("memberlist-" + source.config().name() + "-events");
      this.source = source;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        for (var next = queue.take(); next.isPresent(); next = queue.take()) {
          publish(next.get().made(source));
          queue.finished(1);
          if (abandoned) {
            return;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void end() {
      queue.end();
      if (this == Thread.currentThread()) {
        return;
      }
      try {
        join(BACKLOG_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (isAlive()) {
        abandoned = true;
        int dropped = queue.clear();
        interrupt();
        log.warn("{} events were still waiting when the application stopped: dropped", dropped);
      }
    }
  }
}
