package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.spring.ui.UiHub;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The page of any application: nothing here needs the demo's controls. */
class ReadOnlyPageTest {

  @RegisterExtension final Applications applications = new Applications();

  @Test
  void l_11_messagesAreSeenMovingUntilTheButtonStopsThem() {
    var context = applications.plain("shop-1");
    applications.member("shop-2", context);
    applications.member("shop-3", context);
    try (var browser = Browser.open(Applications.url(context), 1440, 1000)) {
      browser.awaitVerdict("3 members, all healthy");
      browser.await(() -> browser.painted());
      assertThat(browser.text("#picture")).contains("What moves is real", "state exchange");
      browser.assertAccessible();

      browser.click("#motion");
      browser.await(() -> browser.text("#last-second").contains("probe messages"));
      assertThat(browser.painted()).isFalse();
      assertThat(browser.script("return document.getElementById('motion').ariaPressed"))
          .isEqualTo("false");

      new Actions(browser.driver()).sendKeys("m").perform();
      browser.await(() -> browser.painted());
      browser.assertQuiet();
    }
  }

  @Test
  void j17_whoWantsLessMotionReadsInsteadAndTheCanvasStaysUntouched() {
    var context = applications.plain("shop-1");
    applications.member("shop-2", context);
    var less = Map.of("prefers-reduced-motion", "reduce");
    try (var browser = Browser.open(Applications.url(context), 1440, 1000, less)) {
      browser.awaitVerdict("2 members, all healthy");
      browser.await(() -> browser.text("#last-second").contains("In the last second: "));

      assertThat(browser.script("return document.getElementById('traffic').width")).isEqualTo(300L);
      assertThat(browser.painted()).isFalse();
      browser.assertAccessible();
      browser.assertQuiet();
    }
  }

  @Test
  void l_14_theOrderOfRowsIsFrozenWhileThePointerIsInTheTable() {
    var context = applications.plain("shop-2");
    applications.member("shop-3", context);
    try (var browser = Browser.open(Applications.url(context), 1440, 1000)) {
      browser.awaitVerdict("2 members, all healthy");
      var table = browser.driver().findElement(By.cssSelector("#members table, table[role=table]"));
      new Actions(browser.driver()).moveToElement(table).perform();

      applications.member("shop-1", context);
      browser.await(() -> names(browser).size() == 3);
      assertThat(names(browser)).containsExactly("shop-2", "shop-3", "shop-1");
      browser.await(() -> browser.text("main").contains("order is out of date, sort again"));

      browser.script(
          "[...document.querySelectorAll('button')]"
              + ".find(b => b.textContent.includes('sort again')).click()");
      browser.await(() -> names(browser).equals(List.of("shop-1", "shop-2", "shop-3")));
      browser.assertQuiet();
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> names(Browser browser) {
    return (List<String>)
        browser.script(
            "return [...document.querySelectorAll('tbody button.row')].map(b => b.textContent.trim())");
  }

  @Test
  void l_42_withTrafficSwitchedOffNothingMovesAndNoButtonPretends() {
    var context = applications.plain("shop-1", "--memberlist.ui.traffic=false");
    applications.member("shop-2", context);
    try (var browser = Browser.open(Applications.url(context), 1440, 1000)) {
      browser.awaitVerdict("2 members, all healthy");

      assertThat(browser.all("#motion")).isEmpty();
      assertThat(browser.all("#last-second")).isEmpty();
      browser.assertQuiet();
    }
  }

  @Test
  void l_5_anIncidentIsToldFromThePingThatWasNotAnswered() {
    var context = applications.plain("shop-1");
    applications.member("shop-2", context);
    var victim = applications.member("shop-3", context);
    try (var browser = Browser.open(Applications.url(context), 1440, 1000)) {
      browser.awaitVerdict("3 members, all healthy");
      victim.shutdown();

      browser.awaitVerdict("shop-3 has failed");
      browser.await(() -> browser.text("#story").contains("Declared failed"));
      assertThat(browser.text("#story"))
          .contains("shop-1 pinged shop-3 and waited", "· over", "Suspected", "Time to decide: ")
          .containsSubsequence(
              "Ping unanswered", "Asked others to try", "shop-2", "Declared failed");
      assertThat(browser.text("#figures")).contains("news takes about");
      browser.assertQuiet();
    }
  }

  @Test
  void seedsThatDoNotAnswerStandInThePicture() {
    var context =
        applications.plain("shop-1", "--memberlist.join.seeds=127.0.0.1:1,no-such-host.invalid");
    try (var browser = Browser.open(Applications.url(context), 1440, 1000)) {
      browser.awaitVerdict("Alone so far – no seed has answered");
      browser.await(() -> browser.text("#picture .stage").contains("next attempt in"));

      assertThat(browser.all("#picture .seed")).hasSize(2);
      browser.await(() -> browser.text("#picture .stage").contains("connection refused"));
      browser.assertAccessible();
      browser.assertQuiet();
    }
  }

  @Test
  void l_2_onAPhoneEveryCardHasTheWholeWidth() {
    var context = applications.plain("shop-1");
    applications.member("shop-2", context);
    try (var browser = Browser.open(Applications.url(context), 390, 844)) {
      browser.awaitVerdict("2 members, all healthy");

      assertThat(
              browser.script(
                  """
                  const cards = document.querySelectorAll('main > section:not([hidden]), #side > section:not([hidden])');
                  return [...cards].filter((card) => card.offsetWidth < 340).map((card) => card.id);"""))
          .as("narrow cards")
          .isEqualTo(List.of());
      browser.assertAccessible();
    }
  }

  @Test
  void j25_openPagesAreToldGoodbye() {
    var listening =
        """
        window.EventSource = class extends window.EventSource {
          constructor(url) {
            super(url);
            this.addEventListener('bye', (event) => { window.goodbye = event.data; });
          }
        };""";
    var context = applications.plain("shop-1", "--server.shutdown=graceful");
    try (var browser = Browser.open(Applications.url(context), 1440, 1000, Map.of(), listening)) {
      browser.awaitVerdict("Alone");

      context.close();

      browser.await(
          () -> browser.script("return window.goodbye ?? ''").toString().contains("shutdown"));
      browser.await(() -> browser.text("#bar").contains("lost"));
    }
  }

  @Test
  void l_13_aHiddenPageGivesItsStreamBackAndOpensItAgainWhenSeen() {
    var soon =
        """
        const later = window.setTimeout;
        window.setTimeout = (task, ms, ...rest) => later(task, ms === 30_000 ? 0 : ms, ...rest);""";
    var context = applications.plain("shop-1");
    var hub = context.getBean(UiHub.class);
    try (var browser = Browser.open(Applications.url(context), 1440, 1000, Map.of(), soon)) {
      browser.awaitVerdict("Alone");
      assertThat(hub.openPages()).isEqualTo(1);

      hide(browser, true);
      browser.await(() -> hub.openPages() == 0);

      hide(browser, false);
      browser.await(() -> hub.openPages() == 1);
      browser.await(() -> browser.text("header").contains("● live"));
      assertThat(browser.text("#bar")).isEmpty();
    }
  }

  private static void hide(Browser browser, boolean hidden) {
    browser.script(
        "Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });"
            + "document.dispatchEvent(new Event('visibilitychange'))",
        hidden);
  }

  @Test
  void section9_ofANodeThatWasStoppedTheLastRecordsStay() {
    var context = applications.plain("shop-1");
    applications.member("shop-2", context);
    try (var browser = Browser.open(Applications.url(context), 1440, 1000)) {
      browser.awaitVerdict("2 members, all healthy");

      context.getBean(Memberlist.class).shutdown();

      browser.awaitVerdict("This node is stopped");
      browser.await(() -> browser.text("#members").contains(", as of "));
      assertThat(browser.row("shop-2")).contains("Alive");
      browser.assertAccessible();
    }
  }

  @Test
  void theKeysAreExplainedAndSingleOnesCanBeSwitchedOff() {
    var context = applications.plain("shop-1");
    try (var browser = Browser.open(Applications.url(context), 1440, 1000)) {
      browser.awaitVerdict("Alone");
      var keys = new Actions(browser.driver());

      keys.sendKeys("?").perform();
      browser.await(() -> browser.text("#help").contains("filter of the members"));
      browser.assertAccessible();
      browser.click("#single-keys");
      keys.sendKeys(Keys.ESCAPE).perform();
      browser.await(
          () -> browser.script("return document.getElementById('help').open").equals(false));

      keys.sendKeys("m").sendKeys("?").perform();
      assertThat(browser.script("return document.getElementById('help').open")).isEqualTo(false);
      assertThat(browser.script("return document.getElementById('motion').ariaPressed"))
          .isEqualTo("true");
      assertThat(browser.script("return Object.keys(localStorage)"))
          .isEqualTo(List.of("memberlist.keys"));
      browser.assertQuiet();
    }
  }
}
