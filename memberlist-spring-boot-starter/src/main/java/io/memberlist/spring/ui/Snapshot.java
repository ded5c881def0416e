package io.memberlist.spring.ui;

import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeDetails;
import io.memberlist.NodeState;
import io.memberlist.QueueSizes;
import io.memberlist.Tags;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one node's view of the cluster: a few lock-free snapshots, never waits. */
final class Snapshot {

  private static final int HEX_BYTES = 64;

  private Snapshot() {}

  /**
   * What one view knows.
   *
   * @param nodes all that the view's memberlist knows
   * @param scores health scores of the nodes of this process: others do not announce theirs
   * @param written records as they were written for this view last time; brought up to date
   */
  static Sections of(
      ClusterViews.View view, List<Node> nodes, Map<String, Integer> scores, Written written) {
    var memberlist = view.memberlist();
    var fields = new LinkedHashMap<String, String>();
    fields.put("view", text(view.name()));
    fields.put("status", text(memberlist.status().name()));
    fields.put("healthScore", Integer.toString(memberlist.healthScore()));
    fields.put("keys", Integer.toString(memberlist.keyring().map(Keyring::size).orElse(0)));
    fields.put("broadcasts", Integer.toString(memberlist.queues().broadcasts()));
    fields.put("rumour", rumour(memberlist.queues()));
    int members = memberlist.numMembers();
    fields.put("expected", Long.toString(ExpectedSpread.millis(memberlist.config(), members)));
    return new Sections(fields, members(memberlist, nodes, scores, written));
  }

  /** How far the rumour is that was sent most. */
  private static String rumour(QueueSizes queues) {
    return new JsonWriter()
        .object()
        .field("sent", queues.rumourSent())
        .field("limit", queues.rumourLimit())
        .endObject()
        .toString();
  }

  private static Map<String, String> members(
      Memberlist memberlist, List<Node> nodes, Map<String, Integer> scores, Written written) {
    var own = memberlist.config().name();
    var records = new LinkedHashMap<String, String>();
    nodes.stream()
        .sorted(Comparator.comparing(Node::name))
        .forEach(
            node -> {
              var score = scores.get(node.name());
              records.put(
                  node.name(),
                  written.json(node, score, () -> member(node, own, memberlist, score)));
            });
    written.forgetOthers(records.keySet());
    return records;
  }

  /** What was written of members that are alive: of most of them there is nothing new. */
  static final class Written {

    private record Entry(Node node, @Nullable Duration rtt, @Nullable Integer score, String json) {}

    private final Map<String, Entry> entries = new HashMap<>();

    private String json(Node node, @Nullable Integer score, Supplier<String> writer) {
      var known = entries.get(node.name());
      if (known != null
          && known.node.equals(node)
          && Objects.equals(known.rtt, node.lastRtt())
          && Objects.equals(known.score, score)) {
        return known.json;
      }
      var json = writer.get();
      if (node.state() == NodeState.ALIVE) {
        entries.put(node.name(), new Entry(node, node.lastRtt(), score, json));
      } else {
        entries.remove(node.name()); // what is observed of it changes by itself
      }
      return json;
    }

    private void forgetOthers(Set<String> names) {
      entries.keySet().retainAll(names);
    }
  }

  private static String member(
      Node node, String own, Memberlist memberlist, @Nullable Integer score) {
    boolean self = node.name().equals(own);
    var json =
        new JsonWriter()
            .object()
            .field("n", node.name())
            .field("a", node.addressText())
            .field("s", node.state().name())
            .field("i", node.incarnation())
            .field("v", node.versions().current())
            .field("c", node.stateChange().toEpochMilli());
    if (self) {
      json.field("self", true);
    }
    if (score != null) {
      json.field("h", score.longValue());
    }
    var rtt = node.lastRtt();
    if (rtt != null && !self) {
      json.name("rtt").value(rtt.toNanos() / 1e6);
    }
    var meta = node.meta();
    if (Tags.isTagMap(meta)) {
      json.field("tags", node.tags());
    } else if (meta.length > 0) {
      writeMeta(json, meta);
    }
    if (!self && node.state() != NodeState.ALIVE) {
      memberlist.details(node.name()).ifPresent(details -> writeDetails(json, details, memberlist));
    }
    return json.endObject().toString();
  }

  private static void writeMeta(JsonWriter json, byte[] meta) {
    json.name("meta").object().field("bytes", meta.length).field("text", printable(meta));
    json.field("hex", HexFormat.of().formatHex(meta, 0, Math.min(meta.length, HEX_BYTES)));
    json.endObject();
  }

  private static @Nullable String printable(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static void writeDetails(JsonWriter json, NodeDetails details, Memberlist memberlist) {
    var lastAck = details.lastAck();
    if (lastAck != null) {
      json.field("lastHeard", lastAck.toEpochMilli());
    }
    var deadline = details.suspicionDeadline();
    if (details.node().state() != NodeState.SUSPECT || deadline == null) {
      return;
    }
    var bounds = SuspicionBounds.of(memberlist.config(), memberlist.allNodes().size());
    json.name("suspicion")
        .object()
        .field("accusers", details.accusers())
        .field("wanted", bounds.wanted())
        .field("started", details.node().stateChange().toEpochMilli())
        .field("deadline", deadline.toEpochMilli())
        .field("min", bounds.min().toMillis())
        .field("max", bounds.max().toMillis())
        .endObject();
  }

  static String text(String value) {
    return new JsonWriter().value(value).toString();
  }

  /** Letters of the matrix: what this view believes of each name (page.md, section 10). */
  static String row(ClusterViews.View view, List<String> names) {
    if (!view.observing()) {
      return "x".repeat(names.size());
    }
    var row = new StringBuilder();
    for (var name : names) {
      row.append(letter(view, name));
    }
    return row.toString();
  }

  private static char letter(ClusterViews.View view, String name) {
    if (view.name().equals(name)) {
      return '-';
    }
    return view.memberlist().node(name).map(node -> node.state().name().charAt(0)).orElse('?');
  }
}
