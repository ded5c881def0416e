package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was last published of each node, as long as the node is on record (S-46). */
final class KnownNodes {

  private final Map<String, Node> last = new ConcurrentHashMap<>();
  private final Map<String, List<String>> accusers = new ConcurrentHashMap<>();

  /** Remembers a snapshot; gives the one before, null if there is none. */
  @Nullable Node put(Node node) {
    accusers.remove(node.name());
    return last.put(node.name(), node);
  }

  void accused(Node node, List<String> by) {
    last.put(node.name(), node);
    accusers.put(node.name(), by);
  }

  /** Who had accused it. */
  List<String> recovered(Node node) {
    last.put(node.name(), node);
    var by = accusers.remove(node.name());
    return by == null ? List.of() : by;
  }

  void forget(String name) {
    last.remove(name);
    accusers.remove(name);
  }

  /** Another life starts without the records of the one before, but with the same own name. */
  void newLife(Memberlist memberlist) {
    var kept = memberlist.allNodes().stream().map(Node::name).collect(Collectors.toSet());
    kept.add(memberlist.config().name());
    last.keySet().retainAll(kept);
    accusers.clear();
  }
}
