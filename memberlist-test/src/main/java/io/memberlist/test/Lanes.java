package io.memberlist.test;

import io.memberlist.Config;
import io.memberlist.ConflictDelegate;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.simulator.time.SimClock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two lanes of a node: events and the like on one, messages on the other. */
final class Lanes {

  private final Lane callbacks;
  private final Lane messages;

  Lanes(VirtualTime time, SimClock clock) {
    callbacks = new Lane(time, clock);
    messages = new Lane(time, clock);
  }

  /** The same configuration, with calls of the application made on the lanes. */
  Config on(Config config) {
    var builder = config.toBuilder();
    if (config.events() != null) {
      builder.events(new Events(config.events()));
    }
    if (config.delegate() != null) {
      builder.delegate(new Messages(config.delegate()));
    }
    var conflict = config.conflict();
    if (conflict != null) {
      ConflictDelegate onLane =
          (existing, other) -> callbacks.add(() -> conflict.notifyConflict(existing, other));
      builder.conflict(onLane);
    }
    if (config.ping() != null) {
      builder.ping(new Pings(config.ping()));
    }
    return builder.build();
  }

  int callbacksWaiting() {
    return callbacks.size();
  }

  int messagesWaiting() {
    return messages.size();
  }

  void drain() {
    callbacks.drain();
    messages.drain();
  }

  void clear() {
    callbacks.clear();
    messages.clear();
  }

  private final class Events implements EventDelegate {
    private final EventDelegate told;

    private Events(EventDelegate told) {
      this.told = told;
    }

    @Override
    public void notifyJoin(Node node) {
      callbacks.add(() -> told.notifyJoin(node));
    }

    @Override
    public void notifyLeave(Node node) {
      callbacks.add(() -> told.notifyLeave(node));
    }

    @Override
    public void notifyUpdate(Node node) {
      callbacks.add(() -> told.notifyUpdate(node));
    }

    @Override
    public void notifySuspect(Node node, List<String> accusers) {
      callbacks.add(() -> told.notifySuspect(node, accusers));
    }

    @Override
    public void notifyRecover(Node node) {
      callbacks.add(() -> told.notifyRecover(node));
    }

    @Override
    public void notifyReap(Node node) {
      callbacks.add(() -> told.notifyReap(node));
    }

    @Override
    public void notifyRejoin(JoinResult result) {
      callbacks.add(() -> told.notifyRejoin(result));
    }
  }

  private final class Messages implements Delegate {
    private final Delegate told;

    private Messages(Delegate told) {
      this.told = told;
    }

    @Override
    public byte[] nodeMeta(int limit) {
      return told.nodeMeta(limit);
    }

    @Override
    public void notifyMsg(byte[] message) {
      messages.add(() -> told.notifyMsg(message));
    }

    @Override
    public List<byte[]> getBroadcasts(int overhead, int limit) {
      return told.getBroadcasts(overhead, limit);
    }

    @Override
    public @Nullable TransmitLimitedQueue broadcastQueue() {
      return told.broadcastQueue();
    }

    @Override
    public byte[] localState(boolean join) {
      return told.localState(join);
    }

    @Override
    public void mergeRemoteState(byte[] state, boolean join) {
      told.mergeRemoteState(state, join);
    }
  }

  private final class Pings implements PingDelegate {
    private final PingDelegate told;

    private Pings(PingDelegate told) {
      this.told = told;
    }

    @Override
    public byte[] ackPayload() {
      return told.ackPayload();
    }

    @Override
    public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
      callbacks.add(() -> told.notifyPingComplete(node, rtt, payload));
    }
  }
}
