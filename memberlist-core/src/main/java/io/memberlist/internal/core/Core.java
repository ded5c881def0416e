package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageHandler;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.internal.wire.User;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The switchboard of the protocol: inputs come in here, in order, and go to the collaborator that
 * owns the matter. Single writer: all methods but {@link #view()}'s result are for one thread.
 * Times are nanoseconds of one monotonic clock.
 */
public final class Core {

  /** Lowest and highest protocol version understood (§1.4). */
  private static final byte PROTOCOL_MIN = 1;

  private static final byte PROTOCOL_MAX = 5;

  /** A timer that comes later than this shows that the process was stopped (D39). */
  private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

  /** What becomes of a request to forget a node. */
  public enum Forgotten {
    DONE,
    UNKNOWN,
    /** The node is alive or suspect. */
    REFUSED
  }

  private final Self self;
  private final MemberTable table;
  private final TimerQueue timers = new TimerQueue();
  private final AckHandlers acks = new AckHandlers(timers);
  private final Exchanges exchanges = new Exchanges();
  private final Broadcasts broadcasts;
  private final Membership membership;
  private final Packets packets;
  private final Relay relay;
  private final Prober prober;
  private final Gossip gossip;
  private final PushPulls pushPulls;
  private final Rejoin rejoin;
  private final Output output;
  private final RandomGenerator random;
  private final byte @Nullable [] meta;
  private final long probeIntervalNanos;
  private final long gossipIntervalNanos;
  private final long pingTimeoutNanos;
  private final long pauseNanos;
  private final Dispatch dispatch = new Dispatch();
  private boolean stopped;

  /**
   * A core that does nothing yet.
   *
   * @param selfAddress what to announce as the own address
   * @param meta own metadata, null for none
   */
  public Core(
      Config config,
      CoreOptions options,
      NodeAddress selfAddress,
      byte @Nullable [] meta,
      Output output,
      Hooks hooks,
      RandomGenerator random) {
    this.output = output;
    this.random = random;
    this.meta = meta;
    probeIntervalNanos = config.probeInterval().toNanos();
    gossipIntervalNanos = config.gossipInterval().toNanos();
    pingTimeoutNanos = config.probeTimeout().toNanos();
    pauseNanos = Math.max(PAUSE_NANOS, probeIntervalNanos);
    self = new Self(new NodeInfo(config.name(), selfAddress, meta, versions(config)));
    table = new MemberTable(random, options.observations());
    broadcasts = new Broadcasts(config, table, hooks);
    packets = new Packets(config, broadcasts, output, hooks);
    var health = new HealthScore(config.awarenessMaxMultiplier(), output);
    rejoin = new Rejoin(config, table, self, timers, exchanges, output, random);
    membership =
        new Membership(
            config,
            options,
            table,
            self,
            health,
            broadcasts,
            timers,
            output,
            hooks,
            new Listener());
    relay = new Relay(config, self, packets, acks, timers, output, hooks);
    prober =
        new Prober(
            new ProbeContext(
                config,
                options,
                self,
                table,
                membership,
                health,
                packets,
                acks,
                exchanges,
                timers,
                output));
    gossip = new Gossip(config, table, self, packets, broadcasts, timers, output, hooks);
    pushPulls = new PushPulls(config, table, self, timers, exchanges, output, random);
  }

  private static byte[] versions(Config config) {
    return new byte[] {
      PROTOCOL_MIN,
      PROTOCOL_MAX,
      (byte) config.protocolVersion(),
      (byte) config.delegateProtocolMin(),
      (byte) config.delegateProtocolMax(),
      (byte) config.delegateProtocolVersion()
    };
  }

  /**
   * Announces the own node (§9.8) and arms the periodic timers. False if the own node was refused
   * (alive delegate, versions): the core must not be used then.
   */
  public boolean start(long now) {
    if (!membership.announce(meta, null, now)) {
      return false;
    }
    prober.start(Formulas.randomOffset(random, probeIntervalNanos), now);
    gossip.start(Formulas.randomOffset(random, gossipIntervalNanos), now);
    pushPulls.start(now);
    rejoin.start(now);
    gossip.arm(now);
    return true;
  }

  /** One decoded packet message; user messages do not come here. */
  public void onMessage(Message message, NodeAddress source, long receivedNanos, long now) {
    if (stopped) {
      return;
    }
    dispatch.source = source;
    dispatch.receivedNanos = receivedNanos;
    dispatch.now = now;
    message.accept(dispatch);
    gossip.arm(now);
  }

  /** Fires everything due. */
  public void onTime(long now) {
    if (stopped) {
      return;
    }
    if (timers.nextDeadline() != Long.MAX_VALUE && now - timers.nextDeadline() > pauseNanos) {
      output.log(
          new LogEvent(
              Level.WARN,
              "probe",
              true,
              "This process was stopped for a while; accusing nobody for it"));
      prober.drop();
      membership.restartSuspicions(now);
    }
    timers.fireDue(now);
    gossip.arm(now);
  }

  /**
   * When {@link #onTime} is wanted next; {@code Long.MAX_VALUE} if there is nothing to wait for.
   */
  public long nextDeadline() {
    return timers.nextDeadline();
  }

  /** Takes a peer's verified records over (§9.6). */
  public void merge(RemoteState remote, long now) {
    if (!stopped) {
      membership.merge(remote, now);
      gossip.arm(now);
    }
  }

  /** A stream that {@link Output} was told to start has ended. */
  public void onExchangeEnded(long exchangeId, ExchangeResult result, long now) {
    if (!stopped) {
      exchanges.ended(exchangeId, result, now);
      gossip.arm(now);
    }
  }

  /**
   * Leaves (§14.7, D20, D36); {@code done} when the goodbye is spread, at once if nobody else is
   * there or the node had left.
   */
  public void leave(Completion done, long now) {
    if (self.left()) {
      done.done();
      return;
    }
    var once = once(done);
    boolean alone = !othersAlive();
    membership.leave(once, now);
    if (alone) {
      once.done();
    }
    gossip.arm(now);
  }

  /**
   * Announces new metadata (§14.6); {@code done} when that is spread, at once if nobody else is
   * there.
   */
  public void updateNode(byte @Nullable [] newMeta, Completion done, long now) {
    var once = once(done);
    if (!membership.announce(newMeta, once, now) || !othersAlive()) {
      once.done();
    }
    gossip.arm(now);
  }

  /**
   * After {@link #leave}: announces the node anew with the next incarnation (D20). False if it was
   * refused.
   */
  public boolean announceAnew(byte @Nullable [] newMeta, long now) {
    boolean accepted = membership.announceAnew(newMeta, now);
    gossip.arm(now);
    return accepted;
  }

  private static Completion once(Completion done) {
    return new Completion() {
      private boolean called;

      @Override
      public void done() {
        if (!called) {
          called = true;
          done.done();
        }
      }
    };
  }

  private boolean othersAlive() {
    int members = table.count(NodeState.ALIVE) + table.count(NodeState.SUSPECT);
    return members > (self.left() ? 0 : 1);
  }

  /** An application's ping (§10.8); the clock starts before the send (D38). */
  public void ping(String name, NodeAddress to, PingCallback callback, long now) {
    int seqNo = acks.next();
    acks.await(seqNo, now + pingTimeoutNanos, new ApplicationPing(callback, now));
    var result = packets.send(to, name, new Ping(seqNo, name, self.address, self.name));
    if (result != SendResult.SENT) {
      acks.cancel(seqNo);
      callback.failed(result);
    }
  }

  private record ApplicationPing(PingCallback callback, long start)
      implements AckHandlers.AckHandler {
    @Override
    public void acked(byte @Nullable [] payload, long receivedNanos, long now) {
      callback.answered(Math.max(1, receivedNanos - start));
    }

    @Override
    public void expired(long now) {
      callback.failed(SendResult.SENT);
    }
  }

  /** A random alive member other than the own node, for {@code sync}; null if there is none. */
  public @Nullable PeerAddress randomPeer() {
    return pushPulls.randomPeer();
  }

  /** Drops the record of a dead or left node, also from the lost members. */
  public Forgotten forget(String name, long now) {
    return membership.forget(name);
  }

  /** Tells the core that an application broadcast was queued, so that the gossip timer is armed. */
  public void onUserBroadcastQueued(long now) {
    gossip.arm(now);
  }

  /** Whether the own node has left and was not announced anew. */
  public boolean hasLeft() {
    return self.left();
  }

  /** Number of rumours waiting. */
  public int queuedBroadcasts() {
    return broadcasts.queued();
  }

  /** Changes whenever {@link #view()} would. */
  public long version() {
    return membership.version();
  }

  /** The table as it is now; immutable, rebuilt only after changes. */
  public MembershipView view() {
    return membership.view();
  }

  /** Cancels all timers; nothing is sent or changed any more. */
  public void stop() {
    stopped = true;
    membership.cancelSuspicions();
    timers.clear();
  }

  /** For tests and simulations: the collaborators that have no input of their own. */
  Prober prober() {
    return prober;
  }

  private final class Listener implements MembershipListener {
    @Override
    public void died(NodeInfo info, long now) {
      rejoin.died(info, now);
    }

    @Override
    public void revived(String name) {
      rejoin.forget(name);
    }

    @Override
    public void abandoned(String name) {
      rejoin.forget(name);
    }

    @Override
    public void contested(int member) {
      prober.probeSoon(member);
    }
  }

  /** Where each type of message goes. */
  private final class Dispatch implements MessageHandler {
    private NodeAddress source = new NodeAddress(new byte[0], 0);
    private long receivedNanos;
    private long now;

    @Override
    public void onPing(Ping ping) {
      relay.ping(ping, source);
    }

    @Override
    public void onIndirectPing(IndirectPing request) {
      relay.indirectPing(request, source, now);
    }

    @Override
    public void onAck(Ack ack) {
      acks.ack(ack.seqNo(), ack.payload(), receivedNanos, now);
    }

    @Override
    public void onNack(Nack nack) {
      acks.nack(nack.seqNo());
    }

    @Override
    public void onSuspect(Suspect suspect) {
      membership.suspect(suspect, now);
    }

    @Override
    public void onAlive(Alive alive) {
      membership.aliveFromPacket(alive, source, now);
    }

    @Override
    public void onDead(Dead dead) {
      membership.dead(dead, now);
    }

    @Override
    public void onUser(User user) {
      throw new IllegalArgumentException("user messages go to the application");
    }
  }
}
