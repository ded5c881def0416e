package io.memberlist.spring.autoconfigure;

import io.memberlist.Config;
import io.memberlist.ConfigException.Violation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Settings of the core under their names as properties: what the core says, in the user's words.
 */
final class PropertyNames {

  /**
   * Names that are no words of a sentence, longest first, so that none is replaced within another.
   */
  private static final List<String> SETTINGS =
      Config.settings().stream()
          .filter(name -> !name.equals(name.toLowerCase(Locale.ROOT)))
          .sorted(Comparator.comparing(String::length).reversed())
          .toList();

  private PropertyNames() {}

  /** {@code rejoin.forgetAfter} is {@code memberlist.rejoin.forget-after}. */
  static String of(String setting) {
    return "memberlist." + setting.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** A violation of a setting as one of the property. */
  static Violation translated(Violation violation) {
    var reason = violation.reason();
    for (var setting : SETTINGS) {
      reason = reason.replaceAll("\\b" + setting + "\\b", of(setting));
    }
    return new Violation(of(violation.field()), violation.value(), reason);
  }
}
