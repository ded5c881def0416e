package io.memberlist.cli.cluster;

import io.memberlist.EventDelegate;
import io.memberlist.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sees all events of all nodes: when everybody knows everybody, and when everybody knows that one
 * is gone.
 */
final class Observer {

  private final int nodes;
  private final CountDownLatch joins;
  private final CountDownLatch detections;
  private final AtomicInteger falseLeaves = new AtomicInteger();
  private final List<Long> detectedNanos = new ArrayList<>();
  private volatile String killed = "";
  private volatile boolean ending;

  Observer(int nodes) {
    this.nodes = nodes;
    this.joins = new CountDownLatch(nodes * nodes);
    this.detections = new CountDownLatch(Math.max(0, nodes - 1));
  }

  EventDelegate of(String name) {
    return new EventDelegate() {
      @Override
      public void notifyJoin(Node node) {
        joins.countDown();
      }

      @Override
      public void notifyLeave(Node node) {
        left(name, node.name());
      }
    };
  }

  private void left(String observer, String gone) {
    if (ending || observer.equals(killed)) {
      return;
    }
    if (!gone.equals(killed)) {
      falseLeaves.incrementAndGet();
      return;
    }
    synchronized (detectedNanos) {
      detectedNanos.add(System.nanoTime());
    }
    detections.countDown();
  }

  boolean awaitConverged(long nanos) throws InterruptedException {
    return joins.await(nanos, TimeUnit.NANOSECONDS);
  }

  void killed(String name) {
    killed = name;
  }

  boolean awaitDetected(long nanos) throws InterruptedException {
    return detections.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** When each of the others noticed, in order. */
  List<Long> detections() {
    synchronized (detectedNanos) {
      return detectedNanos.stream().sorted().toList();
    }
  }

  int falseLeaves() {
    return falseLeaves.get();
  }

  void ending() {
    ending = true;
  }

  int nodes() {
    return nodes;
  }
}
