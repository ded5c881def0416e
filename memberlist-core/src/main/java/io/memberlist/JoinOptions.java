package io.memberlist;

/**
 * Group {@code join}: what follows a join (§21.1).
 *
 * @param resync whether a join is followed by one more state exchange with the same peer a little
 *     later; off in the presets
 */
public record JoinOptions(boolean resync) {

  /** Off. */
  public static final JoinOptions DEFAULT = new JoinOptions(false);

  /** A copy with {@link #resync()} changed. */
  public JoinOptions withResync(boolean value) {
    return new JoinOptions(value);
  }
}
