package io.memberlist.spring.ui;

import io.memberlist.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last incidents, each the steps from the first doubt about a member to its end (L-5). */
final class Stories {

  private static final int KEPT = 5;
  private static final int STEPS = 40;

  private static final class Story {
    private final int id;
    private final String node;
    private final List<String> steps = new ArrayList<>();
    private boolean open = true;

    Story(int id, String node) {
      this.id = id;
      this.node = node;
    }

    String json() {
      var json = new JsonWriter().object().field("id", id).field("n", node).field("open", open);
      json.name("steps").array();
      steps.forEach(json::raw);
      return json.endArray().endObject().toString();
    }
  }

  private final Deque<Story> stories = new ArrayDeque<>();
  private final Set<Story> changed = new LinkedHashSet<>();
  private int ids;

  void on(String kind, Node node, List<String> by, long now) {
    switch (kind) {
      case "suspected" ->
          step(
              open(node.name()),
              now,
              kind,
              json -> json.field("by", by).field("incarnation", node.incarnation()));
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

  void everybodyKnows(String node, String last, long tookMillis, long now) {
    var story = find(node);
    if (story != null) {
      story.open = false;
      step(story, now, "everybody-knows", json -> json.field("last", last).field("ms", tookMillis));
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
    if (story.steps.size() < STEPS) {
      var json = new JsonWriter().object().field("t", now).field("k", kind);
      details.write(json);
      story.steps.add(json.endObject().toString());
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
