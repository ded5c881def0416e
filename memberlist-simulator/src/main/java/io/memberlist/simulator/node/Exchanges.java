package io.memberlist.simulator.node;

import io.memberlist.RemoteErrorException;
import io.memberlist.TrafficObserver.Kind;
import io.memberlist.internal.codec.InboundFrame;
import io.memberlist.internal.codec.StreamRefusedException;
import io.memberlist.internal.codec.StreamRefusedException.Treatment;
import io.memberlist.internal.core.ExchangeResult;
import io.memberlist.internal.core.PeerAddress;
import io.memberlist.internal.wire.Ack;
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

  /** What a stream is for, and where it goes. */
  private record Request(Kind kind, PeerAddress to) {}

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
  void pushPull(PeerAddress to, boolean join, Consumer<ExchangeEnd> end) {
    call(
        new Request(Kind.EXCHANGE, to),
        timeout(),
        this::timeout,
        () -> sync.encodeLocal(join),
        frame -> {
          if (frame.type() == ERR) {
            var text = frame.readError();
            return ExchangeEnd.failed("refused: " + text, new RemoteErrorException(text));
          }
          return frame.type() == PUSH_PULL
              ? sync.merge(frame.readPushPull(), join)
              : unexpected(frame);
        },
        measured(end));
  }

  private Consumer<ExchangeEnd> measured(Consumer<ExchangeEnd> end) {
    long start = life.world.clock().now();
    return with -> {
      life.samples.add(
          with.success() ? Metric.PUSH_PULL_NODE_SUCCESS : Metric.PUSH_PULL_NODE_FAILURE,
          life.world.clock().now() - start);
      end.accept(with);
    };
  }

  /** A stream ping (§8.6). */
  void ping(PeerAddress to, Ping ping, long deadline, Consumer<ExchangeEnd> end) {
    call(
        new Request(Kind.PING, to),
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
      Request what,
      long dialDeadline,
      LongSupplier answerDeadline,
      Supplier<byte[]> request,
      Answer answer,
      Consumer<ExchangeEnd> end) {
    var call = new Call(what, answerDeadline, request, answer, end);
    Runnable dial =
        () -> life.world.network().dial(life.node, what.to.address(), dialDeadline, call);
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
    private final Request what;
    private final LongSupplier answerDeadline;
    private final Supplier<byte[]> request;
    private final Answer answer;
    private final Consumer<ExchangeEnd> end;

    private Call(
        Request what,
        LongSupplier answerDeadline,
        Supplier<byte[]> request,
        Answer answer,
        Consumer<ExchangeEnd> end) {
      this.what = what;
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
            life.watch.requested(what.kind, what.to, message.length);
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
      life.node.input(life, () -> finish(new ExchangeEnd(result, text(why), null)));
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
      life.node.counters.countRefused();
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
      life.node.counters.countRefused();
      stream.close();
    }
  }

  /** §8.4, responder: the answer is composed before the request is merged. */
  private void pushPull(SimStream stream, InboundFrame frame) throws IOException {
    var remote = frame.readPushPull();
    life.watch.asked(Kind.EXCHANGE, null, stream.source(), frame);
    if (served >= SERVED) {
      life.node.counters.count(Metric.STREAMS_REFUSED_BUSY, 1);
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
      life.node.counters.countDelegateFailure();
      stream.close();
      return;
    }
    stream.answer(own);
    sync.merge(remote, remote.join());
  }

  /** §8.5. */
  private void user(SimStream stream, InboundFrame frame) throws IOException {
    var payload = frame.readUser();
    life.watch.asked(Kind.APPLICATION, null, stream.source(), frame);
    if (payload.length > 0) {
      life.message(payload);
    }
    stream.close();
  }

  /** §8.6. */
  private void ping(SimStream stream, InboundFrame frame) throws IOException {
    var ping = frame.readPing();
    life.watch.asked(Kind.PING, ping.sourceNode(), stream.source(), frame);
    if (ping.node().isEmpty() || ping.node().equals(life.config.name())) {
      stream.answer(life.codec.encodeAck(new Ack(ping.seqNo(), null)));
    } else {
      stream.close();
    }
  }

  /** Sends an application's message over a stream (§8.5); ends when it was handed over. */
  void user(PeerAddress to, byte[] payload, Consumer<ExchangeEnd> end) {
    var bytes = life.codec.encodeUser(payload);
    call(new Request(Kind.APPLICATION, to), timeout(), this::timeout, () -> bytes, NONE, end);
  }
}
