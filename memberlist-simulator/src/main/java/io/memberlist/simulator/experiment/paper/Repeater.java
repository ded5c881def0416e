package io.memberlist.simulator.experiment.paper;

import io.memberlist.Delegate;
import io.memberlist.broadcast.Broadcast;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.broadcast.UniqueBroadcast;

/** An application that passes a message on when it sees it for the first time. */
final class Repeater implements Delegate {

  private static final int RETRANSMIT_MULT = 4;

  private final TransmitLimitedQueue queue;
  private boolean has;

  Repeater(int nodes) {
    queue = new TransmitLimitedQueue(RETRANSMIT_MULT, () -> nodes);
  }

  /** Sends it to all. */
  void begin(byte[] message) {
    notifyMsg(message);
  }

  boolean has() {
    return has;
  }

  @Override
  public void notifyMsg(byte[] message) {
    if (!has) {
      has = true;
      queue.queueBroadcast(new Copy(message));
    }
  }

  /** Stands for itself only. */
  private record Copy(byte[] message) implements UniqueBroadcast {
    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public void finished() {}
  }

  @Override
  public TransmitLimitedQueue broadcastQueue() {
    return queue;
  }
}
