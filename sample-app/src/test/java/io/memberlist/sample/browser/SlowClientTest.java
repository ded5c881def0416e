package io.memberlist.sample.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.ui.UiHub;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * J21: clients that do not read, beside a page that does. The storm lasts until as much was sent as
 * shows whether it is kept for them; patience with them ends by the clock.
 */
class SlowClientTest {

  /** Half of what a page has to take something, and a little. */
  private static final Duration STEP = Duration.ofSeconds(8);

  private static final long RING_BYTES = 2_000_000; // what is kept for resuming is there by then
  private static final long STORM_BYTES = 8_000_000;
  private static final long LOST_MILLIS = 5000; // page.md, L-36

  /** How old each patch is, and the longest silence, in milliseconds. */
  private static final String WATCHING =
      """
      window.told = { patches: 0, states: 0, bytes: 0, ages: [], silence: 0, last: Date.now() };
      window.EventSource = class extends window.EventSource {
        constructor(url) {
          super(url);
          this.addEventListener('state', () => { told.states += 1; });
          this.addEventListener('patch', (event) => {
            const now = Date.now();
            told.patches += 1;
            told.bytes += event.data.length;
            told.ages.push(now - Number(/"t":([0-9]+)/.exec(event.data)[1]));
            told.silence = Math.max(told.silence, now - told.last);
            told.last = now;
          });
        }
      };""";

  @RegisterExtension final Applications applications = new Applications();

  @Test
  void j21_whoNeverReadsIsCutOffAndThePageBesideStaysUpToDate() throws IOException {
    var context =
        applications.run(
            ManyMembers.class,
            "--members=500",
            "--change-micros=500",
            "--memberlist.ui.enabled=true",
            "--memberlist.ui.path=/");
    var hub = context.getBean(UiHub.class);
    var clock = context.getBean(SettableClock.class);
    int port = Applications.port(context);
    try (var browser = Browser.open(Applications.url(context), 1440, 1000, Map.of(), WATCHING)) {
      browser.await(() -> told(browser, "patches") > 0);
      try (var never = client(port)) {
        browser.await(() -> stuckWriters() == 1);
        browser.await(() -> told(browser, "bytes") > RING_BYTES);
        long heap = heap();
        long before = told(browser, "bytes");
        browser.await(() -> told(browser, "bytes") - before > STORM_BYTES);
        assertThat(heap() - heap).as("growth of the heap").isLessThan(STORM_BYTES / 2);

        outlast(clock, browser);
        outlast(clock, browser);
        browser.await(() -> hub.openPages() == 1);
        assertThat(never.isClosed()).as("by the client").isFalse();
      }
      try (var comesBack = client(port)) {
        browser.await(() -> stuckWriters() == 1);
        awaitPatches(browser);
        outlast(clock, browser);

        assertThat(hub.openPages()).isEqualTo(2);
        assertThat(rest(comesBack)).contains("event:bye\ndata:{\"reason\":\"slow\"}\n\n");
        browser.await(() -> hub.openPages() == 1);
      }

      awaitPatches(browser);
      assertThat(told(browser, "states")).isEqualTo(1);
      assertThat(told(browser, "silence")).isLessThan(LOST_MILLIS);
      assertThat(medianAge(browser)).isBetween(0L, 500L);
      assertThat(browser.text("header")).contains("live");
      assertThat(browser.text("#bar")).isEmpty();
    }
  }

  /** Asks for the stream and takes none of it. */
  private static Socket client(int port) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(60_000);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket
        .getOutputStream()
        .write(
            "GET /events?traffic=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(US_ASCII));
    return socket;
  }

  private static String rest(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), UTF_8);
  }

  /** Threads that write for a client which does not take it. */
  private static long stuckWriters() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().endsWith("-ui-writer"))
        .filter(entry -> entry.getKey().getState() == Thread.State.TIMED_WAITING)
        .filter(
            entry ->
                Arrays.stream(entry.getValue())
                    .anyMatch(frame -> frame.getClassName().endsWith(".PageClient")))
        .count();
  }

  /** The least of several looks: the storm goes on between a collection and the look. */
  private static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    return LongStream.generate(
            () -> {
              memory.gc();
              return memory.getHeapMemoryUsage().getUsed();
            })
        .limit(5)
        .min()
        .orElseThrow();
  }

  private static long told(Browser browser, String what) {
    return ((Number) browser.script("return told[arguments[0]]", what)).longValue();
  }

  /** Longer than the hub waits for a page; one that reads has done so in between. */
  private static void outlast(SettableClock clock, Browser browser) {
    for (int i = 0; i < 2; i++) {
      clock.advance(STEP);
      awaitPatches(browser);
    }
  }

  /** The hub has looked at its clients since. */
  private static void awaitPatches(Browser browser) {
    long seen = told(browser, "patches");
    browser.await(() -> told(browser, "patches") >= seen + 3);
  }

  /** The server's clock is ahead of the browser's by a multiple of what was added to it. */
  @SuppressWarnings("unchecked")
  private static long medianAge(Browser browser) {
    var ages = (List<Number>) browser.script("return told.ages");
    return ages.stream()
        .map(age -> Math.floorMod(age.longValue(), STEP.toMillis()))
        .sorted()
        .skip(ages.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
