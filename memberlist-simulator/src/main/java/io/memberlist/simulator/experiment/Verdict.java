package io.memberlist.simulator.experiment;

/**
 * How a gate or goal came out.
 *
 * @param gate what is demanded, in words
 * @param limit the demand
 * @param measured what was found
 * @param outcome whether that is enough
 */
public record Verdict(String gate, String limit, String measured, Outcome outcome) {

  /** What may come out. */
  public enum Outcome {
    PASS,
    /** A gate is not met. */
    FAIL,
    /** A goal is not met; nothing fails for that. */
    MISSED,
    /** Told, not judged. */
    INFO
  }
}
