package io.memberlist.spring.autoconfigure;

import io.memberlist.ConfigException.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** Properties under {@code memberlist} are not valid; all of them at once. */
public final class InvalidMemberlistPropertyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  /**
   * With what is wrong.
   *
   * @param violations their fields are full names of properties
   */
  public InvalidMemberlistPropertyException(List<Violation> violations) {
    super(
        violations.stream()
            .map(Violation::toString)
            .collect(Collectors.joining("; ", "The memberlist configuration is not valid: ", "")));
    this.violations = List.copyOf(violations);
  }

  /** What is wrong; fields are full names of properties. */
  public List<Violation> getViolations() {
    return violations;
  }
}
