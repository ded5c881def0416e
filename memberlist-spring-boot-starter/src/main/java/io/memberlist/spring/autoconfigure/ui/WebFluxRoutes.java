package io.memberlist.spring.autoconfigure.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberlist.spring.ui.Frame;
import io.memberlist.spring.ui.PageSink;
import io.memberlist.spring.ui.UiHub;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.context.ApplicationContext;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** The page, its parts and its stream as functional routes of WebFlux. */
final class WebFluxRoutes {

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

  private final UiHub hub;
  private final String base;
  private final ApplicationContext application;

  /** Routes for requests of that application, not of a management context below it. */
  WebFluxRoutes(UiHub hub, String base, ApplicationContext application) {
    this.hub = hub;
    this.base = base;
    this.application = application;
  }

  /** WebFlux serves the routes of an application on a separate management port as well (L-85). */
  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.nest(
        request -> {
          var asked = request.exchange().getApplicationContext();
          return asked == null || asked == application;
        },
        all());
  }

  private RouterFunction<ServerResponse> all() {
    var routes =
        RouterFunctions.route()
            .GET(
                base + "/",
                request ->
                    secured(ServerResponse.ok())
                        .contentType(HTML)
                        .cacheControl(CacheControl.noCache())
                        .bodyValue(UiPaths.INDEX))
            .GET(base + "/events", this::events)
            .GET(base + "/state", this::state)
            .add(
                RouterFunctions.resources(
                    base + "/**",
                    UiPaths.ASSETS,
                    (resource, headers) -> {
                      headers.setCacheControl(CacheControl.noCache());
                      UiPaths.HEADERS.forEach(headers::set);
                    }))
            .build();
    return base.isEmpty()
        ? routes
        : RouterFunctions.route().GET(base, WebFluxRoutes::redirect).build().and(routes);
  }

  private static Mono<ServerResponse> redirect(ServerRequest request) {
    return ServerResponse.permanentRedirect(URI.create(request.uri().getRawPath() + "/")).build();
  }

  private static ServerResponse.BodyBuilder secured(ServerResponse.BodyBuilder response) {
    return response.headers(headers -> UiPaths.HEADERS.forEach(headers::set));
  }

  private Mono<ServerResponse> state(ServerRequest request) {
    return secured(ServerResponse.ok())
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .bodyValue(hub.stateJson(request.queryParam("view").orElse(null)).getBytes(UTF_8));
  }

  private Mono<ServerResponse> events(ServerRequest request) {
    if (hub.full()) {
      return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
          .header("Retry-After", UiPaths.RETRY_AFTER_SECONDS)
          .build();
    }
    var view = request.queryParam("view").orElse(null);
    boolean traffic = request.queryParam("traffic").filter("1"::equals).isPresent();
    var header = request.headers().firstHeader("Last-Event-ID");
    var seen = header == null ? request.queryParam("after").orElse(null) : header;
    Flux<ServerSentEvent<String>> events =
        Flux.<ServerSentEvent<String>>create(
                emitter -> {
                  if (!hub.open(view, traffic, seen, new Sink(emitter))) {
                    emitter.complete();
                  }
                },
                FluxSink.OverflowStrategy.ERROR)
            .take(Duration.ofMinutes(UiPaths.STREAM_MINUTES));
    return secured(ServerResponse.ok())
        .cacheControl(CacheControl.noStore())
        .header("X-Accel-Buffering", "no")
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .body(BodyInserters.fromServerSentEvents(events));
  }

  /** One response; waits for the connection's demand, so that nothing piles up. */
  private static final class Sink implements PageSink {

    private static final int MOST_PERMITS = 1 << 20;

    private final FluxSink<ServerSentEvent<String>> emitter;
    private final Semaphore demand = new Semaphore(0);
    private boolean first = true;

    Sink(FluxSink<ServerSentEvent<String>> emitter) {
      this.emitter = emitter;
      emitter.onRequest(n -> demand.release((int) Math.min(n, MOST_PERMITS)));
      emitter.onDispose(() -> demand.release(MOST_PERMITS));
    }

    @Override
    public void send(Frame frame) throws IOException {
      var event = ServerSentEvent.builder(frame.data()).event(frame.event());
      if (frame.id() != null) {
        event.id(frame.id());
      }
      if (first) {
        event.retry(Duration.ofSeconds(2));
        first = false;
      }
      emit(event.build());
    }

    @Override
    public void heartbeat() throws IOException {
      emit(ServerSentEvent.<String>builder().comment("hb").build());
    }

    private void emit(ServerSentEvent<String> event) throws IOException {
      try {
        demand.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the page takes nothing", e);
      }
      if (emitter.isCancelled()) {
        throw new IOException("the page is gone");
      }
      emitter.next(event);
    }

    @Override
    public void close() {
      emitter.complete();
    }
  }
}
