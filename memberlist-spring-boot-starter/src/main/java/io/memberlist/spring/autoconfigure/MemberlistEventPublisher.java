package io.memberlist.spring.autoconfigure;

import io.memberlist.ConflictDelegate;
import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private final Supplier<Memberlist> memberlist;
  private final ApplicationEventPublisher publisher;
  private final EventQueue queue;
  private final Map<String, Node> last = new ConcurrentHashMap<>();
  private final AtomicLong messages = new AtomicLong();
  private volatile @Nullable Delivery delivery;

  MemberlistEventPublisher(
      Supplier<Memberlist> memberlist, ApplicationEventPublisher publisher, EventQueue queue) {
    this.memberlist = memberlist;
    this.publisher = publisher;
    this.queue = queue;
  }

  @Override
  public void notifyJoin(Node node) {
    var previous = last.put(node.name(), node);
    add(
        node,
        facts ->
            new NodeJoinedEvent(facts.memberlist, facts.sequence, node, facts.local, previous));
  }

  @Override
  public void notifyLeave(Node node) {
    last.put(node.name(), node);
    boolean failed = node.state() == NodeState.DEAD;
    add(
        node,
        facts ->
            failed
                ? new NodeFailedEvent(facts.memberlist, facts.sequence, node, facts.local)
                : new NodeLeftEvent(facts.memberlist, facts.sequence, node, facts.local));
  }

  @Override
  public void notifyUpdate(Node node) {
    var previous = last.put(node.name(), node);
    add(
        node,
        facts ->
            new NodeUpdatedEvent(facts.memberlist, facts.sequence, node, facts.local, previous));
  }

  @Override
  public void notifySuspect(Node node, List<String> accusers) {
    last.put(node.name(), node);
    add(
        node,
        facts ->
            new NodeSuspectedEvent(facts.memberlist, facts.sequence, node, facts.local, accusers));
  }

  @Override
  public void notifyRecover(Node node) {
    last.put(node.name(), node);
    add(node, facts -> new NodeRecoveredEvent(facts.memberlist, facts.sequence, node, facts.local));
  }

  @Override
  public void notifyReap(Node node) {
    last.remove(node.name());
    add(node, facts -> new NodeReapedEvent(facts.memberlist, facts.sequence, node, facts.local));
  }

  @Override
  public void notifyConflict(Node existing, Node other) {
    add(
        existing,
        facts ->
            new NodeConflictEvent(facts.memberlist, facts.sequence, existing, facts.local, other));
  }

  @Override
  public void notifyRejoin(JoinResult result) {
    queue.add(
        sequence -> new JoinSucceededEvent(memberlist.get(), sequence, result.others(), 0, true));
  }

  private record Facts(Memberlist memberlist, long sequence, boolean local) {}

  private void add(Node node, Function<Facts, MemberlistEvent> event) {
    queue.add(
        sequence -> {
          var source = memberlist.get();
          return event.apply(
              new Facts(source, sequence, node.name().equals(source.config().name())));
        });
  }

  /** Publishes a user message, on the calling thread. */
  void message(byte[] payload) {
    publish(() -> new MessageReceivedEvent(memberlist.get(), messages.incrementAndGet(), payload));
  }

  private void publish(Supplier<? extends MemberlistEvent> made) {
    var event = made.get();
    try {
      publisher.publishEvent(event);
    } catch (RuntimeException | Error e) {
      log.error("A listener of {} failed", event.getClass().getSimpleName(), e);
    }
  }

  /** Number of events waiting to be delivered. */
  public int pending() {
    return queue.size();
  }

  @Override
  public void start() {
    var started = new Delivery("memberlist-" + memberlist.get().config().name() + "-events");
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
    private volatile boolean abandoned;

    Delivery(String name) {
      super(name);
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        for (var event = queue.take(); event.isPresent(); event = queue.take()) {
          publish(event.get());
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
