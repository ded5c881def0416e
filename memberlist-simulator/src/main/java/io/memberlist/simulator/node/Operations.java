package io.memberlist.simulator.node;

import io.memberlist.JoinResult;
import io.memberlist.internal.core.PeerAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;

/** What an application has its node do that takes virtual time. */
final class Operations {

  private final SimNode node;
  private final World world;

  Operations(SimNode node, World world) {
    this.node = node;
    this.world = world;
  }

  SimJoin join(Life joining, Collection<String> seeds, Duration limit, Consumer<JoinResult> end) {
    var join = new SimJoin();
    world.action(node, "join " + seeds);
    if (joining.state().hasLeft()) {
      joining.enter((core, now) -> core.announceAnew(Life.meta(joining.config), now));
    }
    joining.rejoining.join(
        seeds,
        limit,
        result -> {
          world.action(node, "joined " + result.reached());
          join.end(result, world.clock().now());
          end.accept(result);
        });
    return join;
  }

  SimOperation leave(Life leaving) {
    var operation = new SimOperation();
    world.action(node, "leave");
    leaving.enter((core, now) -> core.leave(() -> operation.end(world.clock().now()), now));
    return operation;
  }

  SimOperation updateNode(Life updating) {
    var operation = new SimOperation();
    world.action(node, "update");
    updating.enter(
        (core, now) ->
            core.updateNode(
                Life.meta(updating.config), () -> operation.end(world.clock().now()), now));
    return operation;
  }

  SimOperation sync(Life caller, PeerAddress with) {
    var operation = new SimOperation();
    caller.exchanges.pushPull(with, false, end -> ended(operation, end));
    return operation;
  }

  SimOperation sendReliable(Life caller, PeerAddress to, byte[] message) {
    var operation = new SimOperation();
    caller.exchanges.user(to, message, end -> ended(operation, end));
    return operation;
  }

  private void ended(SimOperation operation, ExchangeEnd end) {
    operation.end(world.clock().now(), end.success() ? null : end.reason());
  }
}
