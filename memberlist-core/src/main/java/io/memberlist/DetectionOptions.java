package io.memberlist;

/**
 * Group {@code detection}: additions to failure detection (§21.1), off in the presets.
 *
 * @param crashEvidence whether a refused stream connection and a few more pings without an ack mean
 *     that a silent node is dead
 * @param livingAccusers whether only Alive records count as possible accusers
 */
public record DetectionOptions(boolean crashEvidence, boolean livingAccusers) {

  /** Both off. */
  public static final DetectionOptions DEFAULT = new DetectionOptions(false, false);

  /** A copy with {@link #crashEvidence()} changed. */
  public DetectionOptions withCrashEvidence(boolean value) {
    return new DetectionOptions(value, livingAccusers);
  }

  /** A copy with {@link #livingAccusers()} changed. */
  public DetectionOptions withLivingAccusers(boolean value) {
    return new DetectionOptions(crashEvidence, value);
  }
}
