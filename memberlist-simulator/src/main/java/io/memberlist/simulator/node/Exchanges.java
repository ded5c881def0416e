package io.memberlist.simulator.node;

import io.memberlist.internal.codec.InboundFrame;
import io.memberlist.internal.codec.StreamRefusedException;
import io.memberlist.internal.codec.StreamRefusedException.Treatment;
import io.memberlist.internal.core.ExchangeResult;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.metrics.Metric;
import io.memberlist.simulator.network.SimStream;
import io.memberlist.simulator.network.StreamCaller;
import io.memberlist.simulator.network.StreamFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Both sides of streams (§8), as state machines: what {@code StreamClient} and {@code StreamServer}
 * are on a real node.
 */
final class Exchanges {

  private static final int PING = 0;
  private static final int ACK = 2;
  private static final int PUSH_PULL = 6;
  private static final int USER = 8;
  private static final int ERR = 13;
  private static final int OUTBOUND = 64;

  /** Exchanges served at a time; more are closed without an answer (§8.4). */
  private static final int SERVED = 127;

  /** What is done with an answer. */
  @FunctionalInterface
  private interface Answer {
    ExchangeEnd take(InboundFrame frame) throws IOException;
  }

  /** Of a stream that the other side just closes. */
  private static final Answer NONE = frame -> ExchangeEnd.SUCCESS;

  private final Life life;
  private final StateSync sync;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private int outbound;
  private int served;

  Exchanges(Life life) {
    this.life = life;
    this.sync = new StateSync(life);
  }

  /** A state exchange with a peer (§8.4, initiator). */
  void pushPull(NodeAddress to, boolean join, Consumer<ExchangeEnd> end) {
    call(
        to,
        timeout(),
        this::timeout,
        () -> sync.encodeLocal(join),
        frame -> {
          if (frame.type() == ERR) {
            return ExchangeEnd.failed("refused: " + frame.readError());
          }
          return frame.type() == PUSH_PULL
              ? sync.merge(frame.readPushPull(), join)
              : unexpected(frame);
        },
        end);
  }

  /** A stream ping (§8.6). */
  void ping(NodeAddress to, Ping ping, long deadline, Consumer<ExchangeEnd> end) {
    call(
        to,
        deadline,
        () -> deadline,
        () -> life.codec.encodePing(ping),
        frame -> {
          if (frame.type() != ACK || frame.readAck().seqNo() != ping.seqNo()) {
            return unexpected(frame);
          }
          return ExchangeEnd.SUCCESS;
        },
        end);
  }

  private static ExchangeEnd unexpected(InboundFrame frame) {
    return ExchangeEnd.failed("unexpected message type " + frame.type());
  }

  private long timeout() {
    return life.world.clock().now() + life.config.tcpTimeout().toNanos();
  }

  /** Dials as soon as one of the 64 places is free. */
  private void call(
      NodeAddress to,
      long dialDeadline,
      LongSupplier answerDeadline,
      Supplier<byte[]> request,
      Answer answer,
      Consumer<ExchangeEnd> end) {
    var call = new Call(answerDeadline, request, answer, end);
    Runnable dial = () -> life.world.network().dial(life.node, to, dialDeadline, call);
    if (outbound >= OUTBOUND) {
      waiting.add(dial);
    } else {
      outbound++;
      dial.run();
    }
  }

  private void free() {
    var next = waiting.poll();
    if (next == null) {
      outbound--;
    } else {
      next.run();
    }
  }

  private byte[] labelled(byte[] message) {
    var label = life.codec.labelHeader();
    var bytes = new byte[label.length + message.length];
    System.arraycopy(label, 0, bytes, 0, label.length);
    System.arraycopy(message, 0, bytes, label.length, message.length);
    return bytes;
  }

  /** One stream of the dialling side. */
  private final class Call implements StreamCaller {
    private final LongSupplier answerDeadline;
    private final Supplier<byte[]> request;
    private final Answer answer;
    private final Consumer<ExchangeEnd> end;

    private Call(
        LongSupplier answerDeadline,
        Supplier<byte[]> request,
        Answer answer,
        Consumer<ExchangeEnd> end) {
      this.answerDeadline = answerDeadline;
      this.request = request;
      this.answer = answer;
      this.end = end;
    }

    @Override
    public void connected(SimStream stream) {
      life.node.input(
          life,
          () -> {
            byte[] message;
            try {
              message = request.get();
            } catch (RuntimeException e) { // of a delegate, or a state too large to be sent
              stream.finish();
              finish(ExchangeEnd.failed("failed: " + e.getMessage()));
              return;
            }
            stream.deadline(answerDeadline.getAsLong());
            stream.write(labelled(message));
          });
    }

    @Override
    public void answered(byte[] bytes) {
      life.node.input(life, () -> finish(read(bytes)));
    }

    private ExchangeEnd read(byte[] bytes) {
      if (answer == NONE) {
        return ExchangeEnd.SUCCESS;
      }
      try {
        return answer.take(life.codec.readAnswer(new ByteArrayInputStream(bytes)));
      } catch (IOException e) {
        return ExchangeEnd.failed(
            bytes.length == 0
                ? "connection closed without an answer"
                : "failed: " + e.getMessage());
      }
    }

    @Override
    public void failed(StreamFailure why) {
      var result = why == StreamFailure.REFUSED ? ExchangeResult.REFUSED : ExchangeResult.FAILURE;
      life.node.input(life, () -> finish(new ExchangeEnd(result, text(why))));
    }

    private void finish(ExchangeEnd with) {
      free();
      end.accept(with);
    }
  }

  private static String text(StreamFailure why) {
    return switch (why) {
      case REFUSED -> "connection refused";
      case TIMED_OUT -> "timed out";
      case RESET -> "connection closed without an answer";
    };
  }

  /** The accepting side (§8.1). */
  void serve(SimStream stream, byte[] request) {
    try {
      answer(stream, life.codec.accept(new ByteArrayInputStream(request)));
    } catch (StreamRefusedException e) {
      refuse(stream, e);
    } catch (IOException e) {
      stream.close();
    }
  }

  private void refuse(SimStream stream, StreamRefusedException reason) {
    if (reason.treatment() != Treatment.SILENT) {
      life.node.countRefused();
    }
    if (reason.treatment() == Treatment.REPLY) {
      stream.answer(life.codec.encodeError(String.valueOf(reason.getMessage())));
    } else {
      stream.close();
    }
  }

  private void answer(SimStream stream, InboundFrame frame) throws IOException {
    try {
      switch (frame.type()) {
        case PUSH_PULL -> pushPull(stream, frame);
        case USER -> user(stream, frame);
        case PING -> ping(stream, frame);
        default -> stream.close();
      }
    } catch (StreamRefusedException e) { // a malformed body gets no reply
      life.node.countRefused();
      stream.close();
    }
  }

  /** §8.4, responder: the answer is composed before the request is merged. */
  private void pushPull(SimStream stream, InboundFrame frame) throws IOException {
    var remote = frame.readPushPull();
    if (served >= SERVED) {
      life.node.count(Metric.STREAMS_REFUSED_BUSY, 1);
      stream.close();
      return;
    }
    served++;
    long took = life.behaviour.exchangeNanos();
    long onItsWay = life.world.network().conditions().maxDelayNanos();
    life.world.clock().at(life.world.clock().now() + took + onItsWay, () -> served--);
    if (took == 0) {
      pushPull(stream, remote);
    } else {
      life.world
          .clock()
          .at(
              life.world.clock().now() + took,
              () -> life.node.input(life, () -> pushPull(stream, remote)));
    }
  }

  private void pushPull(SimStream stream, RemoteState remote) {
    byte[] own;
    try {
      own = sync.encodeLocal(remote.join());
    } catch (RuntimeException e) { // of a delegate
      life.node.countDelegateFailure();
      stream.close();
      return;
    }
    stream.answer(own);
    sync.merge(remote, remote.join());
  }

  /** §8.5. */
  private void user(SimStream stream, InboundFrame frame) throws IOException {
    var payload = frame.readUser();
    if (payload.length > 0) {
      life.message(payload);
    }
    stream.close();
  }

  /** §8.6. */
  private void ping(SimStream stream, InboundFrame frame) throws IOException {
    var ping = frame.readPing();
    if (ping.node().isEmpty() || ping.node().equals(life.config.name())) {
      stream.answer(life.codec.encodeAck(new Ack(ping.seqNo(), null)));
    } else {
      stream.close();
    }
  }

  /** Sends an application's message over a stream (§8.5); ends when it was handed over. */
  void user(NodeAddress to, byte[] payload, Consumer<ExchangeEnd> end) {
    var bytes = life.codec.encodeUser(payload);
    call(to, timeout(), this::timeout, () -> bytes, NONE, end);
  }
}
