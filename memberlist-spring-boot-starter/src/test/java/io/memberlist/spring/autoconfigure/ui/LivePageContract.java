package io.memberlist.spring.autoconfigure.ui;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.spring.ui.Recorders;
import io.memberlist.spring.ui.UiHub;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** What MVC and WebFlux answer alike: one application, read over HTTP. */
abstract class LivePageContract {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<AutoCloseable> open = new ArrayList<>();
  private ConfigurableApplicationContext context;
  private String base;

  /** An application of the kind, not yet run. */
  abstract SpringApplicationBuilder application();

  @AfterEach
  void close() throws Exception {
    for (var closeable : open) {
      closeable.close();
    }
    if (context != null) {
      context.close();
    }
  }

  private void run(String... properties) {
    run(application(), properties);
  }

  private void run(SpringApplicationBuilder application, String... properties) {
    var all =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "memberlist.bind-addr=127.0.0.1",
                "memberlist.bind-port=0",
                "memberlist.name=a",
                "memberlist.preset=local",
                "spring.application.name=shop"));
    all.addAll(List.of(properties));
    context = application.properties(all.toArray(String[]::new)).run();
    base = "http://127.0.0.1:" + ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  private Memberlist memberlist() {
    return context.getBean(Memberlist.class);
  }

  private EventStream stream(String lastEventId) throws Exception {
    return stream("", lastEventId);
  }

  private EventStream stream(String query, String lastEventId) throws Exception {
    var stream = EventStream.open(URI.create(base + "/memberlist/events" + query), lastEventId);
    open.add(stream);
    return stream;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(base + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void s_140_withoutThePropertyThereIsNoPage() throws Exception {
    run();

    assertThat(get("/memberlist/").statusCode()).isEqualTo(404);
    assertThat(get("/memberlist/events").statusCode()).isEqualTo(404);
    assertThat(get("/memberlist/page.js").statusCode()).isEqualTo(404);
    assertThat(context.getBeansOfType(UiHub.class)).isEmpty();
  }

  @Test
  void s_141_l_70_thePageAndItsPartsHaveThePolicy() throws Exception {
    run("memberlist.ui.enabled=true");

    var page = get("/memberlist/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<script src=\"page.js\" type=\"module\">");
    var script = get("/memberlist/page.js");
    assertThat(script.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/javascript");
    assertThat(List.of(page, script, get("/memberlist/state"), get("/memberlist/page.css")))
        .allSatisfy(
            answer -> {
              assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                  .startsWith("default-src 'self'; base-uri 'none'");
              assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                  .contains("require-trusted-types-for 'script'", "frame-ancestors 'none'");
              assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
              assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
              assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy"))
                  .contains("same-origin");
              assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
                  .contains("same-origin");
              assertThat(answer.headers().firstValue("Permissions-Policy").orElse(""))
                  .contains("camera=()");
              assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
            });
    assertThat(get("/memberlist").statusCode()).isEqualTo(308);
  }

  @Test
  void l_86_thePageWorksBelowAContextPath() throws Exception {
    run(
        "memberlist.ui.enabled=true",
        "server.servlet.context-path=/app",
        "spring.webflux.base-path=/app");
    base += "/app";

    assertThat(get("/memberlist/").body()).contains("href=\"page.css\"", "src=\"page.js\"");
    assertThat(get("/memberlist/page.js").statusCode()).isEqualTo(200);
    assertThat(get("/memberlist").headers().firstValue("Location").orElse(""))
        .endsWith("/app/memberlist/");
    stream(null).await("state");
  }

  @Test
  void l_77_nothingElseOfTheJarIsServed() throws Exception {
    run("memberlist.ui.enabled=true");

    assertThat(
            List.of(
                "/memberlist/UiHub.class",
                "/memberlist/%2e%2e/UiHub.class",
                "/memberlist/lib/..%2f..%2fUiHub.class",
                "/webjars/uplot/1.6.30/dist/uPlot.min.css"))
        .allSatisfy(path -> assertThat(get(path).statusCode()).isBetween(400, 404));
  }

  @Test
  void l_32_aStreamBeginsWithHelloAndTheState() throws Exception {
    run("memberlist.ui.enabled=true", "memberlist.label=prod");

    var stream = stream(null);

    stream.await("state");
    assertThat(stream.status()).isEqualTo(200);
    assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
    assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
    assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
    assertThat(stream.names()).startsWith("hello", "state");
    var hello = stream.events().get(0);
    assertThat(hello.id()).matches("[0-9a-f]{8}-0");
    assertThat(hello.data())
        .contains("\"mode\":\"one-view\"", "\"application\":\"shop\"", "\"self\":\"a\"")
        .contains("\"label\":\"prod\"", "\"encryption\":{\"enabled\":false,\"keys\":0}");
    assertThat(stream.events().get(1).data())
        .contains("\"status\":\"RUNNING\"", "\"n\":\"a\"", "\"self\":true", "\"k\":\"joined\"");
  }

  @Test
  void aMemberThatJoinsAndLeavesIsPushed() throws Exception {
    run("memberlist.ui.enabled=true");
    var stream = stream(null);
    stream.await("state");

    try (var other = other()) {
      stream.await("log", e -> e.data().contains("\"k\":\"joined\",\"n\":\"b\""));
      stream.await("patch", e -> e.data().contains("\"n\":\"b\"") && e.data().contains("ALIVE"));
      other.leave(Duration.ofSeconds(5));
      stream.await("patch", e -> e.data().contains("\"n\":\"b\"") && e.data().contains("LEFT"));
    }

    stream.await("story", e -> e.data().contains("\"k\":\"left\""));
    stream.await("rates", e -> e.data().contains("\"gossip\":"));
  }

  private Memberlist other() {
    var other =
        Memberlist.create(Config.local().name("b").bindAddr("127.0.0.1").bindPort(0).build());
    other.join(List.of(memberlist().localNode().addressText()));
    return other;
  }

  @Test
  void l_34_aPageThatComesBackGetsWhatItMissedAndNoState() throws Exception {
    run("memberlist.ui.enabled=true");
    var first = stream(null);
    var seen = first.await("state").id();
    try (var other = other()) {
      first.await("patch", e -> e.data().contains("\"n\":\"b\""));

      var second = stream(seen);
      second.await("patch", e -> e.data().contains("\"n\":\"b\""));
      assertThat(second.names()).startsWith("hello").doesNotContain("state");

      var third = stream("?after=" + seen, null);
      third.await("patch", e -> e.data().contains("\"n\":\"b\""));
      assertThat(third.names()).startsWith("hello").doesNotContain("state");

      var strange = stream("00000000-7");
      strange.await("state");
    }
  }

  @Test
  void l_42_singleMessagesAreShownToWhoAsksForThem() throws Exception {
    run("memberlist.ui.enabled=true");
    var asks = stream("?traffic=1", null);
    var doesNot = stream(null);
    assertThat(asks.await("hello").data()).contains("\"trafficPerSecond\":60");

    try (var other = other()) {
      var event = asks.await("traffic", e -> e.data().contains("\"p\",\"a\",\"b\",1]"));
      assertThat(event.id()).isNull();
      asks.await("traffic", e -> e.data().contains("\"p\",\"b\",\"a\",1]"));
      memberlist().updateNode(Duration.ofSeconds(10)); // news that only a round of gossip can have
      asks.await("traffic", e -> e.data().contains("\"g\",\"a\",\"b\",1]"));
    }

    doesNot.await("rates");
    assertThat(doesNot.names()).doesNotContain("traffic");
  }

  @Test
  void l_42_messagesCanBeSwitchedOff() throws Exception {
    run("memberlist.ui.enabled=true", "memberlist.ui.traffic=false");
    var stream = stream("?traffic=1", null);
    assertThat(stream.await("hello").data()).contains("\"trafficPerSecond\":0");

    try (var other = other()) {
      stream.await("patch", e -> e.data().contains("\"n\":\"b\"") && e.data().contains("rtt"));
      stream.await("rates", e -> !e.data().contains("\"ping\":0,"));
    }

    assertThat(stream.names()).doesNotContain("traffic");
  }

  @Test
  void l_43_anIncidentBeginsWithThePingThatWasNotAnswered() throws Exception {
    run("memberlist.ui.enabled=true");
    var stream = stream(null);
    stream.await("state");

    try (var other = other()) {
      stream.await("patch", e -> e.data().contains("\"n\":\"b\"") && e.data().contains("rtt"));
      other.shutdown();
      var story =
          stream.await(
              "story", e -> e.data().contains("suspected") && e.data().contains("ping-unanswered"));

      assertThat(story.data())
          .containsSubsequence(
              "\"k\":\"ping-unanswered\",\"by\":\"a\"",
              "\"k\":\"asked-others\",\"via\":[]",
              "\"k\":\"suspected\"");
    }
  }

  @Test
  void l_35_theSeventeenthPageIsToldToComeBackLater() throws Exception {
    run("memberlist.ui.enabled=true", "memberlist.ui.max-clients=2");
    stream(null).await("state");
    var second = stream(null);
    second.await("state");

    var third = stream(null);
    assertThat(third.status()).isEqualTo(503);
    assertThat(third.header("Retry-After")).isEqualTo("10");

    second.close();
    await().atMost(LONG).untilAsserted(() -> assertThat(stream(null).status()).isEqualTo(200));
  }

  private SettableClock runWithClock() {
    var clock = new SettableClock();
    run(
        application()
            .initializers(
                context ->
                    ((GenericApplicationContext) context).registerBean(Clock.class, () -> clock)),
        "memberlist.ui.enabled=true");
    return clock;
  }

  @Test
  void l_35_aStreamEndsAfterHalfAnHourAndThePageComesBackWithNothingMissed() throws Exception {
    var clock = runWithClock();
    var first = stream(null);
    var id = first.await("state").id();
    clock.advance(Duration.ofMinutes(29));
    first.await("rates", event -> true);
    var second = stream(null);
    second.await("state");

    clock.advance(Duration.ofMinutes(1));

    first.awaitEnd();
    assertThat(first.names()).doesNotContain("bye");
    assertThat(context.getBean(UiHub.class).openPages()).as("the later one goes on").isEqualTo(1);
    assertThat(stream(id).await("hello").data()).contains("\"self\":\"a\"");
  }

  @Test
  void l_31_theStreamIsNotCompressedWhereThePageIs() throws Exception {
    run(
        "memberlist.ui.enabled=true",
        "server.compression.enabled=true",
        "server.compression.min-response-size=1");

    assertThat(encodingOf("/memberlist/")).isEqualTo("gzip");
    assertThat(encodingOf("/memberlist/events")).isEqualTo("none");
  }

  private String encodingOf(String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(base + path)).header("Accept-Encoding", "gzip");
    var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    response.body().close();
    return response.headers().firstValue("Content-Encoding").orElse("none");
  }

  @Test
  void l_85_thePageIsOnThePortOfTheApplicationNotOfTheManagement() throws Exception {
    run("memberlist.ui.enabled=true", "management.server.port=0");
    var management = context.getEnvironment().getRequiredProperty("local.management.port");
    var there =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/memberlist/"));

    assertThat(get("/memberlist/").statusCode()).isEqualTo(200);
    assertThat(client.send(there.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(404);
  }

  /** What it is told in vain is bounded, so the storm may go on for as long as it takes. */
  @Test
  void j21_whoNeverReadsIsCutOffAndHoldsUpNobody() throws Exception {
    var clock = runWithClock();
    var reads = stream(null);
    reads.await("state");
    var hub = context.getBean(UiHub.class);
    try (var never = new Socket()) {
      never.setReceiveBufferSize(4096);
      never.connect(new InetSocketAddress("127.0.0.1", URI.create(base).getPort()));
      never
          .getOutputStream()
          .write("GET /memberlist/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      await().atMost(LONG).until(() -> hub.openPages() == 2);

      for (int round = 0; hub.openPages() == 2; round++) {
        assertThat(round).as("rounds of the storm").isLessThan(200);
        var mark = "\"round " + round + " ";
        context
            .getBean(Recorders.class)
            .note("event", null, mark.substring(1) + "x".repeat(200_000));
        reads.await("log", event -> event.data().contains(mark));
        clock.advance(Duration.ofSeconds(2));
      }
      // interrupting it is a matter of luck, which comes late on a busy machine
      await().atMost(LONG.multipliedBy(2)).until(() -> writing() == 0);
    }

    assertThat(reads.names()).containsOnlyOnce("state").doesNotContain("bye");
    assertThat(hub.openPages()).isEqualTo(1);
  }

  @Test
  void l_40_whenNobodyWatchesThereIsNoThread() throws Exception {
    run("memberlist.ui.enabled=true");
    assertThat(uiThreads()).isEmpty();

    var stream = stream(null);
    stream.await("state");
    assertThat(uiThreads()).isNotEmpty();
    stream.close();

    await().atMost(LONG).until(() -> uiThreads().isEmpty());
    assertThat(context.getBean(UiHub.class).openPages()).isZero();
  }

  /** Threads in the middle of writing to a page. */
  private static long writing() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack ->
                Arrays.stream(stack)
                    .anyMatch(frame -> frame.getClassName().endsWith(".PageClient")))
        .count();
  }

  private static List<String> uiThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("memberlist-a-ui"))
        .toList();
  }

  @Test
  void l_84_openPagesAreToldGoodbyeAndHoldUpNoShutdown() throws Exception {
    run("memberlist.ui.enabled=true", "server.shutdown=graceful");
    var streams = List.of(stream(null), stream(null), stream(null));
    streams.forEach(stream -> stream.await("state"));

    context.close();

    assertThat(streams)
        .allSatisfy(
            stream -> {
              stream.awaitEnd();
              assertThat(stream.await("bye").data()).isEqualTo("{\"reason\":\"shutdown\"}");
            });
    assertThat(uiThreads()).isEmpty();
  }

  @Test
  void l_72_namesAndMetadataAreData() throws Exception {
    run("memberlist.ui.enabled=true", "memberlist.tags.x=<img src=x onerror=alert(1)>\u2028\n");

    assertThat(get("/memberlist/state").body())
        .contains("\"x\":\"<img src=x onerror=alert(1)>\\u2028")
        .doesNotContain("\n");
  }

  @Test
  void badPropertiesAreNamed() {
    assertThat(failure("memberlist.ui.max-clients=0"))
        .contains("memberlist.ui.max-clients = 0: must be 1 to 256");
    assertThat(failure("memberlist.ui.path=memberlist"))
        .contains("memberlist.ui.path = memberlist: must begin with /");
  }

  private String failure(String property) {
    try {
      run("memberlist.ui.enabled=true", property);
    } catch (RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return String.valueOf(cause.getMessage());
    }
    return "";
  }
}
