package io.memberlist.test;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Where the seed of a run comes from. */
public final class Seeds {

  /** Property that repeats a run, of the JVM or of JUnit: {@value}. */
  public static final String PROPERTY = "memberlist.test.seed";

  private Seeds() {}

  /**
   * The seed to take: the property's, else the given one, else a new one.
   *
   * @param property value of {@link #PROPERTY}, if it is set
   * @param given 0 for none
   * @throws IllegalArgumentException if the property is not a number
   */
  public static long choose(Optional<String> property, long given) {
    if (property.isPresent()) {
      return parse(property.get());
    }
    return given == 0 ? ThreadLocalRandom.current().nextLong(1, 1_000_000_000) : given;
  }

  private static long parse(String text) {
    try {
      return Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(PROPERTY + " is not a number: \"" + text + '"', e);
    }
  }
}
