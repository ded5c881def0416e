package io.memberlist.internal.driver;

import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.MergeDelegate;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.core.StateExchange;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.metrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of a state exchange that both sides have in common (§8.3, §8.4): what is sent, and
 * merging what came.
 */
final class StateSync {

  private final CoreLoop loop;
  private final StreamCodec codec;
  private final @Nullable Delegate delegate;
  private final @Nullable MergeDelegate mergeDelegate;
  private final int protocolVersion;
  private final int bindPort;
  private final Clock clock;
  private final Measurements measurements;

  StateSync(
      CoreLoop loop, StreamCodec codec, Config config, Clock clock, Measurements measurements) {
    this.loop = loop;
    this.codec = codec;
    this.delegate = config.delegate();
    this.mergeDelegate = config.merge();
    this.protocolVersion = config.protocolVersion();
    this.bindPort = config.bindPort();
    this.clock = clock;
    this.measurements = measurements;
  }

  /** The own state as it goes on the wire. */
  byte[] encodeLocal(boolean join) {
    var records = loop.view().records();
    byte[] userState = delegate == null ? null : delegate.localState(join);
    var bytes =
        codec.encodePushPull(
            join, records, userState == null || userState.length == 0 ? null : userState);
    measurements.gauge(Metric.SIZE_LOCAL, bytes.length);
    return bytes;
  }

  /**
   * Verifies what a peer sent, asks the merge delegate if it is a join, and takes it over; returns
   * when the published view has it.
   */
  void merge(RemoteState received, boolean join) throws ExchangeFailure {
    var remote = StateExchange.prepare(received, protocolVersion, bindPort);
    var mismatch = StateExchange.verify(loop.view(), remote);
    if (mismatch != null) {
      throw Failures.mismatch(
          new ProtocolMismatchException(
              mismatch.node(),
              mismatch.delegate(),
              mismatch.current(),
              mismatch.min(),
              mismatch.max()));
    }
    if (join && mergeDelegate != null) {
      askMergeDelegate(mergeDelegate, remote);
    }
    Threads.await(
        loop.ask(
            (core, now) -> {
              core.merge(remote, now);
              return true;
            }),
        "merging a peer's state");
    var userState = remote.userState();
    if (userState != null && userState.length > 0 && delegate != null) {
      delegate.mergeRemoteState(userState, join);
    }
  }

  private void askMergeDelegate(MergeDelegate asked, RemoteState remote) throws ExchangeFailure {
    try {
      asked.notifyMerge(StateExchange.mergeNodes(remote, clock.instant(clock.nanos())));
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      throw Failures.vetoed(e);
    }
  }
}
