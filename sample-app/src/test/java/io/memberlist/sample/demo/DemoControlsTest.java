package io.memberlist.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.sample.SampleApplication;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(
    classes = SampleApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "memberlist.bind-port=0",
      "memberlist.name=own",
      "memberlist.preset=local",
      "sample.demo-nodes=3"
    })
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class DemoControlsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  @Autowired private Memberlist memberlist;
  @Autowired private DemoNodes nodes;

  @BeforeEach
  void awaitAll() {
    await().atMost(LONG).until(() -> memberlist.numMembers() == 4);
  }

  @Test
  void aKilledNodeIsDeclaredFailedAndComesBackUnderItsName() throws Exception {
    assertThat(command("POST", "/demo/nodes/demo-2/kill", "{}").statusCode()).isEqualTo(202);
    await().atMost(LONG).until(() -> state("demo-2") == NodeState.DEAD);
    assertThat(command("POST", "/demo/nodes/demo-2/kill", "{}").statusCode()).isEqualTo(409);

    int before = nodes.find("demo-2").orElseThrow().port();
    assertThat(command("POST", "/demo/nodes/demo-2/start", "{}").statusCode()).isEqualTo(202);
    await().atMost(LONG).until(() -> state("demo-2") == NodeState.ALIVE);
    assertThat(nodes.find("demo-2").orElseThrow().port()).isEqualTo(before);
  }

  @Test
  void aNodeThatLeavesIsLeft() throws Exception {
    command("POST", "/demo/nodes/demo-1/leave", "{}");

    await().atMost(LONG).until(() -> state("demo-1") == NodeState.LEFT);
  }

  @Test
  void aPausedNodeIsSuspectedAndRefutesWithTheNextIncarnation() throws Exception {
    long before = memberlist.node("demo-3").orElseThrow().incarnation();
    command("POST", "/demo/nodes/demo-3/pause", "{\"for\":\"60s\"}");
    await().atMost(LONG).until(() -> state("demo-3") != NodeState.ALIVE);

    command("POST", "/demo/nodes/demo-3/resume", "{}");

    await().atMost(LONG).until(() -> state("demo-3") == NodeState.ALIVE);
    assertThat(memberlist.node("demo-3").orElseThrow().incarnation()).isGreaterThan(before);
  }

  @Test
  void aCutNetworkFallsApartAndHeals() throws Exception {
    var answer =
        command("PUT", "/demo/cut", "{\"groups\":[[\"own\",\"demo-1\"],[\"demo-2\",\"demo-3\"]]}");
    assertThat(answer.statusCode()).isEqualTo(202);
    await().atMost(LONG).until(() -> state("demo-2") == NodeState.DEAD);
    await().atMost(LONG).until(() -> state("demo-3") == NodeState.DEAD);
    assertThat(state("demo-1")).isEqualTo(NodeState.ALIVE);

    assertThat(command("DELETE", "/demo/cut", "{}").statusCode()).isEqualTo(204);

    await().atMost(Duration.ofSeconds(120)).until(() -> memberlist.numMembers() == 4);
  }

  @Test
  void furtherNodesJoinUpToTheLimit() throws Exception {
    var answer = command("POST", "/demo/nodes", "{\"count\":2}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"started\":[\"demo-4\",\"demo-5\"]}");
    await().atMost(LONG).until(() -> memberlist.numMembers() == 6);
    assertThat(command("POST", "/demo/nodes", "{\"count\":20}").statusCode()).isEqualTo(409);
  }

  @Test
  void tagsAreAnnouncedAndTooLargeOnesRefused() throws Exception {
    command("PUT", "/demo/nodes/demo-1/tags", "{\"zone\":\"z\"}");

    await()
        .atMost(LONG)
        .until(
            () -> memberlist.node("demo-1").map(Node::tags).orElseThrow(),
            Map.of("zone", "z")::equals);
    var refused =
        command("PUT", "/demo/nodes/demo-1/tags", "{\"zone\":\"" + "z".repeat(600) + "\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("there is room for 512");
  }

  @Test
  void j8_anEventOfAnyNodeReachesAll() throws Exception {
    var answer = command("POST", "/demo/events", "{\"node\":\"demo-2\",\"text\":\"hello\"}");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).matches("\\{\"id\":\"[0-9a-f-]{36}\"}");
    await().atMost(LONG).until(() -> state().contains("sent “hello”, received by 4 of 4"));

    command("POST", "/demo/events", "{\"text\":\"from here\"}");
    await().atMost(LONG).until(() -> state().contains("sent “from here”, received by 4 of 4"));
  }

  @Test
  void anEventThatDoesNotReachAllIsSaidToHaveReachedSome() throws Exception {
    command("PUT", "/demo/cut", "{\"groups\":[[\"own\",\"demo-1\"],[\"demo-2\",\"demo-3\"]]}");

    command("POST", "/demo/events", "{\"text\":\"hello\"}");

    await().atMost(LONG).until(() -> state().contains("sent “hello”, received by 2 of 4"));
  }

  @Test
  void j6_aSlowNodeDoubtsItselfAndNobodyIsLost() throws Exception {
    assertThat(state()).contains("\"n\":\"own\"").containsPattern("\"n\":\"demo-1\"[^}]*\"h\":0");

    command("POST", "/demo/nodes/demo-1/slow", "{\"delay\":\"1500ms\"}");

    await()
        .atMost(LONG)
        .until(() -> nodes.find("demo-1").orElseThrow().memberlist().healthScore() > 0);
    await().atMost(LONG).until(() -> state().matches(".*\"n\":\"demo-1\"[^}]*\"h\":[1-9].*"));
    assertThat(state()).doesNotContain("\"k\":\"failed\"");

    command("POST", "/demo/nodes/demo-1/resume", "{}");

    await().atMost(LONG).until(() -> state().matches(".*\"n\":\"demo-1\"[^}]*\"h\":0.*"));
  }

  private String state() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/state")).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void whatIsImpossibleIsSaid() throws Exception {
    assertThat(command("POST", "/demo/nodes/own/kill", "{}"))
        .satisfies(refused(409, "this node serves the page"));
    assertThat(command("POST", "/demo/nodes/nobody/kill", "{}"))
        .satisfies(refused(404, "no demo node nobody"));
    assertThat(command("POST", "/demo/nodes/demo-1/pause", "{\"for\":\"soon\"}"))
        .satisfies(refused(400, "is no duration"));
    assertThat(command("PUT", "/demo/cut", "{\"groups\":[[\"x\"],[\"own\"]]}"))
        .satisfies(refused(400, "x is unknown"));
    assertThat(command("POST", "/demo/events", "{\"text\":\"" + "x".repeat(201) + "\"}"))
        .satisfies(refused(400, "1 to 200 characters"));
    assertThat(command("POST", "/demo/events", "{}")).satisfies(refused(400, "characters"));
    assertThat(command("POST", "/demo/events", "{\"node\":\"nobody\",\"text\":\"x\"}"))
        .satisfies(refused(404, "nobody"));
    assertThat(command("POST", "/demo/keys", "{\"step\":\"add\"}"))
        .satisfies(refused(409, "memberlist.secret-key"));
    assertThat(command("POST", "/demo/nodes", "{").statusCode()).isEqualTo(400);
  }

  @Test
  void l_61_moreThan20CommandsASecondAreTooMany() {
    var codes =
        Stream.generate(() -> commandLater("POST", "/demo/nodes/demo-1/resume", "{}"))
            .limit(100)
            .toList()
            .stream()
            .map(answer -> answer.join().statusCode())
            .toList();

    assertThat(codes).contains(202, 429);
  }

  private static org.assertj.core.api.ThrowingConsumer<HttpResponse<String>> refused(
      int status, String text) {
    return answer -> {
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).contains("\"error\"", text);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "'', application/json, '', ''",
    "1, text/plain, '', ''",
    "1, application/json, cross-site, ''",
    "1, application/json, '', http://evil.example",
    "1, application/json, '', null"
  })
  void j19_aStrangersPageCommandsNothing(String header, String type, String site, String origin)
      throws Exception {
    var request = "POST /demo/nodes/demo-1/kill HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n";
    request += header.isEmpty() ? "" : "X-Memberlist-Demo: " + header + "\r\n";
    request += site.isEmpty() ? "" : "Sec-Fetch-Site: " + site + "\r\n";
    request += origin.isEmpty() ? "" : "Origin: " + origin + "\r\n";

    assertThat(raw(request + "Content-Type: " + type + "\r\n")).startsWith("HTTP/1.1 403");
    assertThat(nodes.find("demo-1").orElseThrow().running()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/events", "/messages"})
  void j19_aStrangersPageSendsNothingEither(String path) throws Exception {
    var head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n";

    assertThat(raw(head + "Sec-Fetch-Site: cross-site\r\nContent-Type: text/plain\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw(head + "Content-Type: text/plain\r\n")).startsWith("HTTP/1.1 200");
  }

  @Test
  void j19_anotherNameForTheLoopbackAddressIsRefusedEverywhere() throws Exception {
    for (var path : List.of("/", "/events", "/state", "/demo")) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n"))
          .startsWith("HTTP/1.1 403");
    }
  }

  /** Java's client refuses to send some of these headers. */
  private String raw(String head) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          (head + "Content-Length: 2\r\nConnection: close\r\n\r\n{}")
              .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private NodeState state(String name) {
    return memberlist.node(name).map(Node::state).orElse(NodeState.LEFT);
  }

  private HttpResponse<String> command(String method, String path, String body) {
    return commandLater(method, path, body).join();
  }

  private CompletableFuture<HttpResponse<String>> commandLater(
      String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .header("X-Memberlist-Demo", "1")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
