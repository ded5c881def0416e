package io.memberlist.test;

import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.Node;
import io.memberlist.NodeMetadataException;
import io.memberlist.NodeState;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.test.Notice.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands between a node and its application, and writes down what passes. */
final class Witness implements EventDelegate {

  private final String name;
  private final EventHistory history;
  private final Supplier<Duration> time;
  private final @Nullable EventDelegate events;
  private final @Nullable Delegate delegate;
  private final List<byte[]> messages = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  Witness(Config config, EventHistory history, Supplier<Duration> time) {
    this.name = config.name();
    this.history = history;
    this.time = time;
    this.events = config.events();
    this.delegate = config.delegate();
  }

  /** The same configuration, with this in between. */
  Config watching(Config config) {
    return config.toBuilder().events(this).delegate(new WatchedDelegate()).build();
  }

  EventHistory events() {
    return history.seenBy(name);
  }

  List<byte[]> messages() {
    return messages.stream().map(byte[]::clone).toList();
  }

  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void notifyJoin(Node node) {
    tell(Kind.JOINED, node, told -> told.notifyJoin(node));
  }

  @Override
  public void notifyLeave(Node node) {
    var kind = node.state() == NodeState.DEAD ? Kind.FAILED : Kind.LEFT;
    tell(kind, node, told -> told.notifyLeave(node));
  }

  @Override
  public void notifyUpdate(Node node) {
    tell(Kind.UPDATED, node, told -> told.notifyUpdate(node));
  }

  @Override
  public void notifySuspect(Node node, List<String> accusers) {
    tell(Kind.SUSPECTED, node, told -> told.notifySuspect(node, accusers));
  }

  @Override
  public void notifyRecover(Node node) {
    tell(Kind.RECOVERED, node, told -> told.notifyRecover(node));
  }

  @Override
  public void notifyReap(Node node) {
    tell(Kind.REAPED, node, told -> told.notifyReap(node));
  }

  @Override
  public void notifyRejoin(JoinResult result) {
    if (events != null) {
      guard(() -> events.notifyRejoin(result));
    }
  }

  private void tell(Kind kind, Node node, Consumer<EventDelegate> call) {
    history.add(new Notice(time.get(), name, kind, node));
    if (events != null) {
      guard(() -> call.accept(events));
    }
  }

  private void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      failures.add(e);
      throw e;
    }
  }

  private final class WatchedDelegate implements Delegate {

    /** What takes the place of a delegate that there is not: the node knows that it is empty. */
    private final TransmitLimitedQueue nothing = new TransmitLimitedQueue(1, () -> 1);

    @Override
    public byte[] nodeMeta(int limit) {
      var meta = delegate == null ? new byte[0] : delegate.nodeMeta(limit);
      if (meta != null && meta.length > limit) {
        throw new NodeMetadataException(meta.length, limit);
      }
      return meta;
    }

    @Override
    public void notifyMsg(byte[] message) {
      messages.add(message.clone());
      if (delegate != null) {
        guard(() -> delegate.notifyMsg(message));
      }
    }

    @Override
    public List<byte[]> getBroadcasts(int overhead, int limit) {
      return delegate == null ? List.of() : delegate.getBroadcasts(overhead, limit);
    }

    @Override
    public @Nullable TransmitLimitedQueue broadcastQueue() {
      return delegate == null ? nothing : delegate.broadcastQueue();
    }

    @Override
    public byte[] localState(boolean join) {
      return delegate == null ? new byte[0] : delegate.localState(join);
    }

    @Override
    public void mergeRemoteState(byte[] state, boolean join) {
      if (delegate != null) {
        guard(() -> delegate.mergeRemoteState(state, join));
      }
    }
  }
}
