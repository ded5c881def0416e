package io.memberlist.spring.cluster;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.spring.discovery.ServiceTags;
import io.memberlist.spring.event.MemberlistEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
  private final ScheduledExecutorService timer;
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
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "memberlist-coordinator");
              thread.setDaemon(true);
              return thread;
            });
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
          timer.schedule(() -> publish(settle()), settleTime.toNanos(), TimeUnit.NANOSECONDS);
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
    var application = own.map(local -> local.tags().get(ServiceTags.APP)).orElse(null);
    if (node.status() != Memberlist.Status.RUNNING || application == null) {
      return List.of();
    }
    return node.members().stream()
        .filter(member -> member.state() == NodeState.ALIVE)
        .filter(member -> application.equals(member.tags().get(ServiceTags.APP)))
        .filter(member -> since(member) >= 0)
        .sorted(Comparator.comparingLong(MemberlistCoordinator::since).thenComparing(Node::name))
        .map(Node::name)
        .toList();
  }

  private static long since(Node member) {
    try {
      return Long.parseLong(member.tags().getOrDefault(ServiceTags.SINCE, ""));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
