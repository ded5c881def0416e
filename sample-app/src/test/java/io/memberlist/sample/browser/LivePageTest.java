package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.Memberlist;
import io.memberlist.Tags;
import io.memberlist.sample.SampleApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

class LivePageTest {

  private ConfigurableApplicationContext context;
  private String url;

  @BeforeEach
  void run() {
    Browser.require();
    context = application(0, "--sample.demo-nodes=4");
    url = url(context);
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  private static ConfigurableApplicationContext application(int port, String... further) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=" + port,
                "--memberlist.bind-addr=127.0.0.1",
                "--memberlist.bind-port=0",
                "--memberlist.name=sample-1",
                "--memberlist.preset=local"));
    arguments.addAll(List.of(further));
    return new SpringApplicationBuilder(SampleApplication.class)
        .run(arguments.toArray(String[]::new));
  }

  private static String url(ConfigurableApplicationContext context) {
    return "http://127.0.0.1:"
        + ((WebServerApplicationContext) context).getWebServer().getPort()
        + "/";
  }

  private Browser open() {
    return Browser.open(url, 1440, 1000);
  }

  @Test
  void j1_theMembersAppearAndAllIsWell() {
    try (var browser = open()) {
      browser.awaitVerdict("5 members, all healthy");

      assertThat(browser.all("#picture .node")).hasSize(5);
      assertThat(browser.all("#members tbody tr")).hasSize(5);
      assertThat(browser.text("header")).contains("sample", "live");
      browser.await(() -> browser.driver().getTitle().equals("5 members – sample"));
      browser.assertAccessible();
      browser.assertQuiet();
    }
  }

  @Test
  void j2_aKilledMemberTurnsSuspectThenFailedAndEverybodyKnows() {
    try (var browser = open()) {
      browser.awaitVerdict("all healthy");
      browser.click("[data-command=kill]");

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
  }

  @Test
  void j3_aMemberThatLeavesIsNeverSuspected() {
    try (var browser = open()) {
      browser.awaitVerdict("all healthy");
      browser.click("[data-command=leave]");

      browser.await(() -> browser.text("#story").contains("Left"));
      assertThat(browser.text("#story")).doesNotContain("Suspected");
      browser.assertQuiet();
    }
  }

  @Test
  void j5_aCutNetworkIsTwoGroupsAndHeals() {
    try (var browser = open()) {
      browser.awaitVerdict("all healthy");
      browser.click("[data-command=cut]");

      browser.awaitVerdict("Two groups do not see each other");
      assertThat(browser.all("#picture .cutline")).hasSize(1);
      browser.assertAccessible();
      browser.click("[data-command=heal]");

      browser.awaitVerdict("5 members, all healthy");
      assertThat(browser.all("#picture .cutline")).isEmpty();
      browser.assertQuiet();
    }
  }

  @Test
  void j7_changedTagsAppear() {
    try (var browser = open()) {
      browser.awaitVerdict("all healthy");
      browser.click("[data-command=tags]");

      browser.await(() -> browser.text("#story").contains("demo-1 changed its tags"));
      browser.assertQuiet();
    }
  }

  @Test
  void j10_aLostApplicationIsSaidAndItsReturnShown() {
    try (var browser = open()) {
      browser.awaitVerdict("all healthy");
      int port = ((WebServerApplicationContext) context).getWebServer().getPort();
      context.close();

      browser.await(() -> browser.text("#bar").contains("lost"));
      assertThat(browser.text("#verdict-text")).startsWith("Last known");

      context = application(port, "--sample.demo-nodes=2");
      browser.awaitVerdict("3 members, all healthy");
      browser.await(() -> browser.text("#story").contains("restarted"));
      assertThat(browser.text("#bar")).isEmpty();
    }
  }

  @Test
  void j12_withoutDemoNodesThereIsNothingToControl() {
    try (var plain = application(0, "--sample.demo-nodes=0");
        var browser = Browser.open(url(plain), 1440, 1000)) {
      browser.awaitVerdict("Alone – nobody has joined yet");

      assertThat(browser.all("[data-command]")).isEmpty();
      assertThat(browser.driver().findElement(By.id("tour")).isDisplayed()).isFalse();
      assertThat(browser.text("#figures")).contains("News still being spread");
      browser.assertAccessible();
      browser.assertQuiet();
    }
  }

  @Test
  void j13_seedsThatDoNotAnswerAreSaid() {
    try (var plain =
            application(0, "--sample.demo-nodes=0", "--memberlist.join.seeds=127.0.0.1:1");
        var browser = Browser.open(url(plain), 1440, 1000)) {
      browser.awaitVerdict("Alone so far – no seed has answered");

      browser.await(() -> browser.text("#verdict").contains("127.0.0.1:1: "));
      browser.assertQuiet();
    }
  }

  @Test
  void j14_hostileNamesAndTagsAreText() {
    var hostile = "<img src=x onerror=window.hit=1>\u202e";
    var tags = Map.of("x", "\"><script>window.hit=1</script>", "emoji", "\ud83d\ude00".repeat(40));
    var config =
        Config.local()
            .name(hostile)
            .bindAddr("127.0.0.1")
            .bindPort(0)
            .delegate(
                new Delegate() {
                  @Override
                  public byte[] nodeMeta(int limit) {
                    return Tags.encode(tags);
                  }
                });
    try (var node = Memberlist.create(config.build());
        var browser = open()) {
      node.join(List.of(context.getBean(Memberlist.class).localNode().addressText()));
      browser.await(() -> browser.text("#members").contains("<img src=x onerror=window.hit=1>"));

      assertThat(browser.text("#members")).contains("U+202E", "\"><script>");
      assertThat(browser.script("return document.images.length")).isEqualTo(0L);
      assertThat(browser.script("return window.hit === undefined")).isEqualTo(true);
      browser.assertAccessible();
      browser.assertQuiet();
    }
  }

  @Test
  void j16_withTheKeyboardAlone() {
    try (var browser = open()) {
      browser.awaitVerdict("all healthy");
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
      keys.sendKeys("zone=a").perform();
      browser.await(() -> browser.all("#members tbody tr").size() == 2);
      browser.assertQuiet();
    }
  }

  private static String focused(Browser browser) {
    return String.valueOf(
        browser.script("return document.activeElement.getAttribute('aria-label')"));
  }

  @ParameterizedTest
  @CsvSource({"320,light", "390,dark", "900,light", "1440,dark"})
  void j18_nothingIsWiderThanTheScreen(int width, String scheme) {
    try (var browser = Browser.open(url, width, 900, Map.of("prefers-color-scheme", scheme))) {
      browser.awaitVerdict("all healthy");

      assertThat(browser.script("return document.documentElement.scrollWidth"))
          .as("width of what is shown, beside the scroll bar")
          .isEqualTo(browser.script("return document.documentElement.clientWidth"));
      browser.assertAccessible();
    }
  }
}
