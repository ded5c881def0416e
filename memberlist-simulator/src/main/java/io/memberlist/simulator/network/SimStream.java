package io.memberlist.simulator.network;

import io.memberlist.internal.wire.NodeAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One stream: connect, one request, at most one answer. Connecting takes three ways, each direction
 * of data one more. Cuts are noticed as on real networks: by silence, until a deadline.
 */
public final class SimStream {

  private final SimNetwork network;
  private final Endpoint from;
  private final NodeAddress to;
  private final @Nullable Endpoint peer;
  private final StreamCaller caller;
  private long deadline;
  private boolean connected;
  private boolean over;

  SimStream(
      SimNetwork network,
      Endpoint from,
      NodeAddress to,
      @Nullable Endpoint peer,
      StreamCaller caller) {
    this.network = network;
    this.from = from;
    this.to = to;
    this.peer = peer;
    this.caller = caller;
  }

  void dial(long connectDeadline) {
    deadline(connectDeadline);
    var target = peer;
    if (target == null || lost(target)) {
      return;
    }
    long refusal = ways(target, 2);
    long arrival = refusal + network.delay(from.number(), target.number());
    var link = network.between(from.number(), target.number());
    if (target.reach() == Reach.REFUSING || network.random().chance(link.streamRefusal())) {
      network.clock().at(refusal, () -> fail(StreamFailure.REFUSED));
    } else if (target.reach() == Reach.LISTENING) {
      network.clock().at(arrival, this::connect);
    }
  }

  /** Whether the connection attempt is lost, all its retries included. */
  private boolean lost(Endpoint target) {
    return !network.streamsPass(from.number(), target.number())
        || network.random().chance(network.between(from.number(), target.number()).streamLoss())
        || lostThrice(from.number(), target.number())
        || lostThrice(target.number(), from.number());
  }

  private boolean lostThrice(int one, int other) {
    double loss = network.between(one, other).loss();
    return network.random().chance(loss * loss * loss);
  }

  private long ways(Endpoint target, int number) {
    long at = network.clock().now();
    for (int i = 0; i < number; i++) {
      at += network.delay(from.number(), target.number());
    }
    return at;
  }

  private void connect() {
    var target = peer;
    if (over || target == null || !network.streamsPass(from.number(), target.number())) {
      return;
    }
    connected = true;
    caller.connected(this);
  }

  /** Caller: until when something must have come, in virtual time. */
  public void deadline(long nanos) {
    deadline = nanos;
    network.clock().at(nanos, () -> expire(nanos));
  }

  private void expire(long set) {
    if (set == deadline) {
      fail(StreamFailure.TIMED_OUT);
    }
  }

  /** Caller: writes its request. */
  public void write(byte[] request) {
    var target = peer;
    if (over || !connected || target == null) {
      return;
    }
    network
        .observer()
        .streamWritten(network.clock().now(), from.number(), target.number(), request);
    var received = maybeCut(from.number(), target.number(), request);
    carry(from.number(), target.number(), () -> request(target, received));
  }

  private void request(Endpoint target, byte[] request) {
    if (!target.address().equals(to) || target.reach() != Reach.LISTENING) {
      reset(target);
      return;
    }
    target.onStream(this, request);
  }

  private void reset(Endpoint target) {
    if (target.reach() != Reach.SILENT) {
      carry(target.number(), from.number(), () -> fail(StreamFailure.RESET));
    }
  }

  /** Accepting side: writes its answer and closes. */
  public void answer(byte[] answer) {
    var target = peer;
    if (target == null) {
      return;
    }
    network.observer().streamWritten(network.clock().now(), target.number(), from.number(), answer);
    var received = maybeCut(target.number(), from.number(), answer);
    carry(target.number(), from.number(), () -> end(received));
  }

  /** Accepting side: closes without an answer. */
  public void close() {
    var target = peer;
    if (target != null) {
      carry(target.number(), from.number(), () -> end(new byte[0]));
    }
  }

  /** Caller: has what it wanted; hears no more. */
  public void finish() {
    over = true;
  }

  private void carry(int one, int other, Runnable arrival) {
    long at = network.clock().now() + network.delay(one, other);
    network
        .clock()
        .at(
            at,
            () -> {
              if (network.streamsPass(one, other)) {
                arrival.run();
              }
            });
  }

  private byte[] maybeCut(int one, int other, byte[] bytes) {
    if (bytes.length == 0 || !network.random().chance(network.between(one, other).streamCut())) {
      return bytes;
    }
    return Arrays.copyOf(bytes, network.random().nextInt(bytes.length));
  }

  private void end(byte[] answer) {
    if (!over) {
      over = true;
      caller.answered(answer);
    }
  }

  private void fail(StreamFailure why) {
    if (!over) {
      over = true;
      network.observer().streamFailed(network.clock().now(), from.number(), to, why);
      caller.failed(why);
    }
  }

  /** Where the caller is. */
  public NodeAddress source() {
    return from.address();
  }
}
