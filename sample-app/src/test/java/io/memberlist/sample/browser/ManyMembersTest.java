package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** J15: hundreds of members, 20 changes and 200 messages a second. */
class ManyMembersTest {

  private static final Logger log = LoggerFactory.getLogger(ManyMembersTest.class);
  private static final int SECONDS = 10;

  /** Counts events of the stream. */
  private static final String COUNTING =
      """
      window.told = {};
      window.EventSource = class extends window.EventSource {
        constructor(url) {
          super(url);
          ['state', 'patch', 'traffic', 'rates'].forEach((name) =>
            this.addEventListener(name, () => { told[name] = (told[name] ?? 0) + 1; }));
        }
      };""";

  /** Watches the frames for some seconds. */
  private static final String WATCHING =
      """
      const [seconds, done] = arguments;
      const before = { ...told };
      const frames = [];
      let last = performance.now();
      const end = last + 1000 * seconds;
      const step = (now) => {
        frames.push(now - last);
        last = now;
        if (now < end) { requestAnimationFrame(step); return; }
        frames.sort((a, b) => a - b);
        done({
          frames: frames.length, median: frames[frames.length >> 1], worst: frames.at(-1),
          patches: told.patch - before.patch, traffic: told.traffic - before.traffic,
          states: told.state, elements: document.querySelectorAll('*').length,
        });
      };
      requestAnimationFrame(step);""";

  @RegisterExtension final Applications applications = new Applications();

  private Browser page(int members) {
    var context =
        applications.run(
            ManyMembers.class,
            "--members=" + members,
            "--memberlist.ui.enabled=true",
            "--memberlist.ui.path=/");
    var url = Applications.url(context);
    var browser = Browser.open(url, 1440, 1000, Map.of(), COUNTING);
    browser.await(() -> browser.text("#members").contains(members + " known"));
    browser.await(browser::painted);
    return browser;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Number> watch(Browser browser) {
    browser.driver().manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    return (Map<String, Number>) browser.driver().executeAsyncScript(WATCHING, SECONDS);
  }

  private static double heapMegabytes(Browser browser) {
    browser.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    var usage = browser.driver().executeCdpCommand("Runtime.getHeapUsage", Map.of());
    return ((Number) usage.get("usedSize")).doubleValue() / 1e6;
  }

  @Test
  void j15_hundredsOfMembersStaySmooth() {
    Map<String, Number> few;
    try (var browser = page(12)) {
      few = watch(browser);
    }
    try (var browser = page(500)) {
      double before = heapMegabytes(browser);
      var many = watch(browser);
      double growth = heapMegabytes(browser) - before;
      log.info("12 members: {}; 500 members: {}, heap +{} MB", few, many, growth);

      assertThat(many.get("frames").doubleValue())
          .as("frames, compared with those of a page with 12 members on the same machine")
          .isGreaterThan(0.5 * few.get("frames").doubleValue());
      assertThat(many.get("patches").longValue()).isBetween(2L, 4L * SECONDS + 4);
      assertThat(many.get("traffic").longValue()).isBetween(2L, 4L * SECONDS + 4);
      assertThat(many.get("states").longValue()).isEqualTo(1);
      assertThat(many.get("elements").longValue()).isBetween(500L, 20_000L);
      assertThat(growth).isLessThan(20);

      assertThat(browser.all("#members tbody tr")).hasSize(60);
      assertThat(browser.all("#picture .node")).hasSize(500);
      assertThat(browser.text("#verdict-text")).isEqualTo("3 of 500 members suspected, 5 failed");
      browser.await(() -> browser.text("#story").contains("members changed their tags"));
      assertThat(browser.all("#story .feed li").size()).as("entries of one run").isLessThan(10);
      browser.driver().findElement(By.id("filter")).sendKeys("node-123");
      browser.await(() -> browser.all("#members tbody tr").size() == 1);
      browser.assertAccessible();
      browser.assertQuiet();
    }
  }
}
