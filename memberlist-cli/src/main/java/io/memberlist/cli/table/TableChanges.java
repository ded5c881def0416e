package io.memberlist.cli.table;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.cli.Json;
import io.memberlist.cli.agent.AgentText;
import io.memberlist.cli.agent.Events;
import io.memberlist.cli.agent.NodeJson;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table as last read, and events from the differences to the next reading. */
final class TableChanges {

  private final Events events;
  private TreeMap<String, Node> known = new TreeMap<>();

  TableChanges(Events events) {
    this.events = events;
  }

  /** The table, by name. */
  Collection<Node> nodes() {
    return known.values();
  }

  /** Takes the next reading; whether anything has changed. */
  boolean read(List<Node> nodes) {
    var before = known;
    known = new TreeMap<>();
    nodes.forEach(node -> known.put(node.name(), node));
    boolean changed = false;
    for (var node : known.values()) {
      changed |= compare(before.remove(node.name()), node);
    }
    before.values().forEach(node -> tell("gone", Json.object(), node, ""));
    return changed || !before.isEmpty();
  }

  private boolean compare(@Nullable Node before, Node after) {
    if (before == null) {
      tell("join", Json.object(), after, "  " + TableText.state(after));
    } else if (before.state() != after.state()) {
      changed(before.state(), after);
    } else if (differ(before, after)) {
      tell("update", Json.object(), after, "");
    } else {
      return false;
    }
    return true;
  }

  private void changed(NodeState before, Node after) {
    boolean wasThere = before == NodeState.ALIVE || before == NodeState.SUSPECT;
    switch (after.state()) {
      case ALIVE -> tell(wasThere ? "alive" : "join", Json.object(), after, "");
      case SUSPECT -> tell("suspect", Json.object(), after, "");
      case DEAD -> tell("leave", Json.object().put("reason", "failed"), after, "  failed");
      case LEFT -> tell("leave", Json.object().put("reason", "left"), after, "  left");
    }
  }

  private static boolean differ(Node a, Node b) {
    return !a.address().equals(b.address())
        || a.incarnation() != b.incarnation()
        || !Arrays.equals(a.meta(), b.meta());
  }

  private void tell(String event, Json more, Node node, String human) {
    var fields = Json.object().put("node", NodeJson.withIncarnation(node)).putAll(more);
    events.emit(event, fields, AgentText.of(node) + human);
  }
}
