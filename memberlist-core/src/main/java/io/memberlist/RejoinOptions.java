package io.memberlist;

import java.time.Duration;

/**
 * Group {@code rejoin}: searching for lost members and seeds while the node runs (§21.1).
 *
 * @param enabled off in the presets
 * @param interval between rounds, each varied by 10 %
 * @param forgetAfter how long after its death a member is still searched for
 */
public record RejoinOptions(boolean enabled, Duration interval, Duration forgetAfter) {

  /** Off; once switched on, every 30 s for members lost during the last 72 h. */
  public static final RejoinOptions DEFAULT =
      new RejoinOptions(false, Duration.ofSeconds(30), Duration.ofHours(72));

  /** A copy with {@link #enabled()} changed. */
  public RejoinOptions withEnabled(boolean value) {
    return new RejoinOptions(value, interval, forgetAfter);
  }

  /** A copy with {@link #interval()} changed. */
  public RejoinOptions withInterval(Duration value) {
    return new RejoinOptions(enabled, value, forgetAfter);
  }

  /** A copy with {@link #forgetAfter()} changed. */
  public RejoinOptions withForgetAfter(Duration value) {
    return new RejoinOptions(enabled, interval, value);
  }
}
