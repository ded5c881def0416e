package io.memberlist.spring.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Which of many messages are shown: first what matters, then in proportion by kind (L-42). */
final class TrafficSample {

  /** Most messages of one event, four times a second. */
  static final int MOST = 15;

  private TrafficSample() {}

  /**
   * Data of a {@code traffic} event.
   *
   * @param millis epoch milliseconds at which {@code nanos} was read
   * @param count how many messages there were
   */
  static String json(long millis, long nanos, long count, List<Sighting> seen) {
    var json = new JsonWriter().object().field("t", millis).field("of", count).name("m").array();
    for (var one : pick(seen)) {
      json.array()
          .value(Math.max(0, TimeUnit.NANOSECONDS.toMillis(one.nanos() - nanos)))
          .value(String.valueOf(one.kind()))
          .value(String.valueOf(one.from()))
          .value(String.valueOf(one.to()))
          .value(one.arrived() ? 1L : 0L)
          .endArray();
    }
    return json.endArray().endObject().toString();
  }

  static List<Sighting> pick(List<Sighting> seen) {
    var picked = new ArrayList<Sighting>();
    seen.stream().filter(Sighting::matters).limit(MOST).forEach(picked::add);
    var rest = new ArrayList<>(seen.stream().filter(one -> !one.matters()).toList());
    rest.sort(Comparator.comparing(Sighting::kind).thenComparing(Sighting::nanos));
    int places = Math.min(MOST - picked.size(), rest.size());
    for (int i = 0; i < places; i++) {
      picked.add(rest.get((int) ((i + 0.5) * rest.size() / places)));
    }
    picked.sort(Comparator.comparing(Sighting::nanos));
    return picked;
  }
}
