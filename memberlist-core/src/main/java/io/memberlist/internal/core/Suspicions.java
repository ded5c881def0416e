package io.memberlist.internal.core;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The accusations under way, by name of the accused, with their timers. */
final class Suspicions {

  /** Called when a suspicion has come to its end; it is removed already. */
  @FunctionalInterface
  interface Verdict {
    void expired(String name, Suspicion suspicion, long now);
  }

  /**
   * What a view shows of a suspicion.
   *
   * @param accusers in order of their accusations
   * @param deadline when the accused will be declared dead
   */
  record Accused(List<String> accusers, long deadline) {}

  private final TimerQueue timers;
  private final Verdict verdict;
  private final Map<String, Suspicion> suspicions = new LinkedHashMap<>();
  private @Nullable Map<String, Accused> snapshot = Map.of();
  private long version;

  Suspicions(TimerQueue timers, Verdict verdict) {
    this.timers = timers;
    this.verdict = verdict;
  }

  @Nullable Suspicion of(String name) {
    return suspicions.get(name);
  }

  int size() {
    return suspicions.size();
  }

  void start(String name, Suspicion suspicion, long now) {
    suspicions.put(name, suspicion);
    arm(name, suspicion, now);
  }

  /** A confirmation that was new information comes in (§11.3). */
  boolean confirm(String name, Suspicion suspicion, String from, long now) {
    boolean isNew = suspicion.confirm(from);
    if (isNew) {
      arm(name, suspicion, now);
    }
    return isNew;
  }

  /** Ends a suspicion without a verdict, if there is one (D26). */
  void end(String name) {
    Suspicion suspicion = suspicions.remove(name);
    if (suspicion != null) {
      disarm(suspicion);
      changed();
    }
  }

  /** Changes all of them and sets their timers anew. */
  void changeAll(Consumer<Suspicion> change, long now) {
    suspicions.forEach(
        (name, suspicion) -> {
          change.accept(suspicion);
          arm(name, suspicion, now);
        });
  }

  /** Ends all without a verdict. */
  void clear() {
    suspicions.values().forEach(this::disarm);
    suspicions.clear();
    changed();
  }

  /** Accusers and deadlines as they are now; not to be iterated over. */
  Map<String, Accused> snapshot() {
    Map<String, Accused> current = snapshot;
    if (current == null) {
      current = new HashMap<>();
      for (var entry : suspicions.entrySet()) {
        Suspicion suspicion = entry.getValue();
        current.put(
            entry.getKey(), new Accused(List.copyOf(suspicion.accusers()), suspicion.deadline()));
      }
      snapshot = current;
    }
    return current;
  }

  /** Grows with every change. */
  long version() {
    return version;
  }

  private void arm(String name, Suspicion suspicion, long now) {
    changed();
    long deadline = suspicion.deadline();
    if (suspicion.timer != null && suspicion.armedFor == deadline) {
      return;
    }
    disarm(suspicion);
    suspicion.armedFor = deadline;
    suspicion.timer =
        timers.schedule(
            deadline - now > 0 ? deadline : now, instant -> expire(name, suspicion, instant));
  }

  private void disarm(Suspicion suspicion) {
    if (suspicion.timer != null) {
      timers.cancel(suspicion.timer);
      suspicion.timer = null;
    }
  }

  private void expire(String name, Suspicion suspicion, long now) {
    suspicion.timer = null;
    suspicions.remove(name);
    changed();
    verdict.expired(name, suspicion, now);
  }

  private void changed() {
    version++;
    snapshot = null;
  }
}
