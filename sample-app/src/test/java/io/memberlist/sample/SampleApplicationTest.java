package io.memberlist.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"memberlist.bind-port=0", "memberlist.name=sample-1", "memberlist.preset=local"})
@ExtendWith(OutputCaptureExtension.class)
class SampleApplicationTest {

  private static final Duration LONG = Duration.ofSeconds(15);

  private final HttpClient client = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  @Autowired private Memberlist memberlist;
  @Autowired private ClusterLog events;

  @Test
  void aloneItShowsItselfAndFourDemoNodes() throws Exception {
    await().atMost(LONG).until(() -> memberlist.numMembers() == 5);

    assertThat(get("/members"))
        .isEqualTo("[\"demo-1\",\"demo-2\",\"demo-3\",\"demo-4\",\"sample-1\"]");
    assertThat(get("/")).contains("<script src=\"page.js\" type=\"module\">");
    assertThat(get("/state")).contains("\"view\":\"sample-1\"", "\"n\":\"demo-4\"");
    assertThat(get("/whoami")).isEqualTo("sample-1");
    assertThat(memberlist.localNode().addressText()).startsWith("127.0.0.1:");
  }

  @Test
  void aSecondApplicationJoinsReceivesMessagesAndLeaves(CapturedOutput output) throws Exception {
    await().atMost(LONG).until(() -> memberlist.numMembers() == 5);
    try (var second = second()) {
      var other = second.getBean(Memberlist.class);
      await().atMost(LONG).until(() -> other.numMembers() == 6 && memberlist.numMembers() == 6);

      assertThat(post("/messages", "hello <b>")).isEqualTo("{\"sent\":5}");

      var log = second.getBean(ClusterLog.class);
      await().atMost(LONG).until(() -> texts(log, "message").equals(List.of("hello <b>")));
      assertThat(output).contains("joined sample-2 127.0.0.1:", "message hello <b>");
    }
    await().atMost(LONG).until(() -> texts(events, "left").contains("sample-2"));
    assertThat(memberlist.members()).extracting(Node::name).doesNotContain("sample-2");
    assertThat(texts(events, "failed")).doesNotContain("sample-2");
  }

  @Test
  void theActuatorShowsTheNode() throws Exception {
    assertThat(get("/actuator/health")).contains("\"memberlist\"", "\"name\":\"sample-1\"");
    assertThat(get("/actuator/memberlist")).contains("\"status\":\"RUNNING\"", "\"sample-1\"");
    assertThat(get("/actuator/info")).contains("\"memberlist\"");
  }

  private ConfigurableApplicationContext second() {
    return new SpringApplicationBuilder(SampleApplication.class)
        .run(
            "--server.port=0",
            "--sample.demo-nodes=0",
            "--memberlist.name=sample-2",
            "--memberlist.preset=local",
            "--memberlist.bind-addr=127.0.0.1",
            "--memberlist.bind-port=0",
            "--memberlist.join.seeds=" + memberlist.localNode().addressText());
  }

  private static List<String> texts(ClusterLog log, String kind) {
    return log.latest().stream()
        .filter(entry -> entry.kind().equals(kind))
        .map(ClusterLog.Entry::text)
        .toList();
  }

  private String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private String post(String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(request.build());
  }

  private String send(HttpRequest request) throws Exception {
    var response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
