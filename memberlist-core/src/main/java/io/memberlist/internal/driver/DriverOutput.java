package io.memberlist.internal.driver;

import io.memberlist.ProbeTrace;
import io.memberlist.internal.core.ExchangeResult;
import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.Output;
import io.memberlist.internal.core.SendResult;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.Address;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Does what the core says: packets at once, streams on their threads, events and lines to their
 * lanes.
 */
final class DriverOutput implements Output {

  /** A stream's work, on a stream thread. */
  @FunctionalInterface
  private interface Exchange {
    void run() throws ExchangeFailure;
  }

  private final PacketSender sender;
  private final CallbackLane callbacks;
  private final Aftermath aftermath;
  private final Measurements measurements;
  private final Logs logs;
  private final Inbox inbox;
  private final Streams streams;
  private final StreamClient client;
  private final Rejoiner rejoiner;

  DriverOutput(
      PacketSender sender,
      CallbackLane callbacks,
      Aftermath aftermath,
      Inbox inbox,
      Streams streams,
      StreamClient client,
      Rejoiner rejoiner,
      Measurements measurements,
      Logs logs) {
    this.sender = sender;
    this.callbacks = callbacks;
    this.aftermath = aftermath;
    this.measurements = measurements;
    this.logs = logs;
    this.inbox = inbox;
    this.streams = streams;
    this.client = client;
    this.rejoiner = rejoiner;
  }

  @Override
  public SendResult send(
      NodeAddress to, String toName, List<byte[]> messages, boolean crc, Metric kind) {
    try {
      sender.send(Addresses.target(to, toName), messages, crc, kind);
      return SendResult.SENT;
    } catch (IOException e) {
      if (!streams.isClosed()) {
        logs.transport()
            .log(Level.ERROR, "Could not send a packet to " + to + ": " + Failures.text(e));
      }
      return tooLong(e) ? SendResult.LOCAL_FAILURE : SendResult.REMOTE_FAILURE;
    } catch (RuntimeException e) {
      logs.transport().log(Level.ERROR, "Could not send a packet to " + to + ": " + e);
      return SendResult.LOCAL_FAILURE;
    }
  }

  private static boolean tooLong(IOException e) {
    return Failures.text(e).contains("too long");
  }

  @Override
  public void startPushPull(long exchangeId, NodeAddress peer, String peerName) {
    var to = Addresses.target(peer, peerName);
    start(
        exchangeId,
        () -> {
          sender.requireName(to);
          try {
            client.pushPull(to, false);
          } catch (ExchangeFailure e) {
            logs.pushPull()
                .log(Level.ERROR, "State exchange with " + to + " failed: " + e.reason());
            throw e;
          }
        });
  }

  @Override
  public void startRejoin(long exchangeId, @Nullable NodeAddress lost, String lostName) {
    start(exchangeId, () -> rejoiner.round(lost == null ? null : Addresses.target(lost, lostName)));
  }

  @Override
  public void startStreamPing(
      long exchangeId, NodeAddress peer, String peerName, Ping ping, long deadline) {
    var to = Addresses.target(peer, peerName);
    start(
        exchangeId,
        () -> {
          sender.requireName(to);
          pingStream(to, ping, deadline);
        });
  }

  /** That nobody listens is no error (§8.6); a wrong answer is. */
  private void pingStream(Address to, Ping ping, long deadline) throws ExchangeFailure {
    try {
      client.ping(to, ping, deadline);
    } catch (ExchangeFailure e) {
      var level = e.connected() ? Level.ERROR : Level.DEBUG;
      logs.probe().log(level, "Stream ping of " + to + " failed: " + e.typed().getMessage());
      throw e;
    }
  }

  private void start(long exchangeId, Exchange exchange) {
    try {
      streams.execute(() -> report(exchangeId, run(exchange)));
    } catch (RejectedExecutionException e) {
      // not from within the core's own call
      aftermath.add((core, now) -> core.onExchangeEnded(exchangeId, ExchangeResult.FAILURE, now));
    }
  }

  private ExchangeResult run(Exchange exchange) {
    try {
      exchange.run();
      return ExchangeResult.SUCCESS;
    } catch (ExchangeFailure e) {
      return e.result();
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      if (!streams.isClosed()) {
        logs.pushPull().log(Level.ERROR, "Exchange failed: " + e);
      }
      return ExchangeResult.FAILURE;
    }
  }

  private void report(long exchangeId, ExchangeResult result) {
    inbox.put((core, now) -> core.onExchangeEnded(exchangeId, result, now));
  }

  @Override
  public boolean wantsPings() {
    return callbacks.tellsPings();
  }

  @Override
  public void event(MemberEvent event) {
    aftermath.add((core, now) -> callbacks.add(event));
  }

  @Override
  public void count(Metric metric, long delta) {
    measurements.count(metric, delta);
  }

  @Override
  public void gauge(Metric metric, long value) {
    measurements.gauge(metric, value);
  }

  @Override
  public void sample(Metric metric, long value) {
    measurements.sample(metric, value);
  }

  @Override
  public boolean observed() {
    return measurements.observer().taken();
  }

  @Override
  public void probed(ProbeTrace trace) {
    measurements.observer().probed(trace);
  }

  @Override
  public void log(LogEvent event) {
    logs.write(event);
  }
}
