package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import org.jspecify.annotations.Nullable;

/** Pings that the application asked for (§10.8): no helpers, no stream, no verdict. */
final class ApplicationPings {

  private final Self self;
  private final AckHandlers acks;
  private final Packets packets;
  private final long timeoutNanos;

  ApplicationPings(Config config, Self self, AckHandlers acks, Packets packets) {
    this.self = self;
    this.acks = acks;
    this.packets = packets;
    this.timeoutNanos = config.probeTimeout().toNanos();
  }

  /** The clock starts before the send (D38). */
  void ping(String name, NodeAddress to, PingCallback callback, long now) {
    int seqNo = acks.next();
    acks.await(seqNo, now + timeoutNanos, new Waiting(callback, now));
    var result = packets.send(to, name, new Ping(seqNo, name, self.address, self.name));
    if (result != SendResult.SENT) {
      acks.cancel(seqNo);
      callback.failed(result);
    }
  }

  private record Waiting(PingCallback callback, long start) implements AckHandlers.AckHandler {
    @Override
    public void acked(byte @Nullable [] payload, long receivedNanos, long now) {
      callback.answered(Math.max(1, receivedNanos - start));
    }

    @Override
    public void expired(long now) {
      callback.failed(SendResult.SENT);
    }
  }
}
