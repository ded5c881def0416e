package io.memberlist.test;

/** Goes along with the failure of a test and tells how to repeat the run. */
public final class ClusterReport extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what to tell; has no stack trace. */
  public ClusterReport(String text) {
    super(text, null, false, false);
  }
}
