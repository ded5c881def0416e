package io.memberlist.simulator.campaign;

import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import io.memberlist.broadcast.Broadcast;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.broadcast.UniqueBroadcast;
import io.memberlist.simulator.time.SimRandom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** An application that uses everything and now and then throws. */
final class Application implements Delegate, EventDelegate, PingDelegate {

  private record Payload(byte[] message) implements UniqueBroadcast {
    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public void finished() {}
  }

  private static final double FAILING = 0.02;

  private final SimRandom random;
  private final TransmitLimitedQueue queue = new TransmitLimitedQueue(2, () -> 10);
  private int version;

  Application(SimRandom random) {
    this.random = random;
  }

  void install(Config.Builder config) {
    config.delegate(this).events(this).ping(this);
  }

  private void maybeThrow(String where) {
    if (random.chance(FAILING)) {
      throw new IllegalStateException("the application fails in " + where);
    }
  }

  @Override
  public byte[] nodeMeta(int limit) {
    return ("version " + version++).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void notifyMsg(byte[] message) {
    maybeThrow("notifyMsg");
  }

  @Override
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    maybeThrow("getBroadcasts");
    if (random.chance(0.01)) {
      queue.queueBroadcast(new Payload(new byte[1 + random.nextInt(600)]));
    }
    return queue.getBroadcasts(overhead, limit);
  }

  @Override
  public byte[] localState(boolean join) {
    maybeThrow("localState");
    return new byte[random.nextInt(300)];
  }

  @Override
  public void mergeRemoteState(byte[] state, boolean join) {
    maybeThrow("mergeRemoteState");
  }

  @Override
  public void notifyJoin(Node node) {
    maybeThrow("notifyJoin");
  }

  @Override
  public void notifyLeave(Node node) {
    maybeThrow("notifyLeave");
  }

  @Override
  public byte[] ackPayload() {
    maybeThrow("ackPayload");
    return new byte[random.nextInt(64)];
  }

  @Override
  public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
    maybeThrow("notifyPingComplete");
  }
}
