package io.memberlist;

import java.util.List;
import java.util.stream.Collectors;

/** None of the seeds of a join answered. */
public final class NoSeedReachableException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final transient List<SeedFailure> failures;

  /** With what happened to each. */
  public NoSeedReachableException(List<SeedFailure> failures) {
    super(
        failures.stream()
            .map(f -> f.seed() + ": " + f.reason())
            .collect(Collectors.joining("; ", "none of the seeds answered: ", "")));
    this.failures = List.copyOf(failures);
    failures.forEach(f -> addSuppressed(f.cause()));
  }

  /** What happened to each seed. */
  public List<SeedFailure> failures() {
    return failures;
  }
}
