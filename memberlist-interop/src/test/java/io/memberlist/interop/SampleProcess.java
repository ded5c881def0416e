package io.memberlist.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample application's executable jar, started with a command of the README. */
final class SampleProcess implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String JAR = "sample-app/target/sample-app.jar";
  private static final String COMMAND = "java -jar " + JAR;

  private final String host;
  private final String port;
  private final ExternalProcess process;

  private SampleProcess(String host, List<String> arguments) {
    this.host = host;
    port =
        arguments.stream()
            .filter(argument -> argument.startsWith("--server.port="))
            .map(argument -> argument.substring("--server.port=".length()))
            .findFirst()
            .orElse("8080");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var line = new ArrayList<>(List.of(java, "-jar", requireJar().toString()));
    line.addAll(arguments);
    process =
        new ExternalProcess(
            "sample-" + port,
            line,
            Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m"));
  }

  private static Path requireJar() {
    var jar = ROOT.resolve(JAR);
    if (!Files.exists(jar)) {
      var sentence = "There is no " + JAR + "; build it first: ./mvnw package.";
      if ("required".equals(System.getProperty("externals"))) {
        throw new AssertionError(sentence);
      }
      assumeTrue(false, sentence);
    }
    return jar;
  }

  /** The first process, on a host of its own instead of this machine's usual addresses. */
  static SampleProcess first(String host) {
    return new SampleProcess(
        host, List.of("--server.address=" + host, "--memberlist.bind-addr=" + host));
  }

  /**
   * What the README says, with another loopback address instead of 127.0.0.1, so that nobody else's
   * ports are in the way.
   *
   * @param part by which the command is recognised
   */
  static SampleProcess fromReadme(String host, String part) {
    var found = readmeCommands().stream().filter(command -> command.contains(part)).toList();
    if (found.size() != 1) {
      throw new AssertionError("the README has these commands with " + part + ": " + found);
    }
    var arguments = new ArrayList<String>();
    for (var word : found.get(0).substring(COMMAND.length()).strip().split(" ")) {
      arguments.add(word.replace("127.0.0.1", host));
    }
    arguments.add("--server.address=" + host);
    return new SampleProcess(host, arguments);
  }

  /** Commands that start the jar, each on one line. */
  private static List<String> readmeCommands() {
    try {
      return Files.readString(ROOT.resolve("README.md"))
          .replace("\\\n", " ")
          .lines()
          .filter(line -> line.startsWith(COMMAND))
          .map(line -> line.replaceAll("\\s+", " "))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its node's name, as soon as it answers. */
  String name() {
    Await.until(() -> "the sample answers; its log:\n" + log(), Await.LIMIT, this::answers);
    return get("whoami");
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("the sample has ended:\n" + log());
    }
    try {
      return !get("whoami").isEmpty();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Names of the members as {@code GET /members} lists them. */
  TreeSet<String> members() {
    var names = new TreeSet<String>();
    JSON.readTree(get("members")).valueStream().map(JsonNode::asString).forEach(names::add);
    return names;
  }

  /** Names and states of the members, as the page shows them. */
  TreeSet<String> page() {
    var shown = new TreeSet<String>();
    JSON.readTree(get("state"))
        .path("members")
        .valueStream()
        .map(member -> member.path("n").asString() + " " + member.path("s").asString())
        .forEach(shown::add);
    return shown;
  }

  private String get(String path) {
    var uri = URI.create("http://" + host + ":" + port + "/" + path);
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
    try {
      return HTTP.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the sample", e);
    }
  }

  /** Waits until it has printed the line. */
  void awaitLine(String line) {
    Await.until(
        () -> "line \"" + line + "\" in:\n" + log(),
        Await.LIMIT,
        () -> log().lines().anyMatch(line::equals));
  }

  String log() {
    return process.log();
  }

  /** As Ctrl-C does. */
  void terminate() {
    process.terminate();
  }

  /** As {@code kill -9} does. */
  @Override
  public void close() {
    process.close();
  }
}
