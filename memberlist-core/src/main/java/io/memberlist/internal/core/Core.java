package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.RemoteState;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The switchboard of the protocol: inputs come in here, in order, and go to the collaborator that
 * owns the matter. Single writer: all methods but {@link #view()}'s result are for one thread.
 * Times are nanoseconds of one monotonic clock.
 */
public final class Core {

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
  private final HealthScore health;
  private final Broadcasts broadcasts;
  private final Packets packets;
  private final Membership membership;
  private final MessageDispatch dispatch;
  private final ApplicationPings pings;
  private final Prober prober;
  private final Gossip gossip;
  private final PushPulls pushPulls;
  private final Resync resync;
  private final Rejoin rejoin;
  private final PeriodicTask probing = new PeriodicTask(timers);
  private final PeriodicTask gossiping = new PeriodicTask(timers);
  private final Output output;
  private final RandomGenerator random;
  private final byte @Nullable [] meta;
  private final long probeIntervalNanos;
  private final long gossipIntervalNanos;
  private final long pauseNanos;
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
    pauseNanos = Math.max(PAUSE_NANOS, probeIntervalNanos);
    self = Self.of(config, selfAddress, meta);
    table = new MemberTable(random, options.observations());
    broadcasts = new Broadcasts(config, table, hooks);
    packets = new Packets(config, broadcasts, output, hooks);
    health = new HealthScore(config.awarenessMaxMultiplier(), output);
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
    var relay = new Relay(config, self, packets, acks, timers, output, hooks);
    dispatch = new MessageDispatch(relay, acks, membership);
    pings = new ApplicationPings(config, self, acks, packets);
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
                new CrashEvidence(config, table, self, membership, packets),
                probing,
                output));
    gossip = new Gossip(config, table, self, packets, broadcasts, output, hooks, gossiping);
    pushPulls = new PushPulls(config, table, self, timers, exchanges, output, random);
    resync = new Resync(config, table, timers, exchanges, output, random);
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
    dispatch.dispatch(message, source, receivedNanos, now);
    gossip.arm(now);
  }

  /** Fires everything due. */
  public void onTime(long now) {
    if (stopped) {
      return;
    }
    if (timers.nextDeadline() != Long.MAX_VALUE && now - timers.nextDeadline() > pauseNanos) {
      pardonAll(now);
    }
    timers.fireDue(now);
    gossip.arm(now);
  }

  /** D39. */
  private void pardonAll(long now) {
    var text = "This process was stopped for a while; accusing nobody for it";
    output.log(new LogEvent(Level.WARN, "probe", true, text));
    prober.drop();
    membership.restartSuspicions(now);
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

  /**
   * A join exchange with another node has succeeded and was merged; not called for rejoin rounds.
   */
  public void onJoined(PeerAddress peer, long now) {
    if (!stopped) {
      resync.joined(peer, now);
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
    var once = Completion.once(done);
    boolean alone = !othersAlive();
    membership.leave(once, now);
    if (alone) {
      once.done();
    }
    gossip.arm(now);
  }

  /**
   * Announces new metadata (§14.6); {@code done} when that is spread, at once if nobody else is
   * there. False if it was refused, or the node has left: {@code done} is not called then.
   */
  public boolean updateNode(byte @Nullable [] newMeta, Completion done, long now) {
    var once = Completion.once(done);
    boolean accepted = membership.announce(newMeta, once, now);
    if (accepted && !othersAlive()) {
      once.done();
    }
    gossip.arm(now);
    return accepted;
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

  private boolean othersAlive() {
    int members = table.count(NodeState.ALIVE) + table.count(NodeState.SUSPECT);
    return members > (self.left() ? 0 : 1);
  }

  /** An application's ping (§10.8); the clock starts before the send (D38). */
  public void ping(String name, NodeAddress to, PingCallback callback, long now) {
    pings.ping(name, to, callback, now);
  }

  /** A random alive member other than the own node, for {@code sync}; null if there is none. */
  public @Nullable PeerAddress randomPeer() {
    return pushPulls.anyPeer();
  }

  /** Drops the record of a dead or left node, also from the lost members. */
  public Forgotten forget(String name, long now) {
    var forgotten = membership.forget(name);
    boolean remembered = forgotten == Forgotten.UNKNOWN && rejoin.forget(name);
    return remembered ? Forgotten.DONE : forgotten;
  }

  /** Tells the core that an application broadcast was queued, so that the gossip timer is armed. */
  public void onUserBroadcastQueued(long now) {
    gossip.arm(now);
  }

  /** Whether the own node has left and was not announced anew. */
  public boolean hasLeft() {
    return self.left();
  }

  /** How far the rumours are. */
  public RumourProgress rumourProgress() {
    return broadcasts.progress();
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

  /**
   * Warm start of a simulation: makes other nodes known as Alive with incarnation 1, without
   * events, rumours or questions.
   */
  public void preload(List<NodeInfo> others, long now) {
    membership.preload(others, now);
    pushPulls.warm(now);
  }

  /**
   * For simulations: send calls do not return until {@link #releaseSends}. Probing and gossip stop
   * at their next one; timers and internal work go on (experiments.md 1.3).
   */
  public void holdSends() {
    probing.hold();
    gossiping.hold();
  }

  /** For simulations: all send calls return. */
  public void releaseSends(long now) {
    if (!stopped) {
      probing.release(now);
      gossiping.release(now);
      gossip.arm(now);
    }
  }

  /** For simulations: what the tables hold now, without the cost of a view. */
  public CoreState state() {
    return new CoreState(table, self, health, broadcasts, membership, timers, acks);
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
    public void revived(String name, long now) {
      rejoin.revived(name, now);
    }

    @Override
    public void abandoned(String name) {
      rejoin.forget(name);
    }

    @Override
    public void contested(int member) {
      prober.probeSoon(member);
    }

    @Override
    public void unaware(NodeAddress newcomer, Dead left) {
      packets.bare(newcomer, left.node(), false, left);
    }
  }
}
