package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.sample.SampleApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** Keeps the pictures of the documentation: {@code ./mvnw verify -Dscreenshots=true}. */
@EnabledIfSystemProperty(named = "screenshots", matches = "true")
class ScreenshotsTest {

  private static final Path IMAGES = Path.of("..", "docs", "images");

  @RegisterExtension final Applications applications = new Applications();

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void scenes(String scheme) throws IOException {
    try (var context =
        new SpringApplicationBuilder(SampleApplication.class)
            .run(
                "--server.port=0",
                "--memberlist.bind-port=0",
                "--memberlist.name=sample-1",
                "--sample.demo-nodes=5")) {
      var port = ((WebServerApplicationContext) context).getWebServer().getPort();
      var url = "http://127.0.0.1:" + port + "/";
      try (var browser = Browser.launch()) {
        browser.screen(1440, 1000, Map.of("prefers-color-scheme", scheme));
        browser.go(url);
        browser.awaitVerdict("6 members, all healthy");
        save(browser, "healthy-" + scheme);
        browser.command("kill");
        browser.awaitVerdict("is suspected");
        save(browser, "suspect-" + scheme);
        browser.awaitVerdict("has failed – everyone knows");
        save(browser, "failed-" + scheme);
        browser.click("[data-command=cut]");
        browser.awaitVerdict("Two groups do not see each other");
        save(browser, "partition-" + scheme);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void phone(String scheme) throws IOException {
    var context = applications.run(SampleApplication.class, "--memberlist.name=sample-1");
    var media = Map.of("prefers-color-scheme", scheme);
    try (var browser = Browser.open(Applications.url(context), 390, 844, media)) {
      browser.awaitVerdict("5 members, all healthy");
      save(browser, "healthy-phone-" + scheme);
      browser.command("kill");
      browser.awaitVerdict("is suspected");
      browser.script("document.querySelector('.stage').scrollIntoView({ block: 'center' })");
      save(browser, "suspect-phone-" + scheme);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void many(String scheme) throws IOException {
    var context =
        applications.run(
            ManyMembers.class,
            "--members=500",
            "--memberlist.ui.enabled=true",
            "--memberlist.ui.path=/",
            "--spring.application.name=shop");
    var media = Map.of("prefers-color-scheme", scheme);
    try (var browser = Browser.open(Applications.url(context), 1440, 1000, media)) {
      browser.awaitVerdict("3 of 500 members suspected");
      save(browser, "many-" + scheme);
    }
  }

  private static void save(Browser browser, String name) throws IOException {
    Files.createDirectories(IMAGES);
    browser.await(browser::painted);
    var picture = browser.screenshot();
    assertThat(picture.length).isBetween(10_000, 400_000);
    Files.write(IMAGES.resolve("page-" + name + ".png"), picture);
  }
}
