package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.Memberlist;
import io.memberlist.Tags;
import io.memberlist.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/**
 * Journeys after which the cluster is another one: each has its own, which remembers its dead for
 * longer than any journey takes.
 */
@ExtendWith(SharedBrowser.class)
class BrokenClusterTest {

  /** Where the focus is: the card, the command, and whether it is to be seen. */
  private static final String STOP =
      """
      const e = document.activeElement;
      const seen = getComputedStyle(e).outlineStyle !== 'none'
        || (e.classList.contains('node') && getComputedStyle(e.querySelector('.ring')).stroke !== 'none');
      return `${e.closest('section, header')?.id ?? e.className} ${e.dataset.command ?? ''} ${seen ? 'visible' : 'unseen'}`;""";

  private final List<Memberlist> others = new ArrayList<>();

  private Sample sample;

  @BeforeEach
  void start(Browser browser) {
    sample =
        Sample.start(
            "sample-1", "--sample.demo-nodes=4", "--memberlist.gossip-to-the-dead-time=10m");
    browser.go(sample.url());
    browser.awaitVerdict("5 members, all healthy");
  }

  @AfterEach
  void stop() {
    others.forEach(Memberlist::shutdown);
    sample.close();
  }

  @Test
  void j2_aKilledMemberTurnsSuspectThenFailedAndEverybodyKnows(Browser browser) {
    browser.command("kill");

    browser.awaitVerdict("demo-1 has failed – everyone knows");
    browser.await(() -> browser.text("#story").contains("Everybody knows"));
    assertThat(browser.text("#story"))
        .containsSubsequence(
            "You: killed demo-1", "Suspected", "Declared failed", "Everybody knows");
    assertThat(browser.text("#figures")).contains("demo-1 failed", "demo-1, from its end");
    assertThat(browser.driver().getTitle()).isEqualTo("✕ 1 failed – sample");
    assertThat(browser.all("#matrix td.tone-dead")).hasSize(4);
    assertThat(browser.all("#picture .node.dead")).hasSize(1);
    browser.assertAccessible();
    browser.assertQuiet();
  }

  @Test
  void j3_aMemberThatLeavesIsNeverSuspected(Browser browser) {
    browser.command("leave");

    browser.await(() -> browser.text("#story").contains("Left"));
    assertThat(browser.text("#story")).doesNotContain("Suspected");
    browser.assertQuiet();
  }

  @Test
  void j5_aCutNetworkIsTwoGroupsAndHeals(Browser browser) {
    browser.command("cut");

    browser.awaitVerdict("Two groups do not see each other");
    browser.await(() -> browser.all("#matrix td.tone-alive").size() == 3 * 2 + 2);
    assertThat(browser.all("#picture .cutline")).hasSize(1);
    browser.assertAccessible();
    browser.command("heal");

    browser.awaitVerdict("5 members, all healthy");
    browser.await(() -> browser.text("#story").contains("The network merged "));
    assertThat(browser.text("#story")).contains(" s after healing");
    assertThat(browser.all("#picture .cutline")).isEmpty();
    browser.assertQuiet();
  }

  @Test
  void j18_noBrokenSceneIsWiderThanTheScreen(Browser browser) {
    browser.command("cut");
    browser.awaitVerdict("Two groups do not see each other");
    fitsEverywhere(browser, "Two groups do not see each other");
    browser.command("heal");
    browser.awaitVerdict("5 members, all healthy");

    browser.command("kill");
    browser.awaitVerdict("demo-1 has failed – everyone knows");
    fitsEverywhere(browser, "demo-1 has failed – everyone knows");
    browser.assertQuiet();
  }

  private void fitsEverywhere(Browser browser, String verdict) {
    for (var width : List.of(320, 390, 900, 1440)) {
      var scheme = width == 390 || width == 1440 ? "dark" : "light";
      browser.screen(width, 900, Map.of("prefers-color-scheme", scheme));
      browser.go(sample.url());
      browser.awaitVerdict(verdict);
      browser.assertFits();
      browser.assertAccessible();
    }
  }

  @Test
  void j16_aMemberIsKilledWithTheKeyboardAlone(Browser browser) {
    var stops = new ArrayList<String>();
    do {
      new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
      stops.add(String.valueOf(browser.script(STOP)));
      assertThat(stops.size()).isLessThan(40);
    } while (!stops.get(stops.size() - 1).equals("picture kill visible"));
    assertThat(stops).allMatch(stop -> stop.endsWith(" visible"));
    assertThat(stops.get(0)).isEqualTo("skip  visible");

    new Actions(browser.driver()).sendKeys(Keys.ENTER).perform();
    browser.awaitVerdict("demo-1 has failed – everyone knows");
    assertThat(String.valueOf(browser.script(STOP))).isEqualTo("picture kill visible");

    var order = new LinkedHashSet<String>();
    for (int i = 0; i < 60; i++) {
      new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
      var stop = String.valueOf(browser.script(STOP));
      assertThat(stop).endsWith(" visible");
      order.add(stop.substring(0, stop.indexOf(' ')));
      if (stop.startsWith("chart-spread")) {
        break;
      }
    }
    assertThat(order)
        .containsExactly(
            "picture",
            "story",
            "matrix",
            "members",
            "tour",
            "chart-rates",
            "chart-rtt",
            "chart-spread");
  }

  @Test
  void j14_hostileNamesAndTagsAreText(Browser browser) {
    var markup = "<img src=x onerror=window.hit=1>\u202e";
    var event = "x\n\nevent: bye\ndata: {}\n\n";
    var endless = "y".repeat(128);
    join(
        markup,
        Tags.encode(Map.of("x", "\"><script>window.hit=1</script>", "y", "{{constructor}}${7*7}")));
    join(event, "\ud83d\ude00".repeat(128).getBytes(StandardCharsets.UTF_8));
    join(endless, Tags.encode(Map.of("rtl", "\u202e\u0000\u05d0\u05d1", "z".repeat(64), "")));

    browser.awaitVerdict("8 members, all healthy");
    browser.await(() -> browser.text("#members").contains("<img src=x onerror=window.hit=1>"));
    browser.await(() -> browser.text("#figures").contains(endless + " joined"));

    assertThat(browser.text("#members"))
        .contains("U+202E", "\"><script>", "{{constructor}}${7*7}", "U+000A", "U+0000", endless)
        .contains("512 bytes");
    assertThat(browser.script("return document.images.length")).isEqualTo(0L);
    assertThat(browser.script("return document.querySelectorAll('body script').length"))
        .isEqualTo(0L);
    assertThat(browser.script("return window.hit === undefined")).isEqualTo(true);
    assertThat(browser.text("header")).contains("live");
    browser.assertFits();
    browser.assertAccessible();
    browser.screen(390, 844, Map.of());
    browser.go(sample.url());
    browser.awaitVerdict("8 members, all healthy");
    browser.assertFits();
    browser.assertQuiet();
  }

  @Test
  void j26_aMemberOfAnotherProcessAppearsAndTheTextsSayWhoIsWatched(Browser browser) {
    join("elsewhere", new byte[0]);
    browser.awaitVerdict("6 members, all healthy");

    assertThat(browser.row("elsewhere")).contains("Alive", "–");
    assertThat(browser.text("#matrix")).doesNotContain("elsewhere");
    browser.command("kill");

    browser.awaitVerdict("demo-1 has failed – all 4 watched here know");
    browser.assertQuiet();
  }

  @Test
  void j26_whenAMemberOfAnotherProcessEndedIsNotKnown(Browser browser) {
    join("elsewhere", new byte[0]);
    browser.awaitVerdict("6 members, all healthy");
    assertThat(browser.text("#figures")).contains("nothing has failed yet");

    others.get(0).shutdown();

    browser.awaitVerdict("elsewhere has failed – all 5 watched here know");
    assertThat(browser.text("#figures"))
        .contains("elsewhere failed; its process is not of this page")
        .doesNotContain("nothing has failed yet");
    browser.assertQuiet();
  }

  private void join(String name, byte[] meta) {
    var config =
        Config.local()
            .name(name)
            .bindAddr("127.0.0.1")
            .bindPort(0)
            .delegate(
                new Delegate() {
                  @Override
                  public byte[] nodeMeta(int limit) {
                    return meta;
                  }
                });
    var node = Memberlist.create(config.build());
    others.add(node);
    node.join(List.of(sample.address()));
  }
}
