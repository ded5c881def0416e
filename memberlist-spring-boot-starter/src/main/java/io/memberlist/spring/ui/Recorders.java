package io.memberlist.spring.ui;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A recorder for every view, and what they say together. */
public final class Recorders {

  private final Map<String, ViewRecorder> byView = new ConcurrentHashMap<>();
  private final Spread spread = new Spread();
  private final Clock clock;

  /** With the system's clock. */
  public Recorders() {
    this(Clock.systemUTC());
  }

  Recorders(Clock clock) {
    this.clock = clock;
  }

  /** The recorder of that view; made at first use. */
  public ViewRecorder of(String view) {
    return byView.computeIfAbsent(view, name -> new ViewRecorder(clock));
  }

  /** Adds an entry to the time line of every view. */
  public void note(String kind, @Nullable String node, @Nullable String text) {
    byView.values().forEach(recorder -> recorder.note(kind, node, text));
  }

  /** A node of this process was ended without a goodbye, now: its detection is measured. */
  public void killed(String node) {
    spread.killed(node);
  }

  /** A cut of the network of this process was healed, now: what follows is measured. */
  public void healed() {
    spread.healed();
  }

  /** Nobody answered a probe: every view of this process is told (L-43). */
  void unanswered(Traffic.Failure failure) {
    byView.values().forEach(recorder -> recorder.unanswered(failure));
  }

  Spread spread() {
    return spread;
  }
}
