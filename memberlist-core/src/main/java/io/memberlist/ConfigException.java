package io.memberlist;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is not valid; all that is wrong with it at once. */
public final class ConfigException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  /**
   * One thing that is wrong.
   *
   * @param field name of the setting as in {@link Config}, groups with a dot
   * @param value as given; never a key
   * @param reason what is possible
   */
  public record Violation(String field, String value, String reason) {
    @Override
    public String toString() {
      return field + " = " + value + ": " + reason;
    }
  }

  private final transient List<Violation> violations;

  /** With at least one violation. */
  public ConfigException(List<Violation> violations) {
    super(
        violations.stream()
            .map(Violation::toString)
            .collect(Collectors.joining("; ", "the configuration is not valid: ", "")));
    this.violations = List.copyOf(violations);
  }

  /** All that is wrong, in the order of the settings. */
  public List<Violation> violations() {
    return violations;
  }
}
