package io.memberlist.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.sample.Sample;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** J9 over HTTP: a key is exchanged while the cluster runs. */
@ExtendWith(OutputCaptureExtension.class)
class DemoKeysTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private Sample sample;
  private DemoNodes nodes;

  @BeforeEach
  void start() {
    sample = Sample.start("own", "--sample.demo-nodes=3", "--memberlist.secret-key=" + KEY);
    nodes = sample.bean(DemoNodes.class);
    await().atMost(LONG).until(() -> sample.memberlist().numMembers() == 4);
  }

  @AfterEach
  void stop() {
    sample.close();
  }

  @Test
  void j9_threeStepsExchangeTheKeyAndNobodyIsLost(CapturedOutput output) {
    var before = keys(0).get(0);

    assertThat(step("add"))
        .matches(
            "202 \\{\"fingerprint\":\"[0-9a-f]{16}\",\"nodes\":4}|"
                + "202 \\{\"nodes\":4,\"fingerprint\":\"[0-9a-f]{16}\"}");
    assertThat(nodes.keyrings())
        .hasSize(4)
        .allSatisfy(ring -> assertThat(ring.size()).isEqualTo(2));
    assertThat(step("use")).startsWith("202");
    assertThat(step("remove")).startsWith("202");

    var after = keys(0).get(0);
    assertThat(after).hasSameSizeAs(before).isNotEqualTo(before);
    for (int i = 0; i < 4; i++) {
      assertThat(keys(i)).as("keys of node " + i).hasSize(1).first().isEqualTo(after);
    }
    sample.command("POST", "/demo/nodes", "{}");
    await().atMost(LONG).until(() -> sample.memberlist().numMembers() == 5);
    for (var node : nodes.all()) {
      await().atMost(LONG).until(() -> node.memberlist().numMembers() == 5);
    }
    var page = sample.get("/state").body();
    assertThat(page).contains("added key ", "now encrypting with key ", "removed key ");
    assertThat(page).doesNotContain("\"k\":\"failed\"", "\"k\":\"suspected\"");
    for (var key : List.of(before, after)) {
      var text = Base64.getEncoder().encodeToString(key);
      assertThat(page).doesNotContain(text);
      assertThat(output.getAll()).doesNotContain(text);
    }
  }

  @Test
  void l_66_theLogSaysThatThereAreControlsAndForWhom(CapturedOutput output) {
    assertThat(output).contains("Controls are on, listening on loopback only");
  }

  private List<byte[]> keys(int node) {
    return nodes.keyrings().get(node).keys();
  }

  @Test
  void stepsHaveAnOrderAndTheNextOneIsTold() {
    assertThat(sample.get("/demo").body()).contains("\"keys\":\"add\"");
    assertThat(step("use")).startsWith("409 ").contains("the next step is add");

    step("add");

    assertThat(sample.get("/demo").body()).contains("\"keys\":\"use\"");
    assertThat(step("remove")).startsWith("409 ").contains("the next step is use");
    assertThat(sample.get("/state").body()).contains("\"keys\":2");
  }

  private String step(String name) {
    var answer = sample.command("POST", "/demo/keys", "{\"step\":\"" + name + "\"}");
    return answer.statusCode() + " " + answer.body();
  }
}
