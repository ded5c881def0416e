package io.memberlist.internal.driver;

import io.memberlist.Config;
import io.memberlist.TrafficObserver.Kind;
import io.memberlist.internal.codec.InboundFrame;
import io.memberlist.internal.codec.MalformedMessageException.Reason;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.codec.StreamRefusedException;
import io.memberlist.internal.codec.StreamRefusedException.Treatment;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Ack;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.StreamConnection;
import io.memberlist.transport.StreamListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The accepting side of streams (§8.1): one request and at most one answer each, on a thread of its
 * own.
 */
final class StreamServer implements StreamListener {

  private static final int PING = 0;
  private static final int PUSH_PULL = 6;
  private static final int USER = 8;
  private static final int PUSH_PULLS = 127;

  private final String ownName;
  private final Duration timeout;
  private final int limit;
  private final StreamCodec codec;
  private final Streams streams;
  private final StateSync sync;
  private final @Nullable MessageLane messages;
  private final Clock clock;
  private final Measurements measurements;
  private final Logs logs;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger pushPulls = new AtomicInteger();

  StreamServer(
      Config config,
      StreamCodec codec,
      Streams streams,
      StateSync sync,
      @Nullable MessageLane messages,
      Clock clock,
      Measurements measurements,
      Logs logs) {
    this.ownName = config.name();
    this.timeout = config.tcpTimeout();
    this.limit = config.limits().streams();
    this.codec = codec;
    this.streams = streams;
    this.sync = sync;
    this.messages = messages;
    this.clock = clock;
    this.measurements = measurements;
    this.logs = logs;
  }

  @Override
  public void onStream(StreamConnection connection) {
    measurements.count(Metric.TCP_ACCEPT);
    long deadline = clock.nanos() + timeout.toNanos();
    if (accepted.incrementAndGet() > limit) {
      turnAway(connection, "more than " + limit + " streams at once");
      return;
    }
    try {
      streams.execute(() -> serve(connection, deadline));
    } catch (RejectedExecutionException e) {
      turnAway(connection, "no thread");
    }
  }

  private void turnAway(StreamConnection connection, String why) {
    accepted.decrementAndGet();
    if (!streams.isClosed()) {
      measurements.count(Metric.STREAMS_REFUSED_BUSY);
      var from = connection.remoteAddress();
      logs.transport()
          .about(
              Addresses.host(from) + why,
              Level.ERROR,
              "Closed stream from " + Addresses.text(from) + ": " + why);
    }
    streams.adopt(connection).close();
  }

  private void serve(StreamConnection connection, long deadline) {
    try (var stream = streams.adopt(connection)) {
      logs.transport().log(Level.DEBUG, "Stream from " + stream.peer());
      stream.deadline(deadline);
      handle(stream);
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      logs.transport()
          .log(
              Level.ERROR,
              "Stream from " + Addresses.text(connection.remoteAddress()) + " failed: " + e);
    } finally {
      accepted.decrementAndGet();
    }
  }

  private void handle(TimedStream stream) {
    InboundFrame frame;
    try {
      frame = codec.accept(stream.input());
    } catch (StreamRefusedException e) {
      refuseFrame(stream, e);
      return;
    } catch (IOException e) {
      broken(stream, e);
      return;
    }
    try {
      answer(stream, frame);
    } catch (IOException e) {
      broken(stream, e);
    } catch (ExchangeFailure e) {
      failed(stream, e.typed().getMessage());
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      failed(stream, e.toString());
    }
  }

  private void failed(TimedStream stream, @Nullable String why) {
    if (!streams.isClosed()) {
      logs.pushPull()
          .about(
              stream.host() + why,
              Level.ERROR,
              "State exchange with " + stream.peer() + " failed: " + why);
    }
  }

  private void refuseFrame(TimedStream stream, StreamRefusedException refusal) {
    if (refusal.treatment() == Treatment.SILENT) {
      return;
    }
    refused(stream, refusal);
    if (refusal.treatment() == Treatment.REPLY && stream.leftNanos() > 0) {
      sendError(stream, String.valueOf(refusal.getMessage()));
    }
  }

  private void refused(TimedStream stream, StreamRefusedException refusal) {
    measurements.count(metric(refusal.reason()));
    var security = refusal.reason() == Reason.LABEL || refusal.reason() == Reason.DECRYPT;
    (security ? logs.security() : logs.transport())
        .about(
            stream.host() + refusal.getMessage(),
            Level.ERROR,
            "Refused stream from " + stream.peer() + ": " + refusal.getMessage());
  }

  private static Metric metric(Reason reason) {
    return switch (reason) {
      case LABEL -> Metric.STREAMS_REFUSED_LABEL;
      case DECRYPT -> Metric.STREAMS_REFUSED_DECRYPT;
      case CRC, DECODE -> Metric.STREAMS_REFUSED_DECODE;
      case UNSUPPORTED -> Metric.STREAMS_REFUSED_UNSUPPORTED;
      case OVERSIZE -> Metric.STREAMS_REFUSED_LIMIT;
    };
  }

  private void sendError(TimedStream stream, String text) {
    try {
      send(stream, codec.encodeError(text));
      stream.discardInput();
    } catch (IOException e) {
      logs.transport()
          .log(
              Level.ERROR,
              "Could not tell " + stream.peer() + " what was wrong: " + Failures.text(e));
    }
  }

  /** The stream itself failed, or its request was malformed: no answer. */
  private void broken(TimedStream stream, IOException e) {
    if (streams.isClosed()) {
      return;
    }
    if (e instanceof StreamRefusedException refusal) {
      refused(stream, refusal);
    } else if (stream.timedOut(e)) {
      measurements.count(Metric.STREAMS_REFUSED_TIMEOUT);
      logs.transport()
          .about(
              stream.host() + " timed out",
              Level.ERROR,
              "Stream from " + stream.peer() + " timed out after " + Failures.text(timeout));
    } else {
      logs.transport()
          .about(
              stream.host() + Failures.text(e),
              Level.ERROR,
              "Stream from " + stream.peer() + " failed: " + Failures.text(e));
    }
  }

  private void answer(TimedStream stream, InboundFrame frame) throws IOException, ExchangeFailure {
    switch (frame.type()) {
      case PUSH_PULL -> pushPull(stream, frame);
      case USER -> user(stream, frame);
      case PING -> ping(stream, frame);
      default -> {
        measurements.count(Metric.STREAMS_REFUSED_UNSUPPORTED);
        logs.transport()
            .log(
                Level.ERROR,
                "Refused stream from " + stream.peer() + ": message type " + frame.type());
      }
    }
  }

  /** §8.4, responder: the answer is composed before the request is merged. */
  private void pushPull(TimedStream stream, InboundFrame frame)
      throws IOException, ExchangeFailure {
    try {
      if (pushPulls.incrementAndGet() > PUSH_PULLS) {
        measurements.count(Metric.STREAMS_REFUSED_BUSY);
        logs.pushPull()
            .log(
                Level.ERROR,
                "Too many state exchanges at once, refused the one of " + stream.peer());
        return;
      }
      var remote = frame.readPushPull();
      observe(Kind.EXCHANGE, null, stream, frame);
      stream.deadline(clock.nanos() + timeout.toNanos());
      measurements.count(Metric.MESSAGES_SENT_EXCHANGE);
      send(stream, sync.encodeLocal(remote.join()));
      sync.merge(remote, remote.join());
    } finally {
      pushPulls.decrementAndGet();
    }
  }

  /** §8.5: an empty message is not delivered. */
  private void user(TimedStream stream, InboundFrame frame) throws IOException {
    var payload = frame.readUser();
    observe(Kind.APPLICATION, null, stream, frame);
    if (payload.length == 0 || messages == null) {
      return;
    }
    try {
      if (!messages.offer(payload, stream.leftNanos())) {
        measurements.count(Metric.STREAMS_REFUSED_BUSY);
        logs.transport()
            .log(Level.WARN, "Queue of user messages full, dropped one from " + stream.peer());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** §8.6. */
  private void ping(TimedStream stream, InboundFrame frame) throws IOException {
    var ping = frame.readPing();
    observe(Kind.PING, ping.sourceNode(), stream, frame);
    if (!ping.node().isEmpty() && !ping.node().equals(ownName)) {
      logs.transport()
          .log(
              Level.WARN,
              "Stream ping from " + stream.peer() + " is for another node: " + ping.node());
      return;
    }
    measurements.count(Metric.MESSAGES_SENT_PROBE);
    send(stream, codec.encodeAck(new Ack(ping.seqNo(), null)));
  }

  private void observe(Kind kind, @Nullable String peer, TimedStream stream, InboundFrame frame) {
    measurements.observer().received(kind, peer, stream.remoteAddress(), frame.plainLength());
  }

  private void send(TimedStream stream, byte[] bytes) throws IOException {
    measurements.count(Metric.TCP_SENT, bytes.length);
    stream.write(bytes);
  }
}
