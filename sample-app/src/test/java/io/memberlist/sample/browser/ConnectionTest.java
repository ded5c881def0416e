package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.sample.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Journeys in which the stream from the application breaks or is refused. */
@ExtendWith(SharedBrowser.class)
class ConnectionTest {

  private Sample sample;

  @AfterEach
  void stop() {
    sample.close();
  }

  @Test
  void j10_aLostApplicationIsSaidAndItsReturnShown(Browser browser) {
    sample = Sample.start("sample-1", "--sample.demo-nodes=4");
    browser.go(sample.url());
    browser.awaitVerdict("5 members, all healthy");
    sample.close();

    browser.await(() -> browser.text("#bar").contains("lost"));
    assertThat(said(browser)).isEqualTo("Connection lost");
    assertThat(browser.text("#verdict-text")).startsWith("Last known");
    assertThat(browser.all("[data-command=kill][aria-disabled=true]")).hasSize(1);
    assertThat(browser.all("[data-command=add][aria-disabled=true]")).hasSize(1);

    sample = Sample.start("sample-1", "--sample.demo-nodes=2", "--server.port=" + sample.port());
    browser.awaitVerdict("3 members, all healthy");
    browser.await(() -> browser.text("#story").contains("restarted"));
    assertThat(browser.text("#bar")).isEmpty();
    assertThat(said(browser)).isEqualTo("Connected again");
  }

  /** To a screen reader at once; L-22. */
  private static Object said(Browser browser) {
    return browser.script("return document.getElementById('alarm').textContent");
  }

  @Test
  void j11_aStreamThatBrokeIsResumedAndNothingIsMissed(Browser browser) throws Exception {
    sample = Sample.start("sample-1", "--sample.demo-nodes=4");
    try (var another = stream();
        var proxy = new Proxy(sample.port())) {
      assertThat(another.read()).isPositive();
      browser.go(proxy.url());
      browser.awaitVerdict("5 members, all healthy");
      browser.script("scrollTo(0, 200); document.getElementById('filter').focus()");
      browser.streamed();

      proxy.cut();
      sample.command("PUT", "/demo/nodes/demo-4/tags", "{\"zone\":\"missed\"}");

      browser.await(() -> browser.text("#story").contains("demo-4 changed its tags"));
      browser.await(() -> browser.row("demo-4").contains("zone missed"));
      assertThat(browser.streamed()).contains("hello").doesNotContain("state");
      assertThat(browser.script("return document.activeElement.id")).isEqualTo("filter");
      assertThat(browser.script("return Math.round(scrollY)")).isEqualTo(200L);
    }
  }

  @Test
  void j20_onePageTooManyWaitsForAPlace(Browser browser) throws Exception {
    sample = Sample.start("sample-1", "--memberlist.ui.max-clients=1");
    try (var first = stream()) {
      assertThat(first.read()).isPositive();
      var second = sample.get("/events");
      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Retry-After")).hasValue("10");

      browser.go(sample.url());
      browser.await(() -> browser.text("#bar").contains("Too many pages are open"));
    }

    browser.awaitVerdict("Alone – nobody has joined yet");
    browser.await(() -> browser.text("#bar").isEmpty());
  }

  /** What another page would get. */
  private InputStream stream() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(sample.url() + "events")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();
  }

  @Test
  void j23_whoIsNoLongerAllowedIsToldSo(Browser browser) throws IOException {
    sample = Sample.start("sample-1");
    try (var proxy = new Proxy(sample.port())) {
      browser.go(proxy.url());
      browser.awaitVerdict("Alone – nobody has joined yet");

      proxy.refuse("401 Unauthorized");

      browser.await(() -> browser.text("#bar").contains("Not allowed – sign in and reload"));
    }
  }
}
