package io.memberlist.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Section 15 of {@code docs/spring-boot.md}: what a user would copy, over real HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class RestExamplesTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static Sample first;
  private static Sample second;

  @BeforeAll
  static void startTwo() {
    first = Sample.start("first");
    second = Sample.start("second", "--memberlist.join.seeds=" + first.address());
    await()
        .atMost(LONG)
        .until(() -> first.memberlist().numMembers() == 2 && second.memberlist().numMembers() == 2);
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
  }

  @Test
  void anEventReachesEveryInstanceOnce(CapturedOutput output) {
    var answer = first.post("/events", "text/plain", "A-1 is 4.20 €");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).matches("\\{\"id\":\"[0-9a-f-]{36}\"}");
    await().atMost(LONG).untilAsserted(() -> assertThat(events(first)).hasSize(1));
    await().atMost(LONG).untilAsserted(() -> assertThat(events(second)).hasSize(1));
    assertThat(events(first)).isEqualTo(events(second)).containsExactly("first: A-1 is 4.20 €");
    assertThat(output).contains("event first: A-1 is 4.20 €");
  }

  private static List<String> events(Sample sample) {
    return sample.bean(ClusterLog.class).latest().stream()
        .filter(entry -> entry.kind().equals("event"))
        .map(ClusterLog.Entry::text)
        .toList();
  }

  @Test
  void anEventThatIsTooLongIsRefusedWithTheLimit() {
    var answer = first.post("/events", "text/plain", "x".repeat(1_100_000));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("at most 1048576", "memberlist.cluster-events.max-size");
  }

  @Test
  void aServiceIsCalledByItsNameOneInstanceAfterTheOther() {
    var called = new TreeSet<String>();

    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              called.add(second.get("/call/sample").body());
              assertThat(called).isEqualTo(Set.of("first", "second"));
            });
  }

  @Test
  void aServiceThatNobodyOffersIsNamed() {
    for (var service : List.of("nothing", "127.0.0.1:" + first.port(), "a%20b")) {
      var answer = first.get("/call/" + service);

      assertThat(answer.statusCode()).as(service).isEqualTo(503);
      assertThat(answer.body()).as(service).isNotBlank();
    }
    assertThat(first.get("/call/nothing").body()).contains("nothing");
  }

  @Test
  void theCoordinatorIsTheSameForAll() {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(first.get("/coordinator").body())
                  .isEqualTo("{\"coordinator\":\"first\",\"local\":true}");
              assertThat(second.get("/coordinator").body())
                  .isEqualTo("{\"coordinator\":\"first\",\"local\":false}");
            });
  }
}
