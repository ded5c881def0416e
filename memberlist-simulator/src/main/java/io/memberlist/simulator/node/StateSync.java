package io.memberlist.simulator.node;

import io.memberlist.Delegate;
import io.memberlist.MergeDelegate;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.VetoException;
import io.memberlist.internal.core.StateExchange;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.metrics.Metric;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The two halves of a state exchange that both sides have in common (§8.3, §8.4). */
final class StateSync {

  private final Life life;
  private final @Nullable Delegate delegate;
  private final @Nullable MergeDelegate mergeDelegate;

  StateSync(Life life) {
    this.life = life;
    this.delegate = life.config.delegate();
    this.mergeDelegate = life.config.merge();
  }

  /** The own state as it goes on the wire. */
  byte[] encodeLocal(boolean join) {
    byte[] userState = delegate == null ? null : delegate.localState(join);
    var bytes =
        life.codec.encodePushPull(
            join,
            life.view().records(),
            userState == null || userState.length == 0 ? null : userState);
    life.node.counters.gauge(Metric.SIZE_LOCAL, bytes.length);
    return bytes;
  }

  /** Verifies what a peer sent, asks the merge delegate if it is a join, and takes it over. */
  ExchangeEnd merge(RemoteState received, boolean join) {
    var remote =
        StateExchange.prepare(received, life.config.protocolVersion(), life.config.bindPort());
    var mismatch = StateExchange.verify(life.view(), remote);
    if (mismatch != null) {
      return ExchangeEnd.failed(
          "incompatible protocol version",
          new ProtocolMismatchException(
              mismatch.node(),
              mismatch.delegate(),
              mismatch.current(),
              mismatch.min(),
              mismatch.max()));
    }
    if (join && mergeDelegate != null) {
      try {
        mergeDelegate.notifyMerge(StateExchange.mergeNodes(remote, Instant.EPOCH));
      } catch (RuntimeException e) {
        var veto =
            e instanceof VetoException typed
                ? typed
                : new VetoException(String.valueOf(e.getMessage()));
        return ExchangeEnd.failed("vetoed by MergeDelegate: " + e.getMessage(), veto);
      }
    }
    life.enter((core, now) -> core.merge(remote, now));
    var userState = remote.userState();
    if (userState != null && userState.length > 0 && delegate != null) {
      try {
        delegate.mergeRemoteState(userState, join);
      } catch (RuntimeException e) {
        life.node.counters.countDelegateFailure();
        return ExchangeEnd.failed("failed: " + e.getMessage());
      }
    }
    return ExchangeEnd.SUCCESS;
  }
}
