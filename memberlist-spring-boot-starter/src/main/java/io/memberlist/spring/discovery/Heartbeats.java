package io.memberlist.spring.discovery;

import io.memberlist.spring.event.MemberlistEvent;
import io.memberlist.spring.event.MemberlistStartedEvent;
import io.memberlist.spring.event.NodeEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;

/**
 * Tells Spring Cloud that what the discovery clients find has changed: at most one event per 100
 * ms, of which the last is never lost.
 */
public final class Heartbeats implements ApplicationListener<MemberlistEvent>, AutoCloseable {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Instances instances;
  private final ApplicationEventPublisher publisher;
  private final ScheduledExecutorService later;
  private Map<String, List<MemberlistServiceInstance>> known = Map.of();
  private long sequence;
  private long lastNanos = System.nanoTime() - PAUSE_NANOS;
  private boolean scheduled;

  /**
   * Watches these.
   *
   * @param instances what members offer
   * @param publisher gets the events
   * @param node name of the own node, for the name of the thread
   */
  public Heartbeats(Instances instances, ApplicationEventPublisher publisher, String node) {
    this.instances = instances;
    this.publisher = publisher;
    this.later =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "memberlist-" + node + "-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void onApplicationEvent(MemberlistEvent event) {
    if (event instanceof MemberlistStartedEvent) {
      publisher.publishEvent(new InstanceRegisteredEvent<>(this, event.getMemberlist().config()));
    }
    if (event instanceof NodeEvent && changed(event.getSequence())) {
      beat();
    }
  }

  private synchronized boolean changed(long number) {
    var now = instances.all();
    if (now.equals(known)) {
      return false;
    }
    known = now;
    sequence = number;
    return true;
  }

  private void beat() {
    long wait = reserve();
    if (wait < 0) {
      publish();
    } else if (wait > 0) {
      schedule(wait);
    }
  }

  /** Below 0: now; 0: one is scheduled already; else the nanoseconds to wait. */
  private synchronized long reserve() {
    if (scheduled) {
      return 0;
    }
    long left = lastNanos + PAUSE_NANOS - System.nanoTime();
    if (left <= 0) {
      lastNanos = System.nanoTime();
      return -1;
    }
    scheduled = true;
    return left;
  }

  private void schedule(long nanos) {
    try {
      later.schedule(this::publishScheduled, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return; // the application ends
    }
  }

  private void publishScheduled() {
    synchronized (this) {
      scheduled = false;
      lastNanos = System.nanoTime();
    }
    publish();
  }

  private void publish() {
    long number;
    synchronized (this) {
      number = sequence;
    }
    publisher.publishEvent(new HeartbeatEvent(this, number));
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
