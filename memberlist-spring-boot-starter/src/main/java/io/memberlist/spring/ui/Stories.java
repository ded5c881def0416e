package io.memberlist.spring.ui;

import io.memberlist.Node;
import io.memberlist.ProbeTrace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last incidents, each the steps from the first doubt about a member to its end (L-5). */
final class Stories {

  private static final int KEPT = 5;
  private static final int STEPS = 40;
  private static final int DOUBTS = 64;
  private static final long DOUBT_MILLIS = 10_000;

  private record Step(long at, String json) {}

  /**
   * A probe nobody answered, which may become a suspicion.
   *
   * @param end epoch milliseconds
   */
  private record Doubt(String by, ProbeTrace trace, long end) {}

  private static final class Story {
    private final int id;
    private final String node;
    private final List<Step> steps = new ArrayList<>();
    private boolean open = true;
    private boolean doubted;

    Story(int id, String node) {
      this.id = id;
      this.node = node;
    }

    String json() {
      var json = new JsonWriter().object().field("id", id).field("n", node).field("open", open);
      json.name("steps").array();
      steps.forEach(step -> json.raw(step.json));
      return json.endArray().endObject().toString();
    }
  }

  private final Deque<Story> stories = new ArrayDeque<>();
  private final Set<Story> changed = new LinkedHashSet<>();
  private final Map<String, Doubt> doubts = new LinkedHashMap<>();
  private int ids;

  void on(String kind, Node node, List<String> by, long now) {
    switch (kind) {
      case "suspected" -> {
        var story = open(node.name());
        var doubt = doubts.remove(node.name());
        if (doubt != null && now - doubt.end < DOUBT_MILLIS) {
          doubted(story, doubt);
        }
        step(
            story,
            now,
            kind,
            json -> json.field("by", by).field("incarnation", node.incarnation()));
      }
      case "failed", "left" -> step(open(node.name()), now, kind, json -> {});
      case "refuted" -> {
        var story = find(node.name());
        if (story != null) {
          story.open = false;
          step(story, now, kind, json -> json.field("incarnation", node.incarnation()));
        }
      }
      case "joined" -> {
        var story = find(node.name());
        if (story != null) {
          story.open = false;
          step(story, now, "returned", json -> json.field("incarnation", node.incarnation()));
        }
      }
      default -> {}
    }
  }

  void control(String node, String text, long now) {
    step(open(node), now, "control", json -> json.field("text", text));
  }

  /** The first steps of an incident that has begun, or of one that may. */
  void unanswered(String by, ProbeTrace trace, long end) {
    var doubt = new Doubt(by, trace, end);
    var story = find(trace.target());
    if (story != null) {
      doubted(story, doubt);
      return;
    }
    doubts.put(trace.target(), doubt);
    if (doubts.size() > DOUBTS) {
      doubts.remove(doubts.keySet().iterator().next());
    }
  }

  private void doubted(Story story, Doubt doubt) {
    if (story.doubted) {
      return;
    }
    story.doubted = true;
    var trace = doubt.trace;
    long began = doubt.end - trace.took().toMillis();
    long waited = trace.waited().toMillis();
    insert(story, began, "ping-unanswered", json -> json.field("by", doubt.by).field("ms", waited));
    insert(
        story,
        began + waited,
        "asked-others",
        json ->
            json.field("via", trace.helpers())
                .field("tcp", trace.stream())
                .field("nacks", trace.nacks()));
  }

  /** Adds to the suspicion that has just begun how long it will last if nobody confirms it. */
  void timed(String node, long millis) {
    var story = find(node);
    if (story == null) {
      return;
    }
    for (int i = story.steps.size() - 1; i >= 0; i--) {
      var step = story.steps.get(i);
      if (step.json.contains("\"k\":\"suspected\"")) {
        var json = step.json.substring(0, step.json.length() - 1) + ",\"ms\":" + millis + "}";
        story.steps.set(i, new Step(step.at, json));
        changed.add(story);
        return;
      }
    }
  }

  void confirmed(String node, String by, long fromMillis, long toMillis, long now) {
    var story = find(node);
    if (story != null) {
      step(
          story,
          now,
          "confirmed",
          json -> json.field("by", by).field("from", fromMillis).field("to", toMillis));
    }
  }

  void everybodyKnows(String node, String last, long tookMillis, long atMillis) {
    var story = find(node);
    if (story != null) {
      story.open = false;
      step(
          story,
          atMillis,
          "everybody-knows",
          json -> json.field("last", last).field("ms", tookMillis));
    }
  }

  private @Nullable Story find(String node) {
    for (var story : stories) {
      if (story.open && story.node.equals(node)) {
        return story;
      }
    }
    return null;
  }

  private Story open(String node) {
    var found = find(node);
    if (found != null) {
      return found;
    }
    var story = new Story(++ids, node);
    stories.addFirst(story);
    if (stories.size() > KEPT) {
      changed.remove(stories.removeLast());
    }
    return story;
  }

  private interface Details {
    void write(JsonWriter json);
  }

  private void step(Story story, long now, String kind, Details details) {
    add(story, story.steps.size(), now, kind, details);
  }

  /** Adds a step that is told late and belongs before those of that moment. */
  private void insert(Story story, long at, String kind, Details details) {
    int place = 0;
    while (place < story.steps.size() && story.steps.get(place).at < at) {
      place++;
    }
    add(story, place, at, kind, details);
  }

  private void add(Story story, int place, long at, String kind, Details details) {
    if (story.steps.size() < STEPS) {
      var json = new JsonWriter().object().field("t", at).field("k", kind);
      details.write(json);
      story.steps.add(place, new Step(at, json.endObject().toString()));
    }
    changed.add(story);
  }

  List<String> changed() {
    var json = changed.stream().map(Story::json).toList();
    changed.clear();
    return json;
  }

  /** Newest first. */
  List<String> all() {
    return stories.stream().map(Story::json).toList();
  }
}
