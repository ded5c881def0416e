package io.memberlist.simulator.node;

import io.memberlist.JoinResult;
import io.memberlist.MemberlistException;
import io.memberlist.SeedFailure;
import io.memberlist.internal.core.PeerAddress;
import io.memberlist.internal.net.IpAddress;
import io.memberlist.internal.wire.NodeAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Contacts addresses, each once and at most 10 at a time (D37), under one deadline. */
final class JoinRound {

  private static final int PARALLEL = 10;

  private record Target(String seed, NodeAddress address) {}

  private final Life life;
  private final boolean join;
  private final Consumer<JoinResult> end;
  private final ArrayDeque<Target> waiting = new ArrayDeque<>();
  private final List<Target> open = new ArrayList<>();
  private final Set<NodeAddress> known = new HashSet<>();
  private final List<SeedFailure> failures = new ArrayList<>();
  private int reached;
  private int others;
  private boolean ended;

  JoinRound(Life life, boolean join, Consumer<JoinResult> end) {
    this.life = life;
    this.join = join;
    this.end = end;
  }

  void add(String seed, NodeAddress address) {
    if (known.add(address)) {
      waiting.add(new Target(seed, address));
    }
  }

  void failed(String seed, String reason) {
    failures.add(failure(seed, null, reason));
  }

  /** Begins; ends at once if there is nobody to contact. */
  void start(long limitNanos) {
    if (limitNanos < Long.MAX_VALUE) {
      life.world.clock().at(life.world.clock().now() + limitNanos, this::timeOut);
    }
    employ();
  }

  private void employ() {
    while (!ended && open.size() < PARALLEL && !waiting.isEmpty()) {
      var target = waiting.remove();
      open.add(target);
      life.exchanges.pushPull(
          new PeerAddress("", target.address), true, with -> exchanged(target, with));
    }
    if (!ended && open.isEmpty() && waiting.isEmpty()) {
      finish();
    }
  }

  private void exchanged(Target target, ExchangeEnd with) {
    open.remove(target);
    if (with.success()) {
      boolean own = target.address.equals(life.node.address());
      reached++;
      others += own ? 0 : 1;
      if (join && !own) {
        joined(target.address);
      }
    } else if (!ended) {
      failures.add(failure(target.seed, target.address, with.reason(), with.cause()));
    }
    employ();
  }

  private void joined(NodeAddress address) {
    life.enter((core, now) -> core.onJoined(new PeerAddress("", address), now));
  }

  private void timeOut() {
    if (ended) {
      return;
    }
    for (var target : open) {
      failures.add(failure(target.seed, target.address, "timed out"));
    }
    for (var target : waiting) {
      failures.add(failure(target.seed, target.address, "timed out"));
    }
    finish();
  }

  private void finish() {
    ended = true;
    waiting.clear();
    end.accept(new JoinResult(reached, others, failures));
  }

  private static SeedFailure failure(String seed, @Nullable NodeAddress address, String reason) {
    return failure(seed, address, reason, null);
  }

  private static SeedFailure failure(
      String seed,
      @Nullable NodeAddress address,
      String reason,
      @Nullable MemberlistException cause) {
    var where = address == null ? null : IpAddress.socketAddress(address.ip(), address.port());
    var told =
        cause == null ? new MemberlistException("could not join " + seed + ": " + reason) : cause;
    return new SeedFailure(seed, where, reason, told);
  }
}
