package io.memberlist.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator bites: on forged builds, each with one thing wrong. */
class TableTest {

  private static final String CATALOGUE =
      """
      ## 3. Join

      | ID | Given / When / Then | Source | Mode |
      |---|---|---|---|
      | JOIN-01 | A node joins. It is known. | TestJoin | R |
      | JOIN-02 | Another one, too (D20). | TestJoin | U |
      | EVT-01 | Events: see JOIN-01, -02. | same | U |

      ## 34. Working with this list

      - Entries that only repeat another one by reference need no test of their own (EVT-01); where
        results are listed they show those.
      """;

  @TempDir Path root;

  @BeforeEach
  void aGoodBuild() throws IOException {
    write("pom.xml", "<modules><module>memberlist-core</module></modules>");
    write("docs/behaviours.md", CATALOGUE);
    source("join_01_itIsKnown", "join_02_d33_anotherOne");
    report(passed("join_01_itIsKnown"), passed("join_02_d33_anotherOne"));
  }

  @Test
  void aGoodBuildHasNoProblems() throws IOException {
    assertThat(problems()).isEmpty();
    assertThat(page())
        .contains("## 3. Join")
        .contains("| JOIN-01 | A node joins. | R | `JoinTest.join_01_itIsKnown` R |  | passed |")
        .contains("`JoinTest.join_02_d33_anotherOne` R | D20, D33 | passed |")
        .contains("| EVT-01 | Events: see JOIN-01, -02. | U | as JOIN-01, JOIN-02 |  | passed |");
  }

  @Test
  void anEntryWithoutTestIsAProblem() throws IOException {
    source("join_01_itIsKnown");

    assertThat(problems()).containsExactly("JOIN-02 has no test");
    assertThat(page()).contains("| no test |");
  }

  @Test
  void anEntryWithoutTestInItsModeIsAProblem() throws IOException {
    write("docs/behaviours.md", CATALOGUE.replace("| R |", "| S+R |"));

    assertThat(problems()).containsExactly("JOIN-01 has no test of mode S");
    assertThat(page()).contains("| S+R, lacks S |");

    Files.move(root.resolve("memberlist-core"), root.resolve("memberlist-simulator"));
    write("pom.xml", "<modules><module>memberlist-simulator</module></modules>");

    assertThat(problems()).containsExactly("JOIN-01 has no test of mode R");
  }

  @Test
  void aTestThatWasNotRunIsAProblem() throws IOException {
    report(passed("join_01_itIsKnown"), passed("join_02_underAnOlderName"));

    assertThat(problems()).containsExactly("JOIN-02: JoinTest.join_02_d33_anotherOne was not run");
    assertThat(page()).contains("| not run |");
  }

  @Test
  void aBuildWithoutReportsIsAProblemForEveryTest() throws IOException {
    Files.delete(root.resolve("memberlist-core/target/surefire-reports/TEST-JoinTest.xml"));

    assertThat(problems()).hasSize(2).allMatch(problem -> problem.endsWith("was not run"));
  }

  @Test
  void aDisabledTestIsAProblem() throws IOException {
    report(passed("join_01_itIsKnown"), skipped("join_02_d33_anotherOne", "void x is @Disabled"));

    assertThat(problems())
        .containsExactly(
            "JOIN-02: JoinTest.join_02_d33_anotherOne was skipped: void x is @Disabled");
  }

  @Test
  void aTestThatNeedsAnAbsentProgramIsExcusedUnlessItIsRequired() throws IOException {
    report(
        passed("join_01_itIsKnown"),
        skipped(
            "join_02_d33_anotherOne",
            "Assumption failed: The program serf is not on the path; install it."));

    assertThat(problems()).isEmpty();
    assertThat(page()).contains("| D20, D33 | skipped: needs serf |");
    assertThat(new Page(Table.of(root, false), true).text()).doesNotContain("skipped");
    assertThat(Table.of(root, true).problems()).hasSize(1);
  }

  @Test
  void aWholeClassThatIsSkippedIsSkippedInEachOfItsTests() throws IOException {
    report(skipped("", "The program go is not on the path"));

    assertThat(problems()).isEmpty();
    assertThat(page()).contains("skipped: needs go");
  }

  @Test
  void aFailedTestIsAProblem() throws IOException {
    report(
        passed("join_01_itIsKnown"),
        "<testcase name='join_02_d33_anotherOne' classname='a.JoinTest'><failure/></testcase>");

    assertThat(problems()).containsExactly("JOIN-02: JoinTest.join_02_d33_anotherOne failed");
  }

  @Test
  void oneBadCaseOfAParameterizedTestCounts() throws IOException {
    report(
        passed("join_01_itIsKnown"),
        passed("join_02_d33_anotherOne{int}[1]"),
        skipped("join_02_d33_anotherOne{int}[2]", "too slow here"),
        passed("join_02_d33_anotherOne{int}[3]"));

    assertThat(problems()).singleElement().asString().endsWith("was skipped: too slow here");
  }

  @Test
  void aTestWithAnIdOfNoEntryIsAProblem() throws IOException {
    source("join_01_itIsKnown", "join_02_d33_anotherOne", "join_03_nobodyAskedFor", "s_10_other");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("JOIN-03 is in no entry, but tests carry it");
  }

  @Test
  void anEntryThatNeedsAFigureAndShowsNoneIsAProblem() throws IOException {
    write("docs/behaviours.md", CATALOGUE.replace("JOIN-02", "DEF-08"));
    source("join_01_itIsKnown", "def_08_itLeaves");
    report(passed("join_01_itIsKnown"), passed("def_08_itLeaves"));

    assertThat(problems()).contains("DEF-08 shows no figure");

    write("memberlist-core/target/figures/DEF-08 left after.txt", "1.1 s\n");

    assertThat(problems()).doesNotContain("DEF-08 shows no figure");
    assertThat(page()).contains("passed<br>left after: 1.1 s |");
    assertThat(Page.withoutFigures(page())).contains("` R | D20 | passed |\n");
  }

  @Test
  void aTestThatAnotherClassInheritsCounts() throws IOException {
    report(
        passed("join_01_itIsKnown"), "<testcase name='join_02_d33_anotherOne' classname='a.B'/>");

    assertThat(problems()).isEmpty();
  }

  private List<String> problems() throws IOException {
    return Table.of(root, false).problems();
  }

  private String page() throws IOException {
    return new Page(Table.of(root, false), false).text();
  }

  private void source(String... methods) throws IOException {
    var text = new StringBuilder("package a;\nclass JoinTest {\n  Nodes nodes = new Nodes();\n");
    for (var method : methods) {
      text.append("  @Test\n  void ").append(method).append("() {}\n");
    }
    write("memberlist-core/src/test/java/a/JoinTest.java", text + "}\n");
  }

  private void report(String... cases) throws IOException {
    write(
        "memberlist-core/target/surefire-reports/TEST-JoinTest.xml",
        "<?xml version='1.0' encoding='UTF-8'?>\n<testsuite name='a.JoinTest'>"
            + String.join("\n", cases)
            + "<system-out><![CDATA[<testcase name='join_09_printed'/>]]></system-out></testsuite>");
  }

  private static String passed(String name) {
    return "<testcase name='" + name + "' classname='a.JoinTest' time='0.1'/>";
  }

  private static String skipped(String name, String message) {
    return "<testcase name='%s' classname='a.JoinTest'><skipped message='%s'/></testcase>"
        .formatted(name, message);
  }

  private void write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
