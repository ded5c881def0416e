package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.sample.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Journeys that leave the cluster as they found it, and so can share one. */
@ExtendWith(SharedBrowser.class)
class LivePageTest {

  /** Text spacing of WCAG 1.4.12 (L-26). */
  private static final String WIDE_TEXT =
      "document.styleSheets[1].insertRule('* { line-height: 1.5 !important;"
          + " letter-spacing: .12em !important; word-spacing: .16em !important; }', 0)";

  private static final String CUT_OFF =
      """
      return [...document.querySelectorAll('main *, header *')]
        .filter((e) => !e.closest('.hidden, .scroll, .feed, svg, canvas, select, .tag') && getComputedStyle(e).overflow === 'hidden'
          && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
        .map((e) => e.outerHTML.slice(0, 120));""";

  private static Sample sample;

  /**
   * Probes often and declares nobody failed for six seconds, so that a pause of three is none, and
   * repeats rumours so often that nobody misses the answer.
   */
  @BeforeAll
  static void start() {
    Browser.require();
    sample =
        Sample.start(
            "sample-1",
            "--sample.demo-nodes=4",
            "--memberlist.probe-interval=500ms",
            "--memberlist.suspicion-mult=12",
            "--memberlist.retransmit-mult=10");
  }

  @AfterAll
  static void stop() {
    if (sample != null) {
      sample.close();
    }
  }

  @BeforeEach
  void open(Browser browser) {
    browser.go(sample.url());
    browser.awaitVerdict("5 members, all healthy");
  }

  @Test
  void j1_theMembersAppearAndAllIsWell(Browser browser) {
    assertThat(browser.all("#picture .node")).hasSize(5);
    assertThat(browser.all("#members tbody tr")).hasSize(5);
    assertThat(browser.text("header")).contains("sample", "live", "not encrypted");
    browser.await(() -> browser.driver().getTitle().equals("5 members – sample"));
    browser.await(
        () ->
            browser
                .script("return document.getElementById('announce').textContent")
                .equals("5 members, all healthy"));
    assertThat(browser.script("return document.cookie + Object.keys(localStorage)")).isEqualTo("");
    browser.assertAccessible();
    browser.assertQuiet();
  }

  @Test
  void j4_aPausedMemberIsSuspectedAndRefutes(Browser browser) {
    long before = Long.parseLong(browser.cell("demo-3", "incarnation"));
    browser.target("demo-3");
    browser.command("pause");

    var newestFirst = "(?s).*demo-3 refuted it.*demo-3 is suspected.*You paused demo-3 for 3.0 s.*";
    browser.await(() -> browser.text("#story").matches(newestFirst));

    browser.awaitVerdict("5 members, all healthy");
    assertThat(browser.text("#story")).doesNotContain("Declared failed", "demo-3 failed");
    assertThat(Long.parseLong(browser.cell("demo-3", "incarnation"))).isGreaterThan(before);
    browser.await(() -> browser.text("#tour").contains("✓ Pause one"));
    browser.assertQuiet();
  }

  @Test
  void j6_aSlowMemberDoubtsItselfAndNobodyIsLost(Browser browser) {
    assertThat(browser.cell("demo-2", "health")).isEqualTo("0");
    browser.target("demo-2");
    browser.command("slow");

    browser.await(() -> browser.text("#tour").contains("✓ Slow a member down"));
    assertThat(browser.all("#picture .node.dead")).isEmpty();

    browser.command("resume");
    browser.await(() -> browser.cell("demo-2", "health").equals("0"));
    browser.awaitVerdict("5 members, all healthy");
    browser.assertQuiet();
  }

  @Test
  void j7_changedTagsAppear(Browser browser) {
    assertThat(browser.row("demo-4")).contains("zone a");
    browser.target("demo-4");
    browser.command("tags");

    browser.await(() -> browser.row("demo-4").contains("zone b"));
    browser.await(() -> browser.text("#story").contains("demo-4 changed its tags"));
    browser.await(() -> browser.text("#figures").contains("demo-4 updated"));
    browser.assertQuiet();
  }

  @Test
  void j8_anEventReachesAll(Browser browser) {
    browser.target("demo-2");
    var text = browser.driver().findElement(By.id("event-text"));
    text.clear();
    text.sendKeys("hello <b>");
    browser.command("event");

    browser.await(() -> browser.text("#story").contains("sent “hello <b>”, received by 5 of 5"));
    assertThat(browser.text("#story")).contains("You sent an event from demo-2");
    browser.assertAccessible();
    browser.assertQuiet();
  }

  @Test
  void j9_withoutEncryptionThereIsNoKeyToRotateAndThePageSaysWhy(Browser browser) {
    browser.click("[data-command=key]");

    browser.await(() -> browser.text("#controls").contains("start with memberlist.secret-key"));
  }

  @Test
  void l_3_thePageShowsTheClusterAsTheChosenMemberSeesIt(Browser browser) {
    assertThat(browser.row("sample-1")).contains("this node");

    browser.script(
        "const s = document.getElementById('seen-from'); s.value = 'demo-2';"
            + "s.dispatchEvent(new Event('change'))");

    browser.await(() -> browser.row("demo-2").contains("this node"));
    assertThat(browser.row("sample-1")).contains("Alive").doesNotContain("this node");
    browser.assertQuiet();
  }

  @Test
  void l_23_theTableIsSortedByItsHeadsAndSaysSo(Browser browser) {
    click(browser, "Name");
    browser.await(() -> sorted(browser).equals("Name ▲ ascending"));
    assertThat(browser.text("#members tbody")).startsWith("demo-1");
    click(browser, "Name");
    browser.await(() -> sorted(browser).equals("Name ▼ descending"));
    assertThat(browser.text("#members tbody")).startsWith("sample-1");
    click(browser, "Name");
    browser.await(() -> sorted(browser).isEmpty());
  }

  private static void click(Browser browser, String head) {
    browser.script(
        "[...document.querySelectorAll('#members thead button')]"
            + ".find((b) => b.textContent.startsWith(arguments[0])).click()",
        head);
  }

  private static String sorted(Browser browser) {
    return String.valueOf(
        browser.script(
            "const th = document.querySelector('#members th[aria-sort]');"
                + "return th ? th.textContent.trim() + ' ' + th.ariaSort : ''"));
  }

  @Test
  void j16_withTheKeyboardAlone(Browser browser) {
    browser.script("document.querySelector('#picture .node[tabindex=\"0\"]').focus()");
    var keys = new Actions(browser.driver());

    keys.sendKeys(Keys.ARROW_RIGHT).perform();
    browser.await(() -> focused(browser).startsWith("demo-2, alive"));
    keys.sendKeys(Keys.ENTER).perform();
    browser.await(() -> browser.text("#picture .detail").contains("demo-2"));
    browser.await(() -> browser.script("return document.activeElement.id").equals("detail-head"));
    keys.sendKeys(Keys.ESCAPE).perform();
    browser.await(() -> browser.all(".detail").isEmpty());
    browser.await(() -> focused(browser).startsWith("demo-2"));

    keys.sendKeys("/").perform();
    browser.await(() -> browser.script("return document.activeElement.id").equals("filter"));
    keys.sendKeys("demo-1").perform();
    browser.await(() -> browser.all("#members tbody tr").size() == 1);
    browser.assertQuiet();
  }

  private static String focused(Browser browser) {
    return String.valueOf(
        browser.script("return document.activeElement.getAttribute('aria-label')"));
  }

  @ParameterizedTest
  @CsvSource({"320,light", "390,dark", "900,light", "1440,dark"})
  void j18_nothingIsWiderThanTheScreen(int width, String scheme, Browser browser) {
    browser.screen(width, 900, Map.of("prefers-color-scheme", scheme));
    browser.go(sample.url());
    browser.awaitVerdict("all healthy");

    browser.assertFits();
    browser.assertAccessible();
    browser.script(WIDE_TEXT);
    browser.assertFits();
    assertThat(browser.script(CUT_OFF)).as("text that is cut off").isEqualTo(List.of());
  }

  @Test
  void j22_nobodyWatchesAndNothingRuns(Browser browser) {
    assertThat(pageThreads()).isPositive();

    browser.go("about:blank");

    await().atMost(Duration.ofSeconds(60)).until(() -> pageThreads() == 0);
  }

  private static long pageThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("memberlist-.*-ui(-writer)?"))
        .count();
  }
}
