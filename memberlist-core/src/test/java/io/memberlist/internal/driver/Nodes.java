package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Nodes of one test, on loopback addresses and free ports. Afterwards they are shut down, and
 * nothing of them may be left.
 */
final class Nodes implements AfterEachCallback {

  /** How long a test waits for what has to happen; only a failing one waits so long. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Memberlist> nodes = new ArrayList<>();

  /**
   * Quick in what tests wait for, patient in what must not happen by itself: a machine that is busy
   * elsewhere for a second makes nobody suspect.
   */
  static Config.Builder config(String name) {
    return Config.lan()
        .name(name)
        .bindAddr("127.0.0.1")
        .bindPort(0)
        .tcpTimeout(Duration.ofSeconds(30))
        .probeInterval(Duration.ofSeconds(10))
        .probeTimeout(Duration.ofSeconds(5))
        .gossipInterval(Duration.ofMillis(10))
        .pushPullInterval(Duration.ZERO);
  }

  Memberlist start(String name) {
    return start(name, settings -> settings);
  }

  Memberlist start(String name, UnaryOperator<Config.Builder> settings) {
    return start(settings.apply(config(name)).build());
  }

  Memberlist start(Config config) {
    var node = Memberlist.of(config);
    nodes.add(node);
    node.start();
    return node;
  }

  /** Two nodes that have joined. */
  List<Memberlist> pair(UnaryOperator<Config.Builder> settings) {
    var a = start("a", settings);
    var b = start("b", settings);
    b.join(List.of(seed(a)));
    members(a, 2);
    return List.of(a, b);
  }

  /** How to reach the node: name and address. */
  static String seed(Memberlist node) {
    return node.localNode().name() + "/" + address(node);
  }

  static String address(Memberlist node) {
    var address = node.localNode().address();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** Waits until the node has that many members. */
  static void members(Memberlist node, int expected) {
    eventually(() -> node.numMembers() == expected);
  }

  /** Runs on a thread of its own: on small machines the common pool has a single one. */
  static CompletableFuture<@Nullable Void> inBackground(Runnable task) {
    return CompletableFuture.runAsync(task, Nodes::startThread);
  }

  /** As {@link #inBackground(Runnable)}, with a result. */
  static <T> CompletableFuture<T> inBackground(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, Nodes::startThread);
  }

  private static void startThread(Runnable body) {
    Threads.daemon("test", "background", body).start();
  }

  static void eventually(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).sorted().toList();
  }

  /** Names of the threads of a node that are still alive. */
  static List<String> threads(String node) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("memberlist-" + node + "-"))
        .sorted()
        .toList();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    nodes.forEach(Memberlist::close);
    for (var node : nodes) {
      assertThat(threads(node.config().name())).as("threads left").isEmpty();
    }
  }
}
