package io.memberlist.simulator.experiment;

import io.memberlist.simulator.experiment.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Judges. In the quick profile a limit is met if the 95 % interval reaches it, in the full one the
 * value itself has to (1.5).
 */
public final class Verdicts {

  private final Profile profile;
  private final List<Verdict> all = new ArrayList<>();

  /** No verdicts yet. */
  public Verdicts(Profile profile) {
    this.profile = profile;
  }

  /** All verdicts so far, in order. */
  public List<Verdict> all() {
    return Collections.unmodifiableList(all);
  }

  /** Gate: a value is at most that. */
  public void atMost(String gate, Estimate measured, double limit) {
    add(gate, "≤ " + Text.number(limit), measured, low(measured) <= limit, Outcome.FAIL);
  }

  /** Gate: a value is at least that. */
  public void atLeast(String gate, Estimate measured, double limit) {
    add(gate, "≥ " + Text.number(limit), measured, high(measured) >= limit, Outcome.FAIL);
  }

  /** Gate: a value is in a range. */
  public void within(String gate, Estimate measured, double from, double to) {
    boolean met = low(measured) <= to && high(measured) >= from;
    add(gate, Text.number(from) + " … " + Text.number(to), measured, met, Outcome.FAIL);
  }

  /** Gate: an exact value, whatever the profile. */
  public void exactly(String gate, double measured, double wanted) {
    add(
        gate,
        "= " + Text.number(wanted),
        Estimate.exact(measured),
        Double.compare(measured, wanted) == 0,
        Outcome.FAIL);
  }

  /** Goal: a value is at most that; missing it fails nothing. */
  public void goal(String goal, Estimate measured, double limit) {
    add(
        "goal: " + goal,
        "≤ " + Text.number(limit),
        measured,
        measured.value() <= limit,
        Outcome.MISSED);
  }

  /** Something that is told, not judged. */
  public void info(String what, String measured) {
    all.add(new Verdict(what, "", measured, Outcome.INFO));
  }

  private void add(String gate, String limit, Estimate measured, boolean met, Outcome otherwise) {
    all.add(new Verdict(gate, limit, text(measured), met ? Outcome.PASS : otherwise));
  }

  private static String text(Estimate measured) {
    var interval = measured.interval();
    var value = Text.number(measured.value());
    return interval.low() == interval.high()
        ? value
        : value + " (" + Text.number(interval.low()) + "–" + Text.number(interval.high()) + ")";
  }

  private double low(Estimate measured) {
    return profile == Profile.QUICK ? measured.interval().low() : measured.value();
  }

  private double high(Estimate measured) {
    return profile == Profile.QUICK ? measured.interval().high() : measured.value();
  }
}
