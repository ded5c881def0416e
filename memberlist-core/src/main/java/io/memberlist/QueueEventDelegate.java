package io.memberlist;

import io.memberlist.MembershipChange.Kind;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;

/**
 * Puts joins, leaves and updates into a queue, for applications that rather take events than be
 * called. Waits while the queue is full, and with it all later callbacks.
 */
public final class QueueEventDelegate implements EventDelegate {

  private final BlockingQueue<? super MembershipChange> queue;

  /** With the queue to fill. */
  public QueueEventDelegate(BlockingQueue<? super MembershipChange> queue) {
    this.queue = Objects.requireNonNull(queue, "queue");
  }

  @Override
  public void notifyJoin(Node node) {
    put(Kind.JOIN, node);
  }

  @Override
  public void notifyLeave(Node node) {
    put(Kind.LEAVE, node);
  }

  @Override
  public void notifyUpdate(Node node) {
    put(Kind.UPDATE, node);
  }

  private void put(Kind kind, Node node) {
    try {
      queue.put(new MembershipChange(kind, node));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationInterruptedException(
          "waiting for room in the queue of membership changes was interrupted");
    }
  }
}
