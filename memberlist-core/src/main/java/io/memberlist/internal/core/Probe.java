package io.memberlist.internal.core;

import static io.memberlist.internal.core.MemberTable.NONE;

import io.memberlist.NodeState;
import io.memberlist.ProbeTrace;
import io.memberlist.ProbeTrace.Outcome;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One probe (§10.7), a state machine: ping, then helpers and a stream, then the verdict. Steps are
 * those of the specification.
 */
final class Probe implements AckHandlers.AckHandler {

  private static final int STREAM_PING_VERSION = 3;
  private static final int NACK_VERSION = 4;
  private static final int CRC_VERSION = 5;
  private static final int STUCK_FACTOR = 2;

  private final ProbeContext with;
  private final Runnable ended;
  private final NodeInfo target;
  private final int incarnation;
  private final boolean alive;
  private final long start;
  private final long deadline;
  private final Ping ping;
  private TimerQueue.@Nullable Timer directTimeout;
  private int delta;
  private boolean direct = true;
  private boolean expired;
  private boolean over;
  private final List<String> helpers = new ArrayList<>();
  private long askedAt;
  private int expectedNacks;
  private int nacks;
  private long streamId;
  private boolean streamRunning;
  private boolean streamAnswered;
  private @Nullable CrashCheck check;
  private boolean evident;

  /** Step 1 to 4. {@code ended} is called when it is over, unless it is dropped. */
  Probe(ProbeContext with, int member, long now, Runnable ended) {
    this.with = with;
    this.ended = ended;
    target = with.table().info(member);
    incarnation = with.table().incarnation(member);
    alive = with.table().state(member) == NodeState.ALIVE;
    start = now;
    long interval = with.config().probeInterval().toNanos();
    long scaled = with.options().awareness() ? with.health().scale(interval) : interval;
    if (scaled > interval) {
      with.output().count(Metric.DEGRADED_PROBE, 1);
    }
    deadline = now + scaled;
    ping = new Ping(with.acks().next(), target.name(), with.self().address, with.self().name);
  }

  /** Steps 3 to 6. */
  void begin() {
    with.acks().await(ping.seqNo(), deadline, this);
    var result = sendPing();
    if (result == SendResult.SENT) {
      delta = -1;
      directTimeout =
          with.task()
              .schedule(start + with.config().probeTimeout().toNanos(), this::onDirectTimeout);
      return;
    }
    log(Level.ERROR, "Could not ping " + target.name() + " at " + target.address());
    if (result == SendResult.REMOTE_FAILURE) {
      askOthers(start);
    } else {
      end(Outcome.NOT_SENT, start);
    }
  }

  private SendResult sendPing() {
    with.task().sent();
    if (alive || !with.options().buddy()) {
      return with.packets().send(target.address(), target.name(), ping);
    }
    var accusation = new Suspect(incarnation, target.name(), with.self().name);
    boolean crc = target.pMax() >= CRC_VERSION;
    return with.packets().bare(target.address(), target.name(), crc, ping, accusation);
  }

  /** Step 7 or 13: a direct ack, a late one, or a relayed one. */
  @Override
  public void acked(byte @Nullable [] payload, long receivedNanos, long now) {
    var outcome = direct ? Outcome.ANSWERED : Outcome.ANSWERED_LATE;
    if (direct) {
      long rtt = Math.max(1, receivedNanos - start);
      int member = current();
      if (member != NONE) {
        observe(() -> with.table().observeAck(member, rtt, receivedNanos));
        tell(member, rtt, payload);
      }
      with.output().sample(Metric.PROBE_RTT, rtt);
    } else if (current() != NONE) {
      observe(() -> with.table().observeAnswer(current()));
    }
    if (check != null) {
      with.crashes().mistrust(target.name());
    }
    end(outcome, now);
  }

  private void tell(int member, long rtt, byte @Nullable [] payload) {
    if (with.output().wantsPings()) {
      var node = with.membership().node(member);
      with.output().event(new MemberEvent.PingComplete(node, Duration.ofNanos(rtt), payload));
    }
  }

  /** Changes what is known of the member, and the gauge with it. */
  private void observe(Runnable change) {
    int before = with.table().streamOnly();
    change.run();
    if (with.table().streamOnly() != before) {
      with.output().gauge(Metric.MEMBERS_STREAM_ONLY, with.table().streamOnly());
    }
  }

  @Override
  public void nacked() {
    nacks = Math.min(nacks + 1, with.config().indirectChecks() + 1);
  }

  /** Step 7: no ack within {@code ProbeTimeout}. */
  private void onDirectTimeout(long now) {
    if (over || !direct) {
      return;
    }
    log(Level.DEBUG, "No ack from " + target.name() + " within the probe timeout");
    askOthers(now);
  }

  /** The whole interval is over. */
  @Override
  public void expired(long now) {
    expired = true;
    with.task().step(this::conclude, now);
  }

  private void conclude(long now) {
    if (direct && !over) {
      askOthers(now);
    } else {
      judge(now);
    }
  }

  /** Steps 9 to 12. */
  private void askOthers(long now) {
    direct = false;
    askedAt = now;
    cancelDirectTimeout();
    for (int helper : with.table().random(with.config().indirectChecks(), this::canHelp)) {
      askHelper(with.table().info(helper));
    }
    if (streamPossible()) {
      long latest = Math.max(deadline - now, with.config().probeTimeout().toNanos()) + now; // D38
      streamRunning = true;
      streamId = with.exchanges().begin(this::onStreamEnded);
      with.output().startStreamPing(streamId, target.address(), target.name(), ping, latest);
    }
    if (expired) {
      judge(now);
    }
  }

  private boolean canHelp(int member) {
    var name = with.table().info(member).name();
    return with.table().state(member) == NodeState.ALIVE
        && !with.self().is(name)
        && !name.equals(target.name());
  }

  private void askHelper(NodeInfo helper) {
    boolean nack = helper.pMax() >= NACK_VERSION;
    if (nack) {
      expectedNacks++;
    }
    helpers.add(helper.name());
    with.task().sent();
    var request =
        new IndirectPing(
            ping.seqNo(),
            target.address(),
            target.name(),
            nack,
            with.self().address,
            with.self().name);
    if (with.packets().send(helper.address(), helper.name(), request) != SendResult.SENT) {
      log(Level.ERROR, "Could not ask " + helper.name() + " to ping " + target.name());
    }
  }

  private boolean streamPossible() {
    return !with.config().disableTcpPings()
        && target.pMax() >= STREAM_PING_VERSION
        && !streamDisabledForTarget();
  }

  private boolean streamDisabledForTarget() {
    var disabled = with.config().disableTcpPingsForNode();
    try {
      return disabled != null && disabled.test(target.name());
    } catch (Exception e) {
      log(Level.ERROR, "disableTcpPingsForNode failed: " + e);
      return false;
    }
  }

  /** Step 14, first part. */
  private void onStreamEnded(ExchangeResult result, long now) {
    streamRunning = false;
    streamAnswered = result == ExchangeResult.SUCCESS;
    if (expired) {
      judge(now);
    } else if (result == ExchangeResult.REFUSED && with.crashes().believes(target.name())) {
      checkCrash(now);
    }
  }

  /** §21.1, if there is time for it. */
  private void checkCrash(long now) {
    long timeout = with.config().probeTimeout().toNanos();
    if (!over && deadline - now > CrashCheck.duration(timeout)) {
      var begun = new CrashCheck(with.task(), timeout, this::pingAgain, this::onSilence);
      check = begun;
      begun.begin(now);
    }
  }

  private void pingAgain() {
    with.task().sent();
    with.packets().bare(target.address(), target.name(), false, ping);
  }

  private void onSilence(long now) {
    evident = true;
    verdict(now);
  }

  /** Steps 13 and 14: all time is used up. */
  private void judge(long now) {
    if (over || streamRunning) {
      return;
    }
    if (streamAnswered) {
      int member = current();
      if (member != NONE) {
        observe(() -> with.table().observeFailure(member, true));
      }
      log(
          Level.WARN,
          "Reached " + target.name() + " by stream but not by packets; is UDP blocked on the way?");
      end(Outcome.REACHED_BY_STREAM, now);
    } else {
      verdict(now);
    }
  }

  /** Steps 15 and 16, with D18. */
  private void verdict(long now) {
    delta = blame();
    tell(Outcome.UNANSWERED, now);
    int member = current();
    if (member != NONE) {
      observe(() -> with.table().observeFailure(member, false));
      with.output()
          .log(
              new LogEvent(Level.INFO, "probe", true, "Suspecting " + target.name() + ": no ack")
                  .with(
                      Map.of(
                          "node",
                          target.name(),
                          "address",
                          target.address().toString(),
                          "state",
                          "suspect",
                          "reason",
                          "no ack")));
      with.membership().suspect(new Suspect(incarnation, target.name(), with.self().name), now);
      if (evident) {
        with.task().sent();
        with.crashes().crashed(target.name(), incarnation, now);
      }
    }
    end(now);
  }

  private void tell(Outcome outcome, long now) {
    if (with.output().observed()) {
      var took = Duration.ofNanos(now - start);
      var waited = direct ? took : Duration.ofNanos(askedAt - start);
      boolean stream = streamId != 0;
      with.output()
          .probed(new ProbeTrace(target.name(), outcome, took, waited, helpers, nacks, stream));
    }
  }

  /**
   * How much of the failure is held against this node. Nothing if the target's machine refused a
   * connection: that answer came through the network.
   */
  private int blame() {
    if (evident) {
      return 0;
    }
    return expectedNacks > 0 ? Math.max(0, expectedNacks - nacks) : 1;
  }

  /** The record probed, unless another node has taken its name. */
  private int current() {
    int member = with.table().find(target.name());
    return member != NONE && with.table().info(member).address().equals(target.address())
        ? member
        : NONE;
  }

  private void end(Outcome outcome, long now) {
    tell(outcome, now);
    end(now);
  }

  private void end(long now) {
    drop();
    if (with.options().awareness()) {
      with.health().apply(delta);
    }
    with.output().sample(Metric.PROBE_NODE, now - start);
    ended.run();
  }

  /** Whether it should have ended long ago, and only an error can have kept it from that. */
  boolean overdue(long now) {
    long latest = deadline + with.config().probeTimeout().toNanos();
    return now - latest > STUCK_FACTOR * (deadline - start);
  }

  /** Ends without a verdict (D39). */
  void drop() {
    over = true;
    cancelDirectTimeout();
    if (check != null) {
      check.cancel();
    }
    with.acks().cancel(ping.seqNo());
    with.exchanges().abandon(streamId);
  }

  private void cancelDirectTimeout() {
    if (directTimeout != null) {
      with.task().cancel(directTimeout);
      directTimeout = null;
    }
  }

  private void log(Level level, String text) {
    with.output().log(new LogEvent(level, "probe", true, text));
  }
}
