package io.memberlist.conformance;

/**
 * What came of a test.
 *
 * @param reason why it was skipped; otherwise empty
 */
record Outcome(Kind kind, String reason) {

  /** From the best to the worst. */
  enum Kind {
    PASSED,
    SKIPPED,
    FAILED,
    NOT_RUN
  }

  static final Outcome PASSED = new Outcome(Kind.PASSED, "");
  static final Outcome FAILED = new Outcome(Kind.FAILED, "");
  static final Outcome NOT_RUN = new Outcome(Kind.NOT_RUN, "");

  static Outcome skipped(String reason) {
    return new Outcome(Kind.SKIPPED, reason);
  }

  /** The worse of the two, for a test that ran several times. */
  Outcome and(Outcome other) {
    return other.kind.compareTo(kind) > 0 ? other : this;
  }
}
