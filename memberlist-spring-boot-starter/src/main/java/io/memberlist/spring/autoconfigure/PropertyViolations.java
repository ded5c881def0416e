package io.memberlist.spring.autoconfigure;

import io.memberlist.ConfigException.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the properties under one prefix. Not thread-safe. */
public final class PropertyViolations {

  private static final int LAST_PORT = 65_535;

  private final String prefix;
  private final List<Violation> all = new ArrayList<>();

  /** Names of properties are relative to this prefix, which ends with a dot. */
  public PropertyViolations(String prefix) {
    this.prefix = prefix;
  }

  /** What was found, in order. */
  public List<Violation> all() {
    return List.copyOf(all);
  }

  /** Adds one. */
  public PropertyViolations refuse(String name, Object value, String reason) {
    all.add(new Violation(prefix + name, value.toString(), reason));
    return this;
  }

  /** Demands a duration of more than 0. */
  public PropertyViolations positive(String name, Duration value) {
    return value.isZero() || value.isNegative()
        ? refuse(name, Durations.text(value), "must be more than 0")
        : this;
  }

  /** Demands a duration of 0 or more. */
  public PropertyViolations notNegative(String name, Duration value) {
    return value.isNegative() ? refuse(name, Durations.text(value), "must not be negative") : this;
  }

  /** Demands a duration of so much or more. */
  public PropertyViolations atLeast(String name, Duration value, Duration least) {
    return value.compareTo(least) < 0
        ? refuse(name, Durations.text(value), "must be at least " + Durations.text(least))
        : this;
  }

  /** Demands a number of so much or more. */
  public PropertyViolations atLeast(String name, int value, int least) {
    return value < least ? refuse(name, value, "must be at least " + least) : this;
  }

  /** Demands the number of a port, other than 0. */
  public PropertyViolations port(String name, int value) {
    return value < 1 || value > LAST_PORT
        ? refuse(name, value, "must be within 1.." + LAST_PORT)
        : this;
  }
}
