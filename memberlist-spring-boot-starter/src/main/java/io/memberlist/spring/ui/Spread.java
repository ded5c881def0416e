package io.memberlist.spring.ui;

import io.memberlist.Node;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How changes reach all views of one process (page.md, section 12.1): the first and the last view
 * that knew. Used by the hub's thread only, except for the moment of a kill.
 */
final class Spread {

  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Until then what a view has learned by itself has been told. */
  private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int KEPT = 64;
  private static final int PAST = 20;

  private record Key(String node, String kind, long incarnation) {
    static Key of(ViewRecorder.Change change) {
      var node = change.node();
      return new Key(node.name(), change.kind(), node.incarnation());
    }
  }

  /** A change on its way: when each view learned of it. */
  private static final class Rumour {
    private final Key key;
    private final long first;
    private final long firstMillis;
    private final Map<String, Long> known = new LinkedHashMap<>();
    private boolean done;

    Rumour(Key key, long first) {
      this.key = key;
      this.first = first;
      firstMillis =
          System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - first);
    }

    String what() {
      return key.node() + " " + key.kind();
    }

    /** When the last one knew. */
    long lastMillis() {
      return firstMillis + tookMillis();
    }

    long tookMillis() {
      long last = known.values().stream().mapToLong(Long::longValue).max().orElse(first);
      return TimeUnit.NANOSECONDS.toMillis(last - first);
    }
  }

  private record Seen(String view, ViewRecorder.Change change) {}

  /**
   * Who looks at the moment.
   *
   * @param names of the views
   * @param cut groups that cannot reach each other
   */
  private record Observers(List<String> names, List<List<String>> cut) {
    static Observers of(ClusterViews views) {
      var names =
          views.views().stream()
              .filter(ClusterViews.View::observing)
              .map(ClusterViews.View::name)
              .toList();
      return new Observers(names, views.cut());
    }

    /** Those that can know the change: not the member it is about, and none cut off from it. */
    List<String> reachable(Rumour rumour) {
      var origin = rumour.known.keySet().iterator().next();
      return names.stream()
          .filter(name -> !name.equals(rumour.key.node()))
          .filter(name -> !separated(origin, name))
          .toList();
    }

    private boolean separated(String one, String other) {
      return cut.stream().anyMatch(group -> group.contains(one) && !group.contains(other))
          && cut.stream().anyMatch(group -> group.contains(other));
    }
  }

  private final LongSupplier nanoTime;
  private final Map<String, Long> killed = new ConcurrentHashMap<>();
  private final Map<Key, Rumour> rumours = new LinkedHashMap<>();
  private final Deque<String> past = new ArrayDeque<>();
  private final Reunion reunion = new Reunion();
  private @Nullable String detection;
  private Map<String, String> fields = Map.of();

  Spread() {
    this(System::nanoTime);
  }

  Spread(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A node was ended without a goodbye, now. */
  void killed(String node) {
    killed.put(node, System.nanoTime());
  }

  /** A cut was healed, now: how long the groups need to find each other is measured. */
  void healed() {
    reunion.begin();
  }

  /** The last changes that reached everyone, oldest first, as JSON. */
  String past() {
    return "[" + String.join(",", past) + "]";
  }

  /** Fields of the state that only all views together know. */
  Map<String, String> fields() {
    return fields;
  }

  void update(ClusterViews views, Recorders recorders) {
    views.views().stream()
        .flatMap(
            view ->
                recorders.of(view.name()).drainChanges().stream()
                    .map(change -> new Seen(view.name(), change)))
        .sorted(Comparator.comparingLong(seen -> seen.change().nanos()))
        .forEach(seen -> take(seen.view(), seen.change()));
    var observers = Observers.of(views);
    rumours.values().stream()
        .filter(rumour -> !rumour.done && nanoTime.getAsLong() - rumour.first > TOLD_NANOS)
        .forEach(rumour -> addThoseWhoKnewBefore(rumour, views));
    rumours.values().forEach(rumour -> finish(rumour, observers, recorders));
    var described = new LinkedHashMap<>(Agreement.fields(views));
    rumours.values().stream()
        .filter(rumour -> !overtaken(rumour))
        .max(Comparator.comparingLong(rumour -> rumour.first))
        .ifPresent(latest -> described.put("spread", json(latest, observers)));
    if (detection != null) {
      described.put("detection", detection);
    }
    fields = described;
    reunion.look(views, recorders);
  }

  /** An accuser may say that it suspected a member after others have said that it failed. */
  private boolean overtaken(Rumour rumour) {
    var key = rumour.key;
    return key.kind().equals("suspected")
        && rumours.containsKey(new Key(key.node(), "failed", key.incarnation()));
  }

  private void take(String view, ViewRecorder.Change change) {
    if (change.kind().equals("reaped")) {
      return;
    }
    var key = Key.of(change);
    var rumour = rumours.get(key);
    if (rumour == null || rumour.done) {
      rumours.remove(key);
      rumour = new Rumour(key, change.nanos());
      rumours.put(key, rumour);
      if (rumours.size() > KEPT) {
        rumours.remove(rumours.keySet().iterator().next());
      }
    }
    rumour.known.putIfAbsent(view, change.nanos());
    if (key.kind().equals("failed")) {
      detected(change.node(), change.nanos());
    }
  }

  private void detected(Node node, long nanos) {
    var kill = killed.remove(node.name());
    if (kill != null) {
      detection =
          new JsonWriter()
              .object()
              .field("node", node.name())
              .field("kind", "killed")
              .field("took", TimeUnit.NANOSECONDS.toMillis(nanos - kill))
              .endObject()
              .toString();
    }
  }

  /**
   * Who has called it failed since a cut, say, and has not heard of it since, learns nothing new.
   */
  private static void addThoseWhoKnewBefore(Rumour rumour, ClusterViews views) {
    var kind = rumour.key.kind();
    if (kind.equals("failed") || kind.equals("left")) {
      views.views().stream()
          .filter(view -> callsEnded(view, rumour.key.node()))
          .forEach(view -> rumour.known.putIfAbsent(view.name(), rumour.first));
    }
  }

  private static boolean callsEnded(ClusterViews.View view, String name) {
    return view.memberlist().node(name).filter(node -> node.state().deadOrLeft()).isPresent();
  }

  private void finish(Rumour rumour, Observers observers, Recorders recorders) {
    if (rumour.done) {
      return;
    }
    var reachable = observers.reachable(rumour);
    if (rumour.known.keySet().containsAll(reachable)) {
      rumour.done = true;
      remember(rumour);
      tell(rumour, reachable, recorders);
    } else if (nanoTime.getAsLong() - rumour.first > GIVE_UP_NANOS) {
      rumour.done = true;
    }
  }

  private void remember(Rumour rumour) {
    past.addLast(
        new JsonWriter()
            .object()
            .field("what", rumour.what())
            .field("at", rumour.firstMillis)
            .field("took", rumour.tookMillis())
            .endObject()
            .toString());
    if (past.size() > PAST) {
      past.removeFirst();
    }
  }

  private static void tell(Rumour rumour, List<String> observers, Recorders recorders) {
    var kind = rumour.key.kind();
    if (kind.equals("failed") || kind.equals("left")) {
      rumour.known.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .ifPresent(
              last ->
                  observers.forEach(
                      view ->
                          recorders
                              .of(view)
                              .everybodyKnows(
                                  rumour.key.node(),
                                  last.getKey(),
                                  rumour.tookMillis(),
                                  rumour.lastMillis())));
    }
  }

  private static String json(Rumour rumour, Observers observers) {
    var reachable = observers.reachable(rumour);
    var known = rumour.known.keySet().stream().filter(reachable::contains).toList();
    var json =
        new JsonWriter()
            .object()
            .field("what", rumour.what())
            .field("at", rumour.firstMillis)
            .field("known", known)
            .field("of", reachable.size());
    if (known.size() == reachable.size()) {
      json.field("took", rumour.tookMillis());
    } else if (rumour.done) {
      json.field("missing", reachable.stream().filter(name -> !known.contains(name)).toList());
    }
    return json.endObject().toString();
  }
}
