package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.metrics.Metric;
import org.jspecify.annotations.Nullable;

/** Answers pings and serves indirect ones (§10.3, §10.4). */
final class Relay {

  private static final int MOST_SERVED = 4096;

  private final Self self;
  private final Packets packets;
  private final AckHandlers acks;
  private final TimerQueue timers;
  private final Output output;
  private final Hooks hooks;
  private final int protocolVersion;
  private final int bindPort;
  private final long timeoutNanos;
  private final long nackNanos;
  private int serving;

  Relay(
      Config config,
      Self self,
      Packets packets,
      AckHandlers acks,
      TimerQueue timers,
      Output output,
      Hooks hooks) {
    this.self = self;
    this.packets = packets;
    this.acks = acks;
    this.timers = timers;
    this.output = output;
    this.hooks = hooks;
    this.protocolVersion = config.protocolVersion();
    this.bindPort = config.bindPort();
    this.timeoutNanos = config.probeTimeout().toNanos();
    this.nackNanos = timeoutNanos / 5 * 4; // in time for the requester (D15)
  }

  /** §10.3. */
  void ping(Ping ping, NodeAddress from) {
    if (!ping.node().isEmpty() && !self.is(ping.node())) {
      log(Level.WARN, "Ignored ping from " + from + " for another node: " + ping.node());
      return;
    }
    var to = replyAddress(ping.source(), from);
    if (!to.usable()) {
      log(
          Level.ERROR,
          "Ignored ping from " + from + ": its source address has " + to.ip().length + " bytes");
      return;
    }
    reply(to, ping.sourceNode(), new Ack(ping.seqNo(), hooks.ackPayload()));
  }

  /** §10.4, with D3 and D15. */
  void indirectPing(IndirectPing request, NodeAddress from, long now) {
    var target = StateExchange.withPort(request.target(), protocolVersion, bindPort);
    var requester = replyAddress(request.source(), from);
    if (!target.usable() || !requester.usable()) {
      log(
          Level.ERROR,
          "Ignored indirect ping from " + from + ": an address has neither 4 nor 16 bytes");
      return;
    }
    if (serving >= MOST_SERVED) {
      output.count(Metric.PACKETS_DROPPED_BUSY, 1);
      log(
          Level.WARN,
          "Ignored indirect ping from " + from + ": " + MOST_SERVED + " are being served");
      return;
    }
    new Service(request, requester).begin(target, now);
  }

  private static NodeAddress replyAddress(@Nullable NodeAddress said, NodeAddress from) {
    return said != null && said.ip().length > 0 && said.port() > 0 ? said : from;
  }

  private void reply(NodeAddress to, String name, Message message) {
    if (packets.send(to, name, message) != SendResult.SENT) {
      log(Level.ERROR, "Could not answer " + to);
    }
  }

  private void log(Level level, String text) {
    output.log(new LogEvent(level, "probe", true, text));
  }

  /** One indirect ping being served. */
  private final class Service implements AckHandlers.AckHandler {
    private final IndirectPing request;
    private final NodeAddress requester;
    private TimerQueue.@Nullable Timer nack;

    Service(IndirectPing request, NodeAddress requester) {
      this.request = request;
      this.requester = requester;
    }

    void begin(NodeAddress target, long now) {
      serving++;
      int seqNo = acks.next();
      acks.await(seqNo, now + timeoutNanos, this);
      if (request.nack()) {
        nack =
            timers.schedule(
                now + nackNanos,
                late -> reply(requester, request.sourceNode(), new Nack(request.seqNo())));
      }
      if (packets.send(
              target, request.node(), new Ping(seqNo, request.node(), self.address, self.name))
          != SendResult.SENT) {
        log(Level.ERROR, "Could not ping " + target + " for " + requester);
      }
    }

    @Override
    public void acked(byte @Nullable [] payload, long receivedNanos, long now) {
      end();
      reply(requester, request.sourceNode(), new Ack(request.seqNo(), null));
    }

    @Override
    public void expired(long now) {
      end();
    }

    private void end() {
      serving--;
      if (nack != null) {
        timers.cancel(nack);
      }
    }
  }
}
