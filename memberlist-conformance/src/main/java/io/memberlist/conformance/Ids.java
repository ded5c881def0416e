package io.memberlist.conformance;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds IDs of behaviours, and the numbers of intended differences (§21), in texts and names. */
final class Ids {

  /** {@code JOIN-01}, {@code , -02}, {@code …JOIN-04}. */
  private static final Pattern IN_TEXT =
      Pattern.compile("(…)?(?:([A-Z]{2,}[0-9]?)|(?<=[ /,(…]))-(\\d\\d)(?!\\d)");

  private static final Pattern DIFFERENCES = Pattern.compile("\\(D\\d+(?:, D\\d+)*\\)");
  private static final Pattern DIFFERENCE = Pattern.compile("\\bD\\d+\\b");

  /** Section of the additions that can be switched. */
  private static final String ADDITIONS = "21.1";

  private static final Pattern NUMBER = Pattern.compile("\\d\\d");

  private Ids() {}

  /** IDs a text names, ranges written out, in its order. */
  static Set<String> inText(String text) {
    var found = new LinkedHashSet<String>();
    var family = "";
    int last = 0;
    var matcher = IN_TEXT.matcher(text);
    while (matcher.find()) {
      family = matcher.group(2) == null ? family : matcher.group(2);
      int number = Integer.parseInt(matcher.group(3));
      addRange(found, family, matcher.group(1) == null ? number : last + 1, number);
      last = number;
    }
    return found;
  }

  /** Differences a text names in brackets, as in {@code (D20, D36)} or {@code (§21.1)}. */
  static Set<String> differencesInText(String text) {
    var found = new LinkedHashSet<String>();
    var brackets = DIFFERENCES.matcher(text);
    while (brackets.find()) {
      var each = DIFFERENCE.matcher(brackets.group());
      while (each.find()) {
        found.add(each.group());
      }
    }
    if (text.contains("(§" + ADDITIONS + ")")) {
      found.add(ADDITIONS);
    }
    return found;
  }

  /**
   * What a test is named after: {@code lab_01_to_04_def_52_d12_whatItShows} gives four IDs of one
   * family, one of another, and a difference.
   */
  static Named inName(String name) {
    var found = new Named(new LinkedHashSet<>(), new LinkedHashSet<>());
    var words = name.split("_", -1);
    var family = "";
    int last = 0;
    for (int i = 0; i < words.length; i++) {
      var word = words[i];
      if (word.matches("d\\d+")) {
        found.differences.add(word.toUpperCase(Locale.ROOT));
      } else if (NUMBER.matcher(word).matches() && !family.isEmpty()) {
        int number = Integer.parseInt(word);
        boolean range = endsRange(words, i);
        addRange(found.ids, family, range ? last + 1 : number, number);
        last = number;
      } else if (word.matches("[a-z]+") && leadsToNumber(words, i + 1)) {
        family = word.equals("to") ? family : word.toUpperCase(Locale.ROOT);
      } else {
        break;
      }
    }
    return found;
  }

  /** In {@code lab_01_to_04} and {@code lab_01_to_lab_04}. */
  private static boolean endsRange(String[] words, int at) {
    return words[at - 1].equals("to")
        || at > 1 && words[at - 2].equals("to") && !NUMBER.matcher(words[at - 1]).matches();
  }

  private static boolean leadsToNumber(String[] words, int at) {
    return at < words.length
        && (NUMBER.matcher(words[at]).matches()
            || words[at - 1].equals("to")
                && at + 1 < words.length
                && NUMBER.matcher(words[at + 1]).matches());
  }

  private static void addRange(Set<String> found, String family, int from, int to) {
    for (int number = from; number <= to; number++) {
      found.add(String.format("%s-%02d", family, number));
    }
  }

  /** What a name says. */
  record Named(Set<String> ids, Set<String> differences) {}
}
