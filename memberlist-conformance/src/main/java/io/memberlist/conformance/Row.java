package io.memberlist.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One row of the table.
 *
 * @param tests those that carry its ID, with what came of each, in order
 * @param figures what they measured, by name
 * @param differences intended differences from the reference (§21)
 */
record Row(
    Entry entry,
    Map<TestMethod, Outcome> tests,
    Map<String, String> figures,
    Set<String> differences) {

  /** The worst of its tests. */
  Outcome outcome() {
    return tests.values().stream().reduce(Outcome::and).orElse(Outcome.NOT_RUN);
  }

  /** Modes that the catalogue asks for and no test has; those of others are shown with them. */
  List<Mode> missing() {
    if (!entry.repeats().isEmpty()) {
      return List.of();
    }
    boolean simulated = has(Mode.SIMULATED) || !entry.simulated();
    boolean real = has(Mode.REAL) || !entry.real();
    if (simulated) {
      return real ? List.of() : List.of(Mode.REAL);
    }
    return real ? List.of(Mode.SIMULATED) : List.of(Mode.SIMULATED, Mode.REAL);
  }

  private boolean has(Mode mode) {
    return tests.keySet().stream().anyMatch(test -> test.mode() == mode);
  }
}
