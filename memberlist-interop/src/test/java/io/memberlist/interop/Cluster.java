package io.memberlist.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The nodes of one test: starts them, each on a loopback address of its own, and ends them
 * afterwards. If the test failed, what every node had to say is in {@code target/interop-diaries}.
 */
final class Cluster implements BeforeEachCallback, AfterEachCallback {

  private static final Path DIARIES = Path.of("target", "interop-diaries");

  /** Starts somewhere else in every run, so that two runs on one machine hardly meet. */
  private static final AtomicInteger ADDRESSES =
      new AtomicInteger((int) (ProcessHandle.current().pid() % 200) * 62_500);

  private final List<ClusterNode> nodes = new ArrayList<>();

  /** A loopback address that no other node of this test run has. */
  static String freshAddress() {
    int n = ADDRESSES.incrementAndGet();
    return "127." + (1 + n / 62_500) + "." + n / 250 % 250 + "." + (1 + n % 250);
  }

  /** Starts a node named after its kind. */
  ClusterNode start(Kind kind) {
    return start(kind, NodeSpec.named(kind + "-" + nodes.size()));
  }

  ClusterNode start(Kind kind, NodeSpec spec) {
    return kind.isProcess() ? startProcess(kind, spec) : startJava(spec);
  }

  AgentNode startProcess(Kind kind, NodeSpec spec) {
    withAddress(spec);
    var commandLine = new ArrayList<>(Programs.commandLine(kind));
    commandLine.addAll(spec.arguments());
    var node = new AgentNode(kind, new AgentProcess(commandLine));
    nodes.add(node);
    return node;
  }

  JavaNode startJava(NodeSpec spec) {
    var node = new JavaNode(withAddress(spec));
    nodes.add(node);
    return node;
  }

  private static NodeSpec withAddress(NodeSpec spec) {
    return spec.bind.isEmpty() ? spec.bind(freshAddress(), spec.port) : spec;
  }

  /** Waits until the nodes know each other and nobody else. */
  static void awaitComplete(ClusterNode... nodes) {
    awaitMembers(List.of(nodes), List.of(nodes));
  }

  /** Waits until each of the observers sees exactly the members. */
  static void awaitMembers(Collection<ClusterNode> observers, Collection<ClusterNode> members) {
    var expected = members.stream().map(ClusterNode::name).collect(Collectors.toSet());
    Await.until(
        () -> "everybody sees " + expected + " but: " + views(observers),
        Await.LIMIT,
        () -> observers.stream().allMatch(node -> node.members().equals(expected)));
  }

  private static Map<String, Set<String>> views(Collection<ClusterNode> observers) {
    var views = new LinkedHashMap<String, Set<String>>();
    observers.forEach(node -> views.put(node.name(), node.members()));
    return views;
  }

  /** The clock of the test runs only afterwards. */
  @Override
  public void beforeEach(ExtensionContext context) {
    Programs.prepare();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    try {
      if (context.getExecutionException().isPresent()) {
        writeDiaries(context);
      }
    } finally {
      nodes.forEach(ClusterNode::close);
    }
  }

  private void writeDiaries(ExtensionContext context) throws IOException {
    Files.createDirectories(DIARIES);
    var name =
        context.getRequiredTestMethod().getName()
            + "-"
            + context.getDisplayName().replaceAll("[^\\w.-]+", "_");
    var lines = new ArrayList<String>();
    for (var node : nodes) {
      lines.add("=== " + node.kind() + " " + node.name() + " at " + node.address());
      lines.addAll(node.diary());
    }
    Files.write(DIARIES.resolve(name + ".txt"), lines);
  }
}
