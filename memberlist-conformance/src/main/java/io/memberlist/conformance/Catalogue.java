package io.memberlist.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the entries out of {@code docs/behaviours.md}. */
final class Catalogue {

  private static final Pattern ID = Pattern.compile("[A-Z]+-\\d\\d");
  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern SENTENCE = Pattern.compile(".*?\\.(?= [^a-z])");
  private static final int LONGEST = 110;

  private final Set<String> repeating;
  private final List<Entry> entries = new ArrayList<>();
  private String section = "";
  private List<String> columns = List.of();

  private Catalogue(Set<String> repeating) {
    this.repeating = repeating;
  }

  /** All entries, in their order. */
  static List<Entry> read(String markdown) {
    var catalogue = new Catalogue(repeating(markdown));
    markdown.lines().forEach(catalogue::line);
    return catalogue.entries;
  }

  /** Those the catalogue says need no test of their own. */
  private static Set<String> repeating(String markdown) {
    int start = markdown.indexOf("Entries that only repeat another one");
    return start < 0
        ? Set.of()
        : Ids.inText(markdown.substring(start, markdown.indexOf(';', start)));
  }

  private void line(String line) {
    if (line.startsWith("## ") || line.startsWith("### ")) {
      section = line.substring(line.indexOf(' ') + 1);
    } else if (line.startsWith("| ID ")) {
      columns = cells(line);
    } else if (line.startsWith("| ") && ID.matcher(cells(line).get(0)).matches()) {
      entry(cells(line));
    }
  }

  private void entry(List<String> cells) {
    var id = cells.get(0);
    var text = cells.get(1);
    int mode = columns.indexOf("Mode");
    entries.add(
        new Entry(
            id,
            section,
            shortened(text),
            mode < 0 ? "" : cells.get(mode).replaceAll(" .*", ""),
            repeating.contains(id) ? others(id, text) : Set.of(),
            Ids.differencesInText(String.join(" ", cells))));
  }

  private static Set<String> others(String id, String text) {
    var others = Ids.inText(text);
    others.remove(id);
    return others;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(BAR.split(line.strip().replaceAll("^\\||\\|$", "")))
        .map(String::strip)
        .toList();
  }

  /** The first sentence, or as many words as fit. */
  static String shortened(String text) {
    var plain = text.replace("**", "").replaceAll("(?<!\\w)\\*(\\S[^*]*)\\*", "$1");
    var sentence = SENTENCE.matcher(plain);
    if (sentence.lookingAt() && sentence.end() <= LONGEST) {
      return closed(sentence.group());
    }
    if (plain.length() <= LONGEST) {
      return plain;
    }
    var cut = plain.substring(0, plain.lastIndexOf(' ', LONGEST));
    return closed(cut.replaceAll("[ ,;:(]+$", "")) + " …";
  }

  private static String closed(String text) {
    return text.chars().filter(c -> c == '`').count() % 2 == 0 ? text : text + "`";
  }
}
