package io.memberlist.cli.cluster;

import io.memberlist.EventDelegate;
import io.memberlist.Node;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sees all events of all nodes: when everybody has seen everybody, and when everybody has noticed
 * that one is gone.
 */
final class Observer {

  private static final String PREFIX = "node-";
  private static final int NOBODY = -1;

  private final int nodes;
  private final CountDownLatch acquaintances;
  private final CountDownLatch detections;
  private final AtomicInteger falseLeaves = new AtomicInteger();
  private final Queue<Long> detectedNanos = new ConcurrentLinkedQueue<>();
  private volatile int killed = NOBODY;
  private volatile boolean ending;

  Observer(int nodes) {
    this.nodes = nodes;
    this.acquaintances = new CountDownLatch(nodes * nodes);
    this.detections = new CountDownLatch(Math.max(0, nodes - 1));
  }

  static String name(int node) {
    return PREFIX + node;
  }

  private static int number(Node node) {
    return Integer.parseInt(node.name().substring(PREFIX.length()));
  }

  /** The events of one node; each other one counts once, whatever happens in between. */
  EventDelegate of(int observer) {
    var joined = new BitSet(nodes);
    var left = new BitSet(nodes);
    return new EventDelegate() {
      @Override
      public void notifyJoin(Node node) {
        if (firstTime(joined, node)) {
          acquaintances.countDown();
        }
      }

      @Override
      public void notifyLeave(Node node) {
        if (!ending && observer != killed) {
          noticed(number(node), firstTime(left, node));
        }
      }
    };
  }

  private static boolean firstTime(BitSet seen, Node node) {
    synchronized (seen) {
      int number = number(node);
      boolean first = !seen.get(number);
      seen.set(number);
      return first;
    }
  }

  private void noticed(int gone, boolean first) {
    if (gone != killed) {
      falseLeaves.incrementAndGet();
    } else if (first) {
      detectedNanos.add(System.nanoTime());
      detections.countDown();
    }
  }

  boolean awaitConverged(long nanos) throws InterruptedException {
    return acquaintances.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** From now on that node is expected to be missed. */
  void killed(int node) {
    killed = node;
  }

  boolean awaitDetected(long nanos) throws InterruptedException {
    return detections.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** When each of the others noticed, in order. */
  List<Long> detections() {
    return detectedNanos.stream().sorted().toList();
  }

  /** How often a node that ran was said to be gone. */
  int falseLeaves() {
    return falseLeaves.get();
  }

  /** Nothing counts any more. */
  void ending() {
    ending = true;
  }
}
