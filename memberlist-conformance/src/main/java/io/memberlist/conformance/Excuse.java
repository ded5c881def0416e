package io.memberlist.conformance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a test may be skipped on a user's machine: something is absent that is no part of the build.
 */
record Excuse(Pattern message, String needs) {

  private static final List<Excuse> ALL =
      List.of(
          new Excuse(Pattern.compile("The program (\\S+) is not on the path"), "$1"),
          new Excuse(Pattern.compile("IPv6"), "IPv6"));

  /** What the skipped test needs, if that is an excuse. */
  static Optional<String> of(Outcome skipped) {
    for (var excuse : ALL) {
      var found = excuse.message.matcher(skipped.reason());
      if (found.find()) {
        return Optional.of(excuse.needs.equals("$1") ? found.group(1) : excuse.needs);
      }
    }
    return Optional.empty();
  }
}
