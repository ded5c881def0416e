package io.memberlist.spring.ui;

import io.memberlist.spring.ui.ClusterViews.View;
import java.util.Locale;

/**
 * Measures how long groups that were cut off from each other need to find each other again, from
 * healing until nobody who looks calls another one failed (page.md, section 12.1).
 */
final class Reunion {

  private static final double NANOS = 1e9;

  private boolean pending;
  private boolean apart;
  private long healed;

  /** A cut was healed, now. */
  synchronized void begin() {
    pending = true;
    apart = false;
    healed = System.nanoTime();
  }

  /** Tells every view when it is over; says nothing if nobody had noticed the cut. */
  synchronized void look(ClusterViews views, Recorders recorders) {
    if (!pending) {
      return;
    }
    if (!together(views)) {
      apart = true;
      return;
    }
    pending = false;
    if (apart) {
      double seconds = (System.nanoTime() - healed) / NANOS;
      recorders.note(
          "joined-cluster",
          null,
          String.format(Locale.ROOT, "The network merged %.1f s after healing", seconds));
    }
  }

  private static boolean together(ClusterViews views) {
    var observing = views.views().stream().filter(View::observing).toList();
    return observing.stream()
        .allMatch(
            one -> observing.stream().allMatch(other -> Agreement.believes(one, other.name())));
  }
}
