package io.memberlist.internal.core;

import io.memberlist.Node;
import io.memberlist.internal.wire.NodeAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An application whose answers a test sets. */
final class FakeHooks implements Hooks {

  /** The alive delegate; null: there is none. */
  @Nullable Predicate<Node> aliveDelegate;

  /** The allow list. */
  Predicate<NodeAddress> allowList = address -> true;

  /** What the alive delegate was asked about. */
  final List<Node> asked = new ArrayList<>();

  /** Waiting application broadcasts; handed out as far as they fit. */
  final List<byte[]> broadcasts = new ArrayList<>();

  byte @Nullable [] ackPayload;
  int layerOverhead;

  @Override
  public boolean admits(Node candidate) {
    asked.add(candidate);
    return aliveDelegate == null || aliveDelegate.test(candidate);
  }

  @Override
  public boolean asksAliveDelegate() {
    return aliveDelegate != null;
  }

  @Override
  public boolean addressAllowed(NodeAddress address) {
    return allowList.test(address);
  }

  @Override
  public List<byte[]> userBroadcasts(int overhead, int limit) {
    List<byte[]> taken = new ArrayList<>();
    int left = limit;
    while (!broadcasts.isEmpty() && broadcasts.get(0).length + overhead <= left) {
      byte[] next = broadcasts.remove(0);
      left -= next.length + overhead;
      taken.add(next);
    }
    return taken;
  }

  @Override
  public boolean mayHaveUserBroadcasts() {
    return !broadcasts.isEmpty();
  }

  @Override
  public byte @Nullable [] ackPayload() {
    return ackPayload;
  }

  @Override
  public int layerOverhead(boolean crc) {
    return layerOverhead + (crc ? 5 : 0);
  }

  @Override
  public long nanos() {
    return 0;
  }

  @Override
  public Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
