package io.memberlist.spring.ui;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the pages that look through one view were told last; exists while there are any. */
final class ViewFeed {

  private final ViewRecorder recorder;
  private final Rates rates;
  private final Snapshot.Written written = new Snapshot.Written();
  private Sections last;
  private long lastEntry;
  private Map<String, Accusation> accusations = Map.of();

  private record Accusation(List<String> accusers, long millisLeft) {}

  ViewFeed(ViewRecorder recorder, Rates rates, Sections first) {
    this.recorder = recorder;
    this.rates = rates;
    last = first;
    lastEntry = recorder.newest();
  }

  Snapshot.Written written() {
    return written;
  }

  Rates rates() {
    return rates;
  }

  /** Entries that are new, as data of a {@code log} event; null if there are none. */
  @Nullable String log(String view, long now) {
    var entries = recorder.since(lastEntry);
    if (entries.isEmpty()) {
      return null;
    }
    lastEntry = entries.get(entries.size() - 1).number();
    return new JsonWriter()
        .object()
        .field("t", now)
        .name("e")
        .raw(LogEntry.json(entries, view))
        .endObject()
        .toString();
  }

  /** Tells the recorder who has joined the accusers since the last look. */
  void noteConfirmations(ClusterViews.View view, List<Node> nodes, long now) {
    var current = new LinkedHashMap<String, Accusation>();
    for (var node : nodes) {
      if (node.state() != NodeState.SUSPECT) {
        continue;
      }
      view.memberlist()
          .details(node.name())
          .ifPresent(
              details -> {
                var deadline = details.suspicionDeadline();
                if (deadline != null) {
                  long left = Math.max(0, deadline.toEpochMilli() - now);
                  current.put(node.name(), new Accusation(details.accusers(), left));
                }
              });
    }
    current.forEach(
        (name, accusation) -> {
          var before = accusations.get(name);
          if (before == null) {
            recorder.timed(name, unconfirmed(view.memberlist()));
          } else {
            var added = new TreeSet<>(accusation.accusers());
            before.accusers().forEach(added::remove);
            added.forEach(
                by -> recorder.confirmed(name, by, before.millisLeft(), accusation.millisLeft()));
          }
        });
    accusations = current;
  }

  /** How long a suspicion lasts that nobody confirms, milliseconds. */
  private static long unconfirmed(Memberlist memberlist) {
    var bounds = SuspicionBounds.of(memberlist.config(), memberlist.allNodes().size());
    return (bounds.wanted() > 0 ? bounds.max() : bounds.min()).toMillis();
  }

  List<String> changedStories() {
    return recorder.changedStories();
  }

  /** Data of a {@code patch} event; null if nothing changed. Of a stopped node records stay. */
  @Nullable String patch(Sections read, long now) {
    var current = read.members().isEmpty() ? new Sections(read.fields(), last.members()) : read;
    var patch = current.patch(last, now);
    last = current;
    return patch;
  }

  /**
   * Data of a {@code state} event: what was told so far, and the past.
   *
   * @param spreads how the last changes spread; null if that is not known
   */
  String state(String view, @Nullable String spreads, long now) {
    var further = new LinkedHashMap<String, String>();
    further.put("log", LogEntry.json(recorder.since(0), view));
    further.put("stories", "[" + String.join(",", recorder.allStories()) + "]");
    further.put("series", rates.series());
    if (spreads != null) {
      further.put("spreads", spreads);
    }
    return last.state(now, further);
  }
}
