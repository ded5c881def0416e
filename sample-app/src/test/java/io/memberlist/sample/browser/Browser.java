package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window; nothing but loopback addresses can be reached from it. */
final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = program("chromium", "/usr/bin/chromium");
  private static final Path DRIVER = program("chromedriver", "/usr/bin/chromedriver");
  private static final String PAINTED =
      """
      const c = document.getElementById('traffic');
      if (c === null) return false;
      const copy = document.createElement('canvas');
      copy.width = c.width;
      copy.height = c.height;
      const g = copy.getContext('2d', { willReadFrequently: true });
      g.drawImage(c, 0, 0);
      return g.getImageData(0, 0, c.width, c.height).data.some((v) => v > 0)""";
  private static final Duration LONG = Duration.ofSeconds(90);

  private static final String BEYOND =
      "return [...document.querySelectorAll('body *')]"
          + ".filter((e) => e.getBoundingClientRect().right > innerWidth)"
          + ".map((e) => e.outerHTML.slice(0, 120))";

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  private static Path program(String property, String otherwise) {
    return Path.of(System.getProperty(property, otherwise));
  }

  static void require() {
    for (var program : List.of(CHROMIUM, DRIVER)) {
      if (!Files.isExecutable(program)) {
        var sentence =
            "no %s: browser tests need Debian's chromium and chromium-driver".formatted(program);
        assertThat(System.getProperty("externals")).as(sentence).isNotEqualTo("required");
        Assumptions.abort(sentence);
      }
    }
  }

  static Browser open(String url, int width, int height) {
    return open(url, width, height, Map.of());
  }

  /** With media features, such as {@code prefers-color-scheme}. */
  static Browser open(String url, int width, int height, Map<String, String> media) {
    return open(url, width, height, media, "");
  }

  /**
   * With a script of the test that runs before those of the page.
   *
   * @param media as above
   */
  static Browser open(String url, int width, int height, Map<String, String> media, String script) {
    var browser = launch();
    browser.screen(width, height, media);
    browser.driver.executeCdpCommand(
        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    browser.go(url);
    return browser;
  }

  /** Starts one; the page is empty. */
  static Browser launch() {
    require();
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--no-first-run",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");
    var logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    logging.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logging);
    var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** As it was launched, but for the size: nothing of an earlier page is left. */
  void reset() {
    driver.get("about:blank");
    screen(1440, 1000, Map.of());
    driver.manage().logs().get(LogType.BROWSER);
    driver.manage().logs().get(LogType.PERFORMANCE);
  }

  /** Size in pixels, and media features such as {@code prefers-color-scheme}. */
  void screen(int width, int height, Map<String, String> media) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    var features =
        media.entrySet().stream()
            .map(entry -> Map.of("name", entry.getKey(), "value", entry.getValue()))
            .toList();
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
  }

  void go(String url) {
    driver.get(url);
  }

  ChromeDriver driver() {
    return driver;
  }

  String text(String css) {
    return driver.findElement(By.cssSelector(css)).getText();
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  void click(String css) {
    await(() -> !all(css).isEmpty());
    driver.executeScript("document.querySelector(arguments[0]).click()", css);
  }

  /** Gives a command of the page, as soon as it is possible. */
  void command(String name) {
    click("[data-command=" + name + "][aria-disabled=false]");
  }

  /** Chooses the member that commands are for. */
  void target(String name) {
    await(() -> !all("#target option[value='" + name + "']").isEmpty());
    driver.executeScript(
        "const s = document.getElementById('target'); s.value = arguments[0];"
            + "s.dispatchEvent(new Event('change'))",
        name);
  }

  /** Text of a member's row in the table; empty if there is none. */
  String row(String name) {
    return all("#members tbody tr").stream()
        .map(WebElement::getText)
        .filter(text -> text.startsWith(name))
        .findFirst()
        .orElse("");
  }

  /** A cell of a member's row by its label. */
  String cell(String name, String label) {
    return String.valueOf(
        driver.executeScript(
            "const row = [...document.querySelectorAll('#members tbody tr')]"
                + ".find((r) => r.querySelector('.row')?.textContent === arguments[0]);"
                + "return row?.querySelector(`[data-label='${arguments[1]}']`)?.textContent",
            name,
            label));
  }

  /** Waits; elements may be replaced meanwhile. */
  void await(BooleanSupplier condition) {
    new WebDriverWait(driver, LONG)
        .ignoring(WebDriverException.class)
        .until(ignored -> condition.getAsBoolean());
  }

  void awaitVerdict(String part) {
    try {
      await(() -> text("#verdict-text").contains(part));
    } catch (TimeoutException e) {
      throw new AssertionError(
          "Not '" + part + "' but '" + text("#verdict-text") + "'; log: " + text("#story"), e);
    }
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Whether a message is to be seen at this moment. */
  boolean painted() {
    return Boolean.TRUE.equals(script(PAINTED));
  }

  /** Names of the stream's events that came since the last call or {@link #assertQuiet}. */
  List<String> streamed() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("Network.eventSourceMessageReceived"))
        .map(message -> message.replaceAll("(?s).*\"eventName\":\"([a-z]+)\".*", "$1"))
        .toList();
  }

  byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** No message of level warning or above, and no request beyond this machine. */
  void assertQuiet() {
    assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
        .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .isEmpty();
    assertThat(driver.manage().logs().get(LogType.PERFORMANCE).getAll())
        .map(LogEntry::getMessage)
        .filteredOn(message -> message.contains("Network.requestWillBeSent\""))
        .allSatisfy(message -> assertThat(message).contains("\"url\":\"http://127.0.0.1:"));
  }

  /** Nothing is wider than the screen, beside the scroll bar. */
  void assertFits() {
    assertThat(script("return document.documentElement.scrollWidth"))
        .as(() -> "width of what is shown; beyond the edge: " + script(BEYOND))
        .isEqualTo(script("return document.documentElement.clientWidth"));
  }

  /** By axe-core; L-25. */
  void assertAccessible() {
    var found =
        new AxeBuilder()
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze(driver);
    assertThat(found.getViolations())
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
