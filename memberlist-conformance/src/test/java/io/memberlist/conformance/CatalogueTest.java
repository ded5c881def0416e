package io.memberlist.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void modesAreTakenFromTheirColumn() {
    var entries =
        Catalogue.read(
            """
            | ID | Reported behaviour | Where | What we require | Mode |
            |---|---|---|---|---|
            | DEF-01 | Apart for ever. | #1 \\| #2 | Rejoin (§21.1) | S (clock) |

            | ID | What was wrong | Upstream fix | Test to have |
            |---|---|---|---|
            | DEF-41 | Never pruned. | #253 | FRM-07 |
            """);

    assertThat(entries).extracting(Entry::id).containsExactly("DEF-01", "DEF-41");
    assertThat(entries).extracting(Entry::mode).containsExactly("S", "");
  }

  @Test
  void statementsAreShortened() {
    assertThat(Catalogue.shortened("First `a.b`. Second.")).isEqualTo("First `a.b`.");
    assertThat(Catalogue.shortened("First, i.e. that. Second, incl. more."))
        .isEqualTo("First, i.e. that.");
    assertThat(Catalogue.shortened("Short **and** *bold*")).isEqualTo("Short and bold");
    assertThat(Catalogue.shortened("word ".repeat(40))).endsWith("word …").hasSizeLessThan(115);
    assertThat(Catalogue.shortened("`" + "code ".repeat(40) + "`")).endsWith("code` …");
  }
}
