package io.memberlist;

import java.util.List;

/**
 * What came of a join.
 *
 * @param reached addresses that answered, the own one included
 * @param others the same without the own address
 * @param failures what did not answer, and why
 */
public record JoinResult(int reached, int others, List<SeedFailure> failures) {
  /** Copies the list. */
  public JoinResult {
    failures = List.copyOf(failures);
  }
}
