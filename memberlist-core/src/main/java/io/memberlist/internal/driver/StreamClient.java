package io.memberlist.internal.driver;

import io.memberlist.MemberlistException;
import io.memberlist.TrafficObserver.Kind;
import io.memberlist.internal.codec.InboundFrame;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.Address;
import io.memberlist.transport.Transport;
import java.io.IOException;
import java.time.Duration;

/** The dialling side of streams (§8.4-8.7). Its methods block, for stream threads. */
final class StreamClient {

  private static final int ACK = 2;
  private static final int PUSH_PULL = 6;
  private static final int ERR = 13;

  /** What is done with an open stream. */
  @FunctionalInterface
  private interface Conversation<T> {
    T hold(TimedStream stream) throws IOException, ExchangeFailure;
  }

  private final Transport transport;
  private final Duration timeout;
  private final StreamCodec codec;
  private final Streams streams;
  private final StateSync sync;
  private final Clock clock;
  private final Measurements measurements;

  StreamClient(
      Transport transport,
      Duration timeout,
      StreamCodec codec,
      Streams streams,
      StateSync sync,
      Clock clock,
      Measurements measurements) {
    this.transport = transport;
    this.timeout = timeout;
    this.codec = codec;
    this.streams = streams;
    this.sync = sync;
    this.clock = clock;
    this.measurements = measurements;
  }

  /** A state exchange with a peer (§8.4, initiator). */
  void pushPull(Address to, boolean join) throws ExchangeFailure {
    long start = clock.nanos();
    boolean success = false;
    try {
      var remote = converse(to, start + timeout.toNanos(), stream -> exchange(to, stream, join));
      sync.merge(remote, join);
      success = true;
    } catch (MemberlistException | IllegalArgumentException e) {
      throw Failures.failed(to, e);
    } finally {
      measurements.sample(
          success ? Metric.PUSH_PULL_NODE_SUCCESS : Metric.PUSH_PULL_NODE_FAILURE,
          clock.nanos() - start);
    }
  }

  private RemoteState exchange(Address to, TimedStream stream, boolean join)
      throws IOException, ExchangeFailure {
    measurements.count(Metric.TCP_CONNECT);
    stream.deadline(clock.nanos() + timeout.toNanos());
    measurements.count(Metric.MESSAGES_SENT_EXCHANGE);
    send(stream, Kind.EXCHANGE, to, sync.encodeLocal(join));
    stream.deadline(clock.nanos() + timeout.toNanos());
    var answer = codec.readAnswer(stream.input());
    if (answer.type() == ERR) {
      throw Failures.refused(answer.readError());
    }
    requireType(to, answer, PUSH_PULL);
    return answer.readPushPull();
  }

  private static void requireType(Address to, InboundFrame answer, int type)
      throws ExchangeFailure {
    if (answer.type() != type) {
      throw Failures.notMemberlist(to, "unexpected message type " + answer.type(), null);
    }
  }

  /** A user message (§8.5); returns when it was handed to the operating system. */
  void user(Address to, byte[] payload) throws ExchangeFailure {
    var bytes = codec.encodeUser(payload);
    converse(
        to,
        clock.nanos() + timeout.toNanos(),
        stream -> {
          stream.deadline(clock.nanos() + timeout.toNanos());
          measurements.count(Metric.MESSAGES_SENT_APPLICATION);
          send(stream, Kind.APPLICATION, to, bytes);
          return true;
        });
  }

  /**
   * A stream ping (§8.6).
   *
   * @param deadline of the whole conversation
   */
  void ping(Address to, Ping ping, long deadline) throws ExchangeFailure {
    converse(
        to,
        deadline,
        stream -> {
          stream.deadline(deadline);
          measurements.count(Metric.MESSAGES_SENT_PROBE);
          send(stream, Kind.PING, to, codec.encodePing(ping));
          var answer = codec.readAnswer(stream.input());
          requireType(to, answer, ACK);
          var ack = answer.readAck();
          if (ack.seqNo() != ping.seqNo()) {
            throw Failures.notMemberlist(
                to,
                "sequence number "
                    + Integer.toUnsignedString(ack.seqNo())
                    + " instead of "
                    + Integer.toUnsignedString(ping.seqNo()),
                null);
          }
          return true;
        });
  }

  /** Dials, with what is left until the deadline, writes the label and holds the conversation. */
  private <T> T converse(Address to, long dialDeadline, Conversation<T> conversation)
      throws ExchangeFailure {
    if (!streams.acquireOutbound(Math.max(0, dialDeadline - clock.nanos()))) {
      throw Failures.timedOut(to, timeout, null);
    }
    try (var stream = dial(to, dialDeadline)) {
      try {
        stream.deadline(clock.nanos() + timeout.toNanos());
        var label = codec.labelHeader();
        if (label.length > 0) {
          stream.write(label);
        }
        return conversation.hold(stream);
      } catch (IOException e) {
        throw Failures.io(to, stream, e, timeout);
      }
    } finally {
      streams.releaseOutbound();
    }
  }

  private TimedStream dial(Address to, long deadline) throws ExchangeFailure {
    var left = Duration.ofNanos(deadline - clock.nanos());
    if (left.isNegative() || left.isZero()) {
      throw Failures.timedOut(to, timeout, null);
    }
    try {
      return streams.adopt(transport.dial(to, left));
    } catch (IOException e) {
      throw Failures.dial(to, e, timeout);
    }
  }

  private void send(TimedStream stream, Kind kind, Address to, byte[] bytes) throws IOException {
    measurements.count(Metric.TCP_SENT, bytes.length);
    stream.write(bytes);
    measurements.observer().sent(kind, to, bytes.length);
  }
}
