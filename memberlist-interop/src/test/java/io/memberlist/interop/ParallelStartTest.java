package io.memberlist.interop;

import static java.util.stream.Collectors.toSet;

import io.memberlist.interop.ClusterNode.Seen;
import io.memberlist.interop.ClusterNode.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clusters of which all nodes join at once through one seed: every second node is ours, with all
 * additions (§21.1), the others have none. The seed is of either kind in turns; intervals are those
 * of the LAN preset. Prints how long it took; {@code -Dinterop.rounds=20} is for figures.
 */
class ParallelStartTest {

  private static final int ROUNDS = Integer.getInteger("interop.rounds", 2);

  /** Whom a rumour of the reference has missed waits for a state exchange or two. */
  private static final Duration LIMIT = Await.LIMIT.multipliedBy(3);

  @RegisterExtension final Cluster cluster = new Cluster();

  private final ExecutorService joiners = Executors.newCachedThreadPool();

  static Stream<Arguments> clusters() {
    return Stream.of(
        Arguments.of(8, Kind.GO_0_5_4),
        Arguments.of(8, Kind.GO_0_7_0),
        Arguments.of(32, Kind.GO_0_7_0));
  }

  @AfterEach
  void stop() {
    joiners.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void everybodySeesEverybody(int size, Kind other) {
    for (int round = 0; round < ROUNDS; round++) {
      var nodes = start(size, other, round);

      var took = joinAtOnce(nodes);

      print(nodes, took);
      Cluster.awaitMembers(nodes, nodes);
      nodes.forEach(ClusterNode::close);
    }
  }

  private List<ClusterNode> start(int size, Kind other, int round) {
    var nodes = new ArrayList<ClusterNode>();
    for (int i = 0; i < size; i++) {
      var spec = NodeSpec.named("n" + i).unhurried();
      boolean ours = (i + round) % 2 == 0;
      nodes.add(ours ? cluster.startJava(spec.improved()) : cluster.start(other, spec));
    }
    return nodes;
  }

  /** How long each node took until it had been told of all, from the moment of all joins. */
  private Map<ClusterNode, Duration> joinAtOnce(List<ClusterNode> nodes) {
    long start = System.nanoTime();
    var joins =
        nodes.stream()
            .skip(1)
            .map(node -> CompletableFuture.runAsync(() -> node.join(nodes.get(0)), joiners))
            .toArray(CompletableFuture[]::new);
    var took = new HashMap<ClusterNode, Duration>();
    Await.until(
        () -> "all are told of all " + nodes.size() + ", but " + told(nodes),
        LIMIT,
        () -> {
          for (var node : nodes) {
            if (!took.containsKey(node) && told(node) == nodes.size()) {
              took.put(node, Duration.ofNanos(System.nanoTime() - start));
            }
          }
          return took.size() == nodes.size();
        });
    CompletableFuture.allOf(joins).join();
    return took;
  }

  private static Map<String, Integer> told(List<ClusterNode> nodes) {
    var told = new HashMap<String, Integer>();
    nodes.forEach(node -> told.put(node.name(), told(node)));
    return told;
  }

  /** Of how many members, itself included, a node was told. */
  private static int told(ClusterNode node) {
    return node.seen().stream()
        .filter(seen -> seen.what() == What.JOIN)
        .map(Seen::node)
        .collect(toSet())
        .size();
  }

  private static void print(List<ClusterNode> nodes, Map<ClusterNode, Duration> took) {
    var other = nodes.stream().filter(node -> node.kind().isGo()).findFirst().orElseThrow().kind();
    System.out.printf(
        Locale.ROOT,
        "parallel start of %d, half %s, seed %s: slowest ours %.2f s, slowest other %.2f s%n",
        nodes.size(),
        other,
        nodes.get(0).kind(),
        slowest(took, Kind.JAVA),
        slowest(took, other));
  }

  private static double slowest(Map<ClusterNode, Duration> took, Kind kind) {
    return took.entrySet().stream()
            .filter(each -> each.getKey().kind() == kind)
            .mapToLong(each -> each.getValue().toMillis())
            .max()
            .orElseThrow()
        / 1_000.0;
  }
}
