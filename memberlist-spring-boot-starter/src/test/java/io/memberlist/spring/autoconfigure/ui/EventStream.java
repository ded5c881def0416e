package io.memberlist.spring.autoconfigure.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A page as the server sees it: reads the events of one stream until it is closed. */
final class EventStream implements AutoCloseable {

  record Event(@Nullable String id, String name, String data) {}

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration LONG = Duration.ofSeconds(30);

  private final HttpResponse<InputStream> response;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  private EventStream(HttpResponse<InputStream> response) {
    this.response = response;
    var reader = new Thread(this::read, "event-stream");
    reader.setDaemon(true);
    reader.start();
  }

  static EventStream open(URI uri, @Nullable String lastEventId) throws Exception {
    var request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return new EventStream(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  List<Event> events() {
    return events;
  }

  List<String> names() {
    return events.stream().map(Event::name).toList();
  }

  Event await(String name) {
    return await(name, event -> true);
  }

  Event await(String name, Predicate<Event> which) {
    Awaitility.await().atMost(LONG).until(() -> find(name, which) != null);
    return Objects.requireNonNull(find(name, which));
  }

  private @Nullable Event find(String name, Predicate<Event> which) {
    return events.stream()
        .filter(event -> event.name().equals(name) && which.test(event))
        .findFirst()
        .orElse(null);
  }

  void awaitEnd() {
    Awaitility.await().atMost(LONG).until(() -> ended);
  }

  private void read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = null;
      String name = "";
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          id = line.substring(3);
        } else if (line.startsWith("event:")) {
          name = line.substring(6);
        } else if (line.startsWith("data:")) {
          events.add(new Event(id, name, line.substring(5)));
          id = null;
        }
      }
    } catch (IOException e) {
      // closed by this side
    } finally {
      ended = true;
    }
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
