package io.memberlist.simulator.node;

import io.memberlist.ConflictDelegate;
import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.PingDelegate;
import io.memberlist.ProbeTrace;
import io.memberlist.internal.codec.PacketEncoder;
import io.memberlist.internal.core.ExchangeResult;
import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.Output;
import io.memberlist.internal.core.PeerAddress;
import io.memberlist.internal.core.SendResult;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does what the core says: packets at once, streams as events, and tells the application when the
 * core's turn is over.
 */
final class LifeOutput implements Output {

  private static final int LONGEST_PACKET = 65_507;

  private final Life life;
  private final PacketEncoder encoder;
  private final @Nullable EventDelegate events;
  private final @Nullable ConflictDelegate conflicts;
  private final @Nullable PingDelegate pings;
  private final List<MemberEvent> pending = new ArrayList<>();

  LifeOutput(Life life, PacketEncoder encoder) {
    this.life = life;
    this.encoder = encoder;
    this.events = life.config.events();
    this.conflicts = life.config.conflict();
    this.pings = life.config.ping();
  }

  @Override
  public SendResult send(
      NodeAddress to, String toName, List<byte[]> messages, boolean crc, Metric kind) {
    return life.config.requireNodeNames() && toName.isEmpty()
        ? SendResult.LOCAL_FAILURE
        : transmit(to, toName, messages, crc, kind);
  }

  /**
   * Sends one packet, whoever is there.
   *
   * @param toName empty if unknown
   */
  SendResult transmit(
      NodeAddress to, String toName, List<byte[]> messages, boolean crc, Metric kind) {
    int length = encoder.encode(messages, crc);
    if (length > LONGEST_PACKET) {
      return SendResult.LOCAL_FAILURE;
    }
    life.node.counters.count(kind, 1);
    life.node.stoppage.send(to, encoder.buffer(), length);
    life.watch.packetSent(kind, messages.get(0), to, toName, length);
    return SendResult.SENT;
  }

  @Override
  public void startPushPull(long exchangeId, NodeAddress peer, String peerName) {
    var to = new PeerAddress(peerName, peer);
    life.exchanges.pushPull(to, false, end -> report(exchangeId, end));
  }

  @Override
  public void startRejoin(long exchangeId, @Nullable NodeAddress lost, String lostName) {
    life.rejoining.round(
        lost,
        () ->
            life.enter(
                (core, now) -> core.onExchangeEnded(exchangeId, ExchangeResult.SUCCESS, now)));
  }

  @Override
  public void startStreamPing(
      long exchangeId, NodeAddress peer, String peerName, Ping ping, long deadline) {
    var to = new PeerAddress(peerName, peer);
    life.exchanges.ping(to, ping, life.global(deadline), end -> report(exchangeId, end));
  }

  private void report(long exchangeId, ExchangeEnd end) {
    life.enter((core, now) -> core.onExchangeEnded(exchangeId, end.result(), now));
  }

  @Override
  public boolean wantsPings() {
    return pings != null;
  }

  @Override
  public void event(MemberEvent event) {
    pending.add(event);
  }

  /**
   * Tells of everything that happened since the last call, in order; delegates may call the node
   * meanwhile.
   */
  void deliver() {
    while (!pending.isEmpty()) {
      deliver(pending.remove(0));
    }
  }

  private void deliver(MemberEvent event) {
    life.world.event(life.node, event);
    try {
      call(event);
    } catch (RuntimeException e) {
      life.node.counters.countDelegateFailure();
    }
  }

  private void call(MemberEvent event) {
    if (event instanceof MemberEvent.Change change && events != null) {
      call(change, events);
    } else if (event instanceof MemberEvent.Conflict conflict && conflicts != null) {
      conflicts.notifyConflict(conflict.existing(), conflict.other());
    } else if (event instanceof MemberEvent.PingComplete ping && pings != null) {
      pings.notifyPingComplete(
          ping.node(), ping.rtt(), ping.payload() == null ? new byte[0] : ping.payload());
    }
  }

  private static void call(MemberEvent.Change change, EventDelegate delegate) {
    switch (change.kind()) {
      case JOIN -> delegate.notifyJoin(change.node());
      case LEAVE -> delegate.notifyLeave(change.node());
      case UPDATE -> delegate.notifyUpdate(change.node());
      case SUSPECT -> delegate.notifySuspect(change.node(), change.accusers());
      case RECOVER -> delegate.notifyRecover(change.node());
      case REAP -> delegate.notifyReap(change.node());
    }
  }

  /** A rejoin round reached somebody. */
  void rejoined(JoinResult result) {
    if (events != null) {
      try {
        events.notifyRejoin(result);
      } catch (RuntimeException e) {
        life.node.counters.countDelegateFailure();
      }
    }
  }

  @Override
  public void count(Metric metric, long delta) {
    life.node.counters.count(metric, delta);
  }

  @Override
  public void gauge(Metric metric, long value) {
    life.node.counters.gauge(metric, value);
  }

  @Override
  public void sample(Metric metric, long value) {
    life.samples.add(metric, value);
  }

  @Override
  public boolean observed() {
    return life.watch.wanted();
  }

  @Override
  public void probed(ProbeTrace trace) {
    life.watch.probed(trace);
  }

  @Override
  public void log(LogEvent event) {
    life.world.log(life.node, event);
  }
}
