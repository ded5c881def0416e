package io.memberlist.spring.autoconfigure;

/** An encryption key among the properties is not valid; never shows the key. */
public final class InvalidMemberlistKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String property;
  private final String problem;

  InvalidMemberlistKeyException(String property, String problem) {
    super("The encryption key in '" + property + "' is not valid: " + problem);
    this.property = property;
    this.problem = problem;
  }

  /** Full name of the property, with the index of a list entry. */
  public String getProperty() {
    return property;
  }

  /** What is wrong, as a sentence. */
  public String getProblem() {
    return problem;
  }
}
