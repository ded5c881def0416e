package io.memberlist.simulator.experiment.paper;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.experiment.Clusters;
import io.memberlist.simulator.experiment.Statistics;
import io.memberlist.simulator.experiment.paper.RollingRestart.Identity;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimJoin;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Restarts every member once, in random order. The next restart begins when the member is Alive at
 * all that are not being restarted, after a minute in any case. The restart is over when it is
 * Alive everywhere.
 */
final class Roll implements NodeObserver {

  private static final Duration STEP = Duration.ofMillis(10);
  private static final int LOOKS_A_SECOND = 100;
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More than a round of probes, a suspicion that nobody shares, and a state exchange take. */
  private static final Duration AFTERWARDS = Duration.ofMinutes(10);

  private static final int SEEDS = 3;

  private final SimCluster cluster;
  private final SimRandom random;
  private final boolean graceful;
  private final Identity identity;
  private final Duration pause;
  private final Duration wait;
  private final int atATime;
  private final ArrayDeque<SimNode> left;
  private final Map<SimNode, Restart> active = new LinkedHashMap<>();
  private final Map<SimNode, Restart> unfinished = new LinkedHashMap<>();
  private final Map<String, Restart> byName = new HashMap<>();
  private final List<Double> gone = new ArrayList<>();
  private final List<Double> back = new ArrayList<>();
  private final List<Double> leaves = new ArrayList<>();
  private final List<Double> joins = new ArrayList<>();
  private int uneven;
  private int onceEach;
  private int settled;
  private int falseDeaths;
  private int conflicts;
  private int mostMissing;
  private int looks;
  private int lost;
  private long lastStart;
  private double complete = Double.NaN;

  Roll(
      SimCluster cluster,
      SimRandom random,
      boolean graceful,
      Identity identity,
      Duration pause,
      Duration wait,
      int atATime) {
    this.cluster = cluster;
    this.random = random;
    this.graceful = graceful;
    this.identity = identity;
    this.pause = pause;
    this.wait = wait;
    this.atATime = atATime;
    left = new ArrayDeque<>(Chosen.of(cluster.nodes(), cluster.size(), random));
  }

  /** Does it all. */
  void run() {
    cluster.observe(this);
    int all = left.size();
    for (int i = 0; i < atATime; i++) {
      next();
    }
    while (settled < all || graceful && Double.isNaN(complete) && patient()) {
      cluster.run(STEP);
      List.copyOf(active.values()).forEach(Restart::look);
      unfinished.values().removeIf(Restart::isBackAtAll);
      look();
    }
  }

  private boolean patient() {
    return cluster.clock().now() - lastStart < AFTERWARDS.toNanos();
  }

  private void next() {
    var node = left.poll();
    if (node != null) {
      new Restart(node).begin();
    }
  }

  private void look() {
    boolean sampled = ++looks % LOOKS_A_SECOND == 0;
    for (var node : cluster.nodes()) {
      if (!node.running() || active.containsKey(node)) {
        continue;
      }
      int missing = cluster.size() - node.state().members();
      mostMissing = Math.max(mostMissing, missing);
      if (missing > 0 && sampled) {
        lost = Math.max(lost, lostBy(node));
      }
    }
    if (left.isEmpty() && active.isEmpty() && Double.isNaN(complete) && allSeeAll()) {
      complete = Clusters.seconds(lastStart, cluster.clock().now());
    }
  }

  private boolean allSeeAll() {
    return cluster.nodes().stream()
        .allMatch(node -> node.running() && node.state().count(NodeState.ALIVE) == cluster.size());
  }

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (event instanceof MemberEvent.Conflict) {
      conflicts++;
    } else if (event instanceof MemberEvent.Change change
        && !change.node().name().equals(node.name())) {
      var restart = byName.get(change.node().name());
      if (restart != null) {
        restart.count(node, change);
      }
      if (change.kind() == Kind.LEAVE && change.node().state() == NodeState.DEAD) {
        falseDeaths += present(change.node()) ? 1 : 0;
      }
    }
  }

  /** Who joins does not learn of those who are suspected at that moment: they count as down. */
  private int lostBy(SimNode observer) {
    return (int)
        cluster.nodes().stream()
            .filter(this::steady)
            .filter(node -> isMissing(observer.sees(node)))
            .filter(node -> cluster.running().stream().noneMatch(each -> suspects(each, node)))
            .count();
  }

  private static boolean isMissing(@Nullable NodeState state) {
    return state == null || state.deadOrLeft();
  }

  private static boolean suspects(SimNode observer, SimNode node) {
    return observer.sees(node) == NodeState.SUSPECT;
  }

  /** Whether its restart is over or has not begun. */
  private boolean steady(SimNode node) {
    return node.running() && !active.containsKey(node) && !unfinished.containsKey(node);
  }

  /** Whether a steady member runs at that address. */
  private boolean present(Node declaredDead) {
    return cluster.nodes().stream()
        .filter(this::steady)
        .anyMatch(
            node ->
                node.name().equals(declaredDead.name())
                    && node.address().toString().equals(declaredDead.addressText()));
  }

  /** One restart of one member. */
  private final class Restart {
    private final SimNode node;
    private final String name;
    private final long stop = cluster.clock().now();
    private final Map<SimNode, Integer> lives = new HashMap<>();
    private final Map<SimNode, int[]> seen = new HashMap<>();
    private boolean known;
    private SimJoin join = new SimJoin();
    private long start = -1;

    private Restart(SimNode node) {
      this.node = node;
      this.name = node.name();
      for (var other : others()) {
        lives.put(other, other.lives());
        seen.put(other, new int[2]);
      }
    }

    private List<SimNode> others() {
      return cluster.nodes().stream()
          .filter(other -> other != node && other.running() && !active.containsKey(other))
          .toList();
    }

    private void begin() {
      active.put(node, this);
      byName.put(name, this);
      if (graceful) {
        var leave = node.leave();
        cluster.clock().after(STEP, () -> killWhen(leave::done));
      } else {
        kill();
      }
    }

    private void killWhen(BooleanSupplier done) {
      if (done.getAsBoolean()) {
        kill();
      } else {
        cluster.clock().after(STEP, () -> killWhen(done));
      }
    }

    private void kill() {
      node.kill();
      cluster.clock().after(pause, this::start);
    }

    private void start() {
      if (identity == Identity.NEW_ADDRESS) {
        node.move(cluster.newAddress());
      } else if (identity == Identity.NEW_NAME) {
        node.reconfigure(c -> c.name(name.replace('n', 'm')));
        byName.put(node.name(), this);
      }
      start = cluster.clock().now();
      lastStart = start;
      node.start();
      int seeds = Math.min(SEEDS, others().size());
      join = node.join(Chosen.of(others(), seeds, random).toArray(SimNode[]::new));
    }

    /** Is called every 10 ms while it goes on. */
    private void look() {
      long now = cluster.clock().now();
      if (start < 0) {
        if (!known && others().stream().allMatch(this::seesGone)) {
          known = true;
          gone.add(Clusters.seconds(stop, now));
        }
      } else if (isBack()) {
        back.add(Clusters.seconds(start, now));
        end();
      } else if (now - start > PATIENCE.toNanos()) {
        end();
      }
    }

    private boolean isBack() {
      return join.done() && others().stream().allMatch(this::seesBack);
    }

    /** Also at those who are being restarted themselves. */
    private boolean isBackAtAll() {
      return join.done()
          && cluster.running().stream().allMatch(other -> other == node || seesBack(other));
    }

    private boolean seesGone(SimNode other) {
      var state = other.state().state(name);
      return state == null || state.deadOrLeft();
    }

    private boolean seesBack(SimNode other) {
      var info = other.state().info(node.name());
      return info != null
          && other.sees(node) == NodeState.ALIVE
          && info.address().equals(node.address())
          && other.state().incarnation(node.name()) == node.incarnation();
    }

    private void end() {
      active.remove(node);
      unfinished.put(node, this);
      cluster.clock().after(wait, Roll.this::next);
      cluster.clock().after(SETTLED, this::settle);
    }

    private void count(SimNode observer, MemberEvent.Change change) {
      var counts = seen.get(observer);
      if (counts != null && change.kind() == Kind.LEAVE) {
        counts[0]++;
      } else if (counts != null && change.kind() == Kind.JOIN) {
        counts[1]++;
      }
    }

    /** What those have seen who ran all the time. */
    private void settle() {
      settled++;
      lives.forEach(
          (other, life) -> {
            if (other.running() && other.lives() == life && !active.containsKey(other)) {
              var counts = seen.getOrDefault(other, new int[2]);
              leaves.add((double) counts[0]);
              joins.add((double) counts[1]);
              uneven += counts[0] == counts[1] ? 0 : 1;
              onceEach += counts[0] == 1 && counts[1] == 1 ? 1 : 0;
            }
          });
    }
  }

  private static Statistics of(List<Double> values) {
    return new Statistics(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Seconds from stop until gone everywhere; of those that were. */
  Statistics gone() {
    return of(gone);
  }

  /** Seconds from start until Alive everywhere; of those that came back within 60 s. */
  Statistics back() {
    return of(back);
  }

  /** Leave events per restart and bystander. */
  Statistics leaves() {
    return of(leaves);
  }

  /** Join events per restart and bystander. */
  Statistics joins() {
    return of(joins);
  }

  /** Restarts and bystanders with another number of joins than of leaves. */
  int uneven() {
    return uneven;
  }

  /** Share of restarts and bystanders with one leave and one join. */
  double onceEach() {
    return (double) onceEach / leaves.size();
  }

  /** Dead events about members whose restart was over or had not begun. */
  int falseDeaths() {
    return falseDeaths;
  }

  int conflicts() {
    return conflicts;
  }

  /** Members that somebody did not see who was not being restarted. */
  int mostMissing() {
    return mostMissing;
  }

  /**
   * Those of them whose restart was over or had not begun, and who were not suspected; sampled
   * every second.
   */
  int lost() {
    return lost;
  }

  /**
   * Seconds from the last start until all saw all; not a number if that took over 10 minutes, or
   * over 10 s after kills.
   */
  double complete() {
    return complete;
  }
}
