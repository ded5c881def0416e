package io.memberlist.simulator.node;

import java.time.Duration;

/**
 * What a node's process and machine are like; the configuration is not part of it.
 *
 * @param processingNanos what each received packet occupies the receiver for
 * @param receiveBuffer packets that may wait for that; more are dropped
 * @param exchangeNanos how long serving a state exchange takes; many may go on at a time
 * @param handlerNanos how long the application's message handler takes
 * @param clockStart what the node's monotonic clock reads when it starts; any value is possible
 * @param driftPartsPerBillion how much faster than true time that clock goes
 * @param observations whether round-trip times and the like are kept, which costs memory
 */
public record Behaviour(
    long processingNanos,
    int receiveBuffer,
    long exchangeNanos,
    long handlerNanos,
    long clockStart,
    long driftPartsPerBillion,
    boolean observations) {

  /** Everything takes no time, and the clock is right. */
  public static final Behaviour DEFAULT = new Behaviour(0, Integer.MAX_VALUE, 0, 0, 0, 0, false);

  /** A copy with a slow receiver. */
  public Behaviour withProcessing(Duration perPacket, int buffer) {
    return new Behaviour(
        perPacket.toNanos(),
        buffer,
        exchangeNanos,
        handlerNanos,
        clockStart,
        driftPartsPerBillion,
        observations);
  }

  /** A copy that needs some time to serve a state exchange. */
  public Behaviour withExchange(Duration each) {
    return new Behaviour(
        processingNanos,
        receiveBuffer,
        each.toNanos(),
        handlerNanos,
        clockStart,
        driftPartsPerBillion,
        observations);
  }

  /** A copy with a slow message handler. */
  public Behaviour withHandler(Duration perMessage) {
    return new Behaviour(
        processingNanos,
        receiveBuffer,
        exchangeNanos,
        perMessage.toNanos(),
        clockStart,
        driftPartsPerBillion,
        observations);
  }

  /** A copy with another clock. */
  public Behaviour withClock(long start, long drift) {
    return new Behaviour(
        processingNanos, receiveBuffer, exchangeNanos, handlerNanos, start, drift, observations);
  }

  /** A copy with {@link #observations()} on. */
  public Behaviour withObservations() {
    return new Behaviour(
        processingNanos,
        receiveBuffer,
        exchangeNanos,
        handlerNanos,
        clockStart,
        driftPartsPerBillion,
        true);
  }
}
