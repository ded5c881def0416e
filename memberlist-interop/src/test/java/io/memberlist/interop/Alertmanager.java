package io.memberlist.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An Alertmanager of the machine's package, on a loopback address of its own, with a fresh store.
 */
final class Alertmanager implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int CLUSTER_PORT = 9094;
  private static final String CONFIG = "route:\n  receiver: nobody\nreceivers:\n- name: nobody\n";

  private static final Path STORES = Path.of("target", "alertmanager");

  private final String host;
  private final URI api;
  private final ExternalProcess process;

  /** Starts one that knows the given peers. */
  Alertmanager(String... peers) {
    this(Cluster.freshAddress(), peers);
  }

  private Alertmanager(String host, String[] peers) {
    this.host = host;
    api = URI.create("http://" + host + ":9093/api/v2/");
    process = new ExternalProcess("alertmanager", commandLine(peers));
    Await.until("Alertmanager answers", () -> process.isAlive() && isUp());
  }

  /** Starts one at a loopback address. */
  static Alertmanager at(String host, String... peers) {
    return new Alertmanager(host, peers);
  }

  /** Starts another life at the same address; it has another name. */
  Alertmanager again(String... peers) {
    return new Alertmanager(host, peers);
  }

  private List<String> commandLine(String[] peers) {
    try {
      var store = Files.createTempDirectory(Files.createDirectories(STORES), "life-");
      var config = Files.writeString(store.resolve("alertmanager.yml"), CONFIG);
      var options =
          List.of(
              Externals.ALERTMANAGER.require().toString(),
              "--config.file=" + config,
              "--storage.path=" + store,
              "--web.listen-address=" + host + ":9093",
              "--cluster.listen-address=" + address(),
              "--cluster.advertise-address=" + address(),
              "--cluster.pushpull-interval=2s",
              "--cluster.probe-interval=500ms",
              "--cluster.probe-timeout=200ms",
              "--cluster.settle-timeout=1s");
      var all = new ArrayList<>(options);
      for (var peer : peers) {
        all.add("--cluster.peer=" + peer);
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return host + ":" + CLUSTER_PORT;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String log() {
    return process.log();
  }

  private boolean isUp() {
    try {
      return get("status").has("cluster");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Name of this life: a new one at each start. */
  String name() {
    return get("status").at("/cluster/name").asString();
  }

  /** Names of the members as Alertmanager lists them. */
  Set<String> peers() {
    return get("status")
        .at("/cluster/peers")
        .valueStream()
        .map(peer -> peer.get("name").asString())
        .collect(Collectors.toSet());
  }

  /** Comments of all silences. */
  Set<String> silences() {
    return get("silences")
        .valueStream()
        .map(silence -> silence.get("comment").asString())
        .collect(Collectors.toSet());
  }

  /** Creates a silence, recognisable by its comment. */
  void silence(String comment) {
    var now = Instant.now();
    var body =
        JSON.writeValueAsString(
            Map.of(
                "matchers",
                    List.of(
                        Map.of(
                            "name",
                            "alertname",
                            "value",
                            comment,
                            "isRegex",
                            false,
                            "isEqual",
                            true)),
                "startsAt", now.toString(),
                "endsAt", now.plus(Duration.ofHours(1)).toString(),
                "createdBy", "test",
                "comment", comment));
    var answer =
        send(
            HttpRequest.newBuilder(api.resolve("silences"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    if (!answer.has("silenceID")) {
      throw new AssertionError("no silence was created: " + answer);
    }
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(api.resolve(path)));
  }

  private static JsonNode send(HttpRequest.Builder request) {
    try {
      return JSON.readTree(
          HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString())
              .body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Alertmanager", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
