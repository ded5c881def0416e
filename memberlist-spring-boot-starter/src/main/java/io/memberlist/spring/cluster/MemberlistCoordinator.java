package io.memberlist.spring.cluster;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.spring.discovery.ServiceTags;
import io.memberlist.spring.event.MemberlistEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;

/**
 * The one instance of this application that does what only one should do: the member that started
 * first, among those that are alive. Best effort, not a lock: during a partition each side has one,
 * and for a moment nobody or two may believe to be it.
 */
public final class MemberlistCoordinator
    implements ApplicationListener<MemberlistEvent>, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.coordinator");

  private final Supplier<Memberlist> memberlist;
  private final Duration settleTime;
  private final int minMembers;
  private final ApplicationEventPublisher publisher;
  private @Nullable ScheduledExecutorService timer;
  private @Nullable ScheduledFuture<?> settling;
  private List<String> view = List.of();
  private volatile @Nullable String current;

  /**
   * Nobody is it yet.
   *
   * @param memberlist the node; looked up when it is needed
   * @param settleTime how long the view must not have changed
   * @param minMembers alive instances below which there is none
   * @param publisher is told when this application becomes it, and when it is no more
   */
  public MemberlistCoordinator(
      Supplier<Memberlist> memberlist,
      Duration settleTime,
      int minMembers,
      ApplicationEventPublisher publisher) {
    this.memberlist = memberlist;
    this.settleTime = settleTime;
    this.minMembers = minMembers;
    this.publisher = publisher;
  }

  /** There is none before the first view, and none that works after the end. */
  private ScheduledExecutorService timer() {
    if (timer == null) {
      timer =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                var thread = new Thread(task, "memberlist-coordinator");
                thread.setDaemon(true);
                return thread;
              });
    }
    return timer;
  }

  /** Whether this application is it. */
  public boolean isCoordinator() {
    var name = current;
    return name != null && name.equals(memberlist.get().config().name());
  }

  /** Name of the node that is it; empty if there is none. */
  public Optional<String> current() {
    return Optional.ofNullable(current);
  }

  /** Looks again whenever something happens to a member. */
  @Override
  public void onApplicationEvent(MemberlistEvent event) {
    publish(look());
  }

  /** Listeners run outside of the lock. */
  private void publish(@Nullable ApplicationEvent event) {
    if (event != null) {
      publisher.publishEvent(event);
    }
  }

  /** Begins to wait if the instances are not those of before. */
  private synchronized @Nullable ApplicationEvent look() {
    var now = instances();
    if (now.equals(view)) {
      return null;
    }
    view = now;
    if (settling != null) {
      settling.cancel(false);
      settling = null;
    }
    if (now.isEmpty()) {
      return settle(); // the own node has stopped or left: waiting would only make two of it
    }
    try {
      settling =
          timer().schedule(() -> publish(settle()), settleTime.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("The application ends");
    }
    return null;
  }

  private synchronized @Nullable ApplicationEvent settle() {
    var local = memberlist.get().config().name();
    boolean before = local.equals(current);
    current = !view.isEmpty() && view.size() >= minMembers ? view.get(0) : null;
    boolean now = local.equals(current);
    if (now == before) {
      return null;
    }
    log.info(
        now
            ? "{} coordinates its application; best effort, not a lock"
            : "{} coordinates its application no more",
        local);
    return now ? new CoordinatorGrantedEvent(this) : new CoordinatorRevokedEvent(this);
  }

  /** Alive instances of the own application, that which started first in front. */
  private List<String> instances() {
    var node = memberlist.get();
    var own = node.node(node.config().name());
    var application = own.isEmpty() ? null : own.get().tags().get(ServiceTags.APP);
    if (node.status() != Memberlist.Status.RUNNING || application == null) {
      return List.of();
    }
    var since = new TreeMap<Long, Set<String>>();
    for (var member : node.members()) {
      if (member.state() == NodeState.ALIVE
          && application.equals(member.tags().get(ServiceTags.APP))
          && since(member) >= 0) {
        since.computeIfAbsent(since(member), time -> new TreeSet<>()).add(member.name());
      }
    }
    var names = new ArrayList<String>();
    for (var together : since.values()) {
      names.addAll(together);
    }
    return names;
  }

  private static long since(Node member) {
    try {
      return Long.parseLong(member.tags().getOrDefault(ServiceTags.SINCE, ""));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public synchronized void close() {
    timer().shutdownNow();
  }
}
