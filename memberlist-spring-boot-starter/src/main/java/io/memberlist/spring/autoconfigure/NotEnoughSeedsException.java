package io.memberlist.spring.autoconfigure;

import io.memberlist.MemberlistException;
import io.memberlist.SeedFailure;
import java.util.List;

/** Fewer seeds answered than {@code memberlist.join.min-seeds} demands. */
public final class NotEnoughSeedsException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final int answered;
  private final int wanted;
  private final transient List<SeedFailure> failures;

  NotEnoughSeedsException(int answered, int wanted, List<SeedFailure> failures) {
    super(answered + " other seeds answered, " + wanted + " are wanted");
    this.answered = answered;
    this.wanted = wanted;
    this.failures = List.copyOf(failures);
  }

  /** Addresses other than the own one that answered, at least 1. */
  public int getAnswered() {
    return answered;
  }

  /** How many of them were wanted. */
  public int getWanted() {
    return wanted;
  }

  /** What happened to those that did not answer. */
  public List<SeedFailure> getFailures() {
    return failures;
  }
}
