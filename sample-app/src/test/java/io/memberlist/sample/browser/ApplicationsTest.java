package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.sample.Sample;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Journeys with other settings, and with several applications. */
@ExtendWith(SharedBrowser.class)
class ApplicationsTest {

  private final List<Sample> running = new ArrayList<>();

  @AfterEach
  void stop() {
    running.forEach(Sample::close);
  }

  private Sample start(String name, String... arguments) {
    var sample = Sample.start(name, arguments);
    running.add(sample);
    return sample;
  }

  @Test
  void j9_aKeyIsExchangedInThreeStepsAndNobodyIsLost(Browser browser) {
    var key = Base64.getEncoder().encodeToString(new byte[32]);
    var sample = start("sample-1", "--sample.demo-nodes=2", "--memberlist.secret-key=" + key);
    browser.go(sample.url());
    browser.awaitVerdict("3 members, all healthy");
    browser.await(() -> browser.text("header").contains("encrypted, 1 key"));

    step(browser, "Add a key", "encrypted, 2 keys");
    step(browser, "Use the new key", "encrypted, 2 keys");
    step(browser, "Remove the old key", "encrypted, 1 key");

    browser.await(() -> browser.text("[data-command=key]").equals("Add a key"));
    browser.await(() -> browser.text("#story").contains("removed key"));
    assertThat(browser.text("#story"))
        .containsSubsequence("removed key", "now encrypting with key", "added key")
        .contains("on 3 nodes")
        .doesNotContain("is suspected", "failed");
    browser.awaitVerdict("3 members, all healthy");
    assertThat(browser.driver().getPageSource()).doesNotContain(key);
    browser.assertQuiet();
  }

  private static void step(Browser browser, String button, String chip) {
    browser.await(() -> browser.text("[data-command=key]").equals(button));
    browser.command("key");
    browser.await(() -> browser.text("header").contains(chip));
  }

  @Test
  void j12_withoutDemoNodesThereIsNothingToControl(Browser browser) {
    var sample = start("sample-1");
    browser.go(sample.url());
    browser.awaitVerdict("Alone – nobody has joined yet");

    assertThat(browser.all("[data-command]")).isEmpty();
    assertThat(browser.driver().findElement(By.id("tour")).isDisplayed()).isFalse();
    assertThat(browser.text("#figures")).contains("News still being spread");
    assertThat(sample.get("/demo").statusCode()).isEqualTo(404);
    browser.assertAccessible();
    browser.assertQuiet();
  }

  @Test
  void j13_seedsThatDoNotAnswerAreSaid(Browser browser) {
    var sample = start("sample-1", "--memberlist.join.seeds=127.0.0.1:1,nowhere.invalid:7946");
    browser.go(sample.url());
    browser.awaitVerdict("Alone so far – no seed has answered");

    browser.await(() -> browser.text("#verdict").contains("127.0.0.1:1: "));
    browser.await(() -> browser.text("#verdict").contains("nowhere.invalid:7946: "));
    browser.await(() -> browser.text("#verdict").contains("Next attempt in "));
    browser.assertQuiet();
  }

  @Test
  void j24_everyApplicationShowsTheSameCluster(Browser browser) {
    var first = start("sample-1");
    start("sample-2", "--memberlist.join.seeds=" + first.address());
    start("sample-3", "--memberlist.join.seeds=" + first.address());

    for (var sample : running) {
      browser.go(sample.url());
      browser.awaitVerdict("3 members, all healthy");
      assertThat(members(browser))
          .containsExactly("sample-1 Alive", "sample-2 Alive", "sample-3 Alive");
      assertThat(browser.text("#figures")).contains("News still being spread");
      assertThat(browser.cell(sample.memberlist().config().name(), "health")).isEqualTo("0");
    }
    browser.go(first.url());
    running.remove(2).close();
    browser.await(() -> members(browser).contains("sample-3 Left"));
    browser.assertAccessible();
  }

  private static TreeSet<String> members(Browser browser) {
    var members = new TreeSet<String>();
    for (var row : browser.all("#members tbody tr")) {
      WebElement name = row.findElement(By.cssSelector(".row"));
      members.add(name.getText() + " " + row.findElement(By.cssSelector(".state")).getText());
    }
    return members;
  }
}
