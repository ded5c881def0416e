package io.memberlist.simulator.node;

import io.memberlist.JoinResult;
import io.memberlist.internal.net.SeedResolver;
import io.memberlist.internal.wire.NodeAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Joins, and rounds of searching for lost members (§21.1). */
final class Rejoining {

  private static final int SEEDS = 3;

  private final Life life;
  private final SeedResolver resolver;
  private final Set<String> seedBook = new LinkedHashSet<>();

  Rejoining(Life life) {
    this.life = life;
    this.resolver = new SeedResolver(life.world.names(), life.config.bindPort());
  }

  /** Contacts all seeds and remembers them. */
  void join(Collection<String> seeds, Duration limit, Consumer<JoinResult> end) {
    seedBook.addAll(seeds);
    var round = new JoinRound(life, true, end);
    for (var seed : seeds) {
      try {
        resolve(seed).forEach(address -> round.add(seed, address));
      } catch (UnknownHostException e) {
        round.failed(seed, "unknown host");
      } catch (IllegalArgumentException e) {
        round.failed(seed, "not an address: " + e.getMessage());
      }
    }
    round.start(limit.toNanos());
  }

  /**
   * Contacts up to three addresses of random seeds that are not alive members, and a lost member if
   * there is one.
   */
  void round(@Nullable NodeAddress lost, Runnable end) {
    var round = new JoinRound(life, false, result -> ended(result, end));
    addresses().forEach(address -> round.add(address.toString(), address));
    if (lost != null && wanted(lost)) {
      round.add(lost.toString(), lost);
    }
    // not within the core's own call
    life.world
        .clock()
        .at(
            life.world.clock().now(),
            () -> life.node.input(life, () -> round.start(Long.MAX_VALUE)));
  }

  private void ended(JoinResult result, Runnable end) {
    if (result.reached() > 0) {
      life.rejoined(result);
    }
    end.run();
  }

  private boolean wanted(NodeAddress address) {
    return !address.equals(life.node.address()) && !life.view().hasMemberAt(address);
  }

  private List<NodeAddress> addresses() {
    var found = new LinkedHashSet<NodeAddress>();
    for (var seed : shuffled(seeds())) {
      if (found.size() >= SEEDS) {
        break;
      }
      try {
        found.addAll(shuffled(resolve(seed).stream().filter(this::wanted).toList()));
      } catch (UnknownHostException | IllegalArgumentException e) {
        // the next round asks again
      }
    }
    return found.stream().limit(SEEDS).toList();
  }

  private <T> List<T> shuffled(Collection<T> items) {
    var list = new ArrayList<>(items);
    for (int left = list.size(); left > 1; left--) {
      Collections.swap(list, left - 1, life.random.nextInt(left));
    }
    return list;
  }

  private Collection<String> seeds() {
    var all = new LinkedHashSet<>(seedBook);
    var source = life.config.rejoinSeeds();
    if (source != null) {
      try {
        all.addAll(source.get());
      } catch (RuntimeException e) {
        life.node.counters.countDelegateFailure();
      }
    }
    return all;
  }

  private List<NodeAddress> resolve(String seed) throws UnknownHostException {
    return resolver.resolve(seed).stream()
        .map(
            target ->
                new NodeAddress(
                    target.address().getAddress().getAddress(), target.address().getPort()))
        .toList();
  }
}
