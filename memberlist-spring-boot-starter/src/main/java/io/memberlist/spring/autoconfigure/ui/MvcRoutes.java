package io.memberlist.spring.autoconfigure.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberlist.spring.ui.Frame;
import io.memberlist.spring.ui.PageSink;
import io.memberlist.spring.ui.UiHub;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The page, its parts and its stream as functional routes of MVC. */
final class MvcRoutes {

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

  private final UiHub hub;
  private final String base;

  MvcRoutes(UiHub hub, String base) {
    this.hub = hub;
    this.base = base;
  }

  RouterFunction<ServerResponse> routes() {
    var page =
        RouterFunctions.route()
            .GET(base + "/", request -> page())
            .GET(base + "/events", this::events)
            .GET(base + "/state", this::state)
            .add(RouterFunctions.resources(base + "/**", UiPaths.ASSETS))
            .after((request, response) -> secured(request, response))
            .build();
    return base.isEmpty()
        ? page
        : RouterFunctions.route().GET(base, MvcRoutes::redirect).build().and(page);
  }

  /**
   * What changes is never stored, the rest is asked for again each time: it changes with the jar.
   */
  private ServerResponse secured(ServerRequest request, ServerResponse response) {
    var path = request.path();
    boolean live = path.endsWith("/events") || path.endsWith("/state");
    return new SecuredResponse(response, live ? "no-store" : "no-cache");
  }

  private static ServerResponse redirect(ServerRequest request) {
    return ServerResponse.status(HttpStatus.PERMANENT_REDIRECT)
        .location(URI.create(request.uri().getRawPath() + "/"))
        .build();
  }

  private static ServerResponse page() {
    return ServerResponse.ok().contentType(HTML).body(UiPaths.INDEX);
  }

  private ServerResponse state(ServerRequest request) {
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(hub.stateJson(request.param("view").orElse(null)).getBytes(UTF_8));
  }

  private ServerResponse events(ServerRequest request) {
    if (hub.full()) {
      return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
          .header("Retry-After", UiPaths.RETRY_AFTER_SECONDS)
          .build();
    }
    var view = request.param("view").orElse(null);
    boolean traffic = request.param("traffic").filter("1"::equals).isPresent();
    var header = request.headers().firstHeader("Last-Event-ID");
    var seen = header == null ? request.param("after").orElse(null) : header;
    return ServerResponse.sse(
        sse -> {
          var sink = new Sink(sse);
          sse.onComplete(sink::ended);
          sse.onError(error -> sink.ended());
          if (!hub.open(view, traffic, seen, sink)) {
            sse.complete();
          }
        },
        Duration.ofMinutes(UiPaths.STREAM_MINUTES));
  }

  /** One response; written to by the hub's threads only. */
  private static final class Sink implements PageSink {

    private final ServerResponse.SseBuilder sse;
    private final CountDownLatch end = new CountDownLatch(1);
    private boolean first = true;

    Sink(ServerResponse.SseBuilder sse) {
      this.sse = sse;
    }

    void ended() {
      end.countDown();
    }

    @Override
    public void send(Frame frame) throws IOException {
      if (end.getCount() == 0) {
        throw new IOException("the page is gone");
      }
      if (first) {
        sse.retry(Duration.ofSeconds(2));
        first = false;
      }
      if (frame.id() != null) {
        sse.id(frame.id());
      }
      sse.event(frame.event()).data(frame.data());
    }

    @Override
    public void heartbeat() throws IOException {
      if (end.getCount() == 0) {
        throw new IOException("the page is gone");
      }
      sse.comment("hb");
      sse.send();
    }

    @Override
    public void close() {
      ended();
      sse.complete();
    }
  }
}
