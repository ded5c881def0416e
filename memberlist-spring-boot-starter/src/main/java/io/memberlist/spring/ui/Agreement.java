package io.memberlist.spring.ui;

import io.memberlist.spring.ui.ClusterViews.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What all views of one process believe of one another: who agrees, and which groups there are. */
final class Agreement {

  private Agreement() {}

  /** The fields {@code matrix} and {@code groups}. */
  static Map<String, String> fields(ClusterViews views) {
    var all = views.views();
    var observing = all.stream().filter(View::observing).toList();
    var known = observing.stream().filter(view -> !joining(view, observing, views)).toList();
    return Map.of("matrix", matrix(all), "groups", groups(known));
  }

  /** Nobody knows it and it knows nobody, though no cut separates it: it has only just begun. */
  private static boolean joining(View view, List<View> observing, ClusterViews views) {
    return observing.size() > 1
        && views.cut().isEmpty()
        && observing.stream()
            .filter(other -> other != view)
            .noneMatch(
                other ->
                    view.memberlist().node(other.name()).isPresent()
                        || other.memberlist().node(view.name()).isPresent());
  }

  private static String matrix(List<View> views) {
    var names = views.stream().map(View::name).toList();
    var json = new JsonWriter().object().field("names", names).name("rows").array();
    views.forEach(view -> json.value(Snapshot.row(view, names)));
    return json.endArray().endObject().toString();
  }

  /** Connected components of "one of the two calls the other one alive or suspect". */
  private static String groups(List<View> observing) {
    var json = new JsonWriter().array();
    var left = new LinkedHashMap<String, View>();
    observing.forEach(view -> left.put(view.name(), view));
    while (!left.isEmpty()) {
      json.array();
      component(left).forEach(json::value);
      json.endArray();
    }
    return json.endArray().toString();
  }

  private static TreeSet<String> component(Map<String, View> left) {
    var group = new TreeSet<String>();
    var todo = new ArrayList<>(List.of(left.keySet().iterator().next()));
    while (!todo.isEmpty()) {
      var view = left.remove(todo.remove(todo.size() - 1));
      if (view != null) {
        group.add(view.name());
        left.values().stream()
            .filter(other -> believes(view, other.name()) || believes(other, view.name()))
            .forEach(other -> todo.add(other.name()));
      }
    }
    return group;
  }

  static boolean believes(View view, String name) {
    return view.memberlist().node(name).filter(node -> !node.state().deadOrLeft()).isPresent();
  }
}
