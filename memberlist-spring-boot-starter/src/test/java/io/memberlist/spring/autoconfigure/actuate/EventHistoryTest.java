package io.memberlist.spring.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.spring.event.EventOrigin;
import io.memberlist.spring.event.MemberlistStoppedEvent;
import io.memberlist.spring.event.MessageReceivedEvent;
import io.memberlist.spring.test.Peers;
import io.memberlist.spring.test.TestApplication;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The section {@code events} of the endpoint (7.1). */
class EventHistoryTest {

  private static final String PATH = "/actuator/memberlist/events";

  private final Peers peers = new Peers();
  private TestApplication application;

  @AfterEach
  void end() {
    peers.close();
    application.close();
  }

  private String types() {
    return String.join(" ", application.get(PATH).json().at("/events").findValuesAsString("type"));
  }

  @Test
  void s_51_theLastEventsNewestFirst() {
    application =
        TestApplication.start("memberlist.name=own", "memberlist.discovery.enabled=false");
    var peer = peers.join("peer", application.seed());
    await()
        .untilAsserted(
            () -> assertThat(types()).startsWith("NodeJoinedEvent MemberlistStartedEvent"));
    peer.leave(Duration.ofSeconds(10));
    peer.sendBestEffort(peer.localNode(), new byte[] {1});

    await().until(() -> types().startsWith("NodeLeftEvent"));

    assertThat(application.get(PATH).fields("")).containsExactly("events");
    var events = application.get(PATH).json().at("/events");
    var left = events.at("/0");
    assertThat(left.propertyNames())
        .containsExactly("sequence", "at", "type", "node", "address", "reason");
    assertThat(left.at("/node").asString()).isEqualTo("peer");
    assertThat(left.at("/reason").asString()).isEqualTo("LEFT");
    assertThat(Instant.parse(left.at("/at").asString())).isBefore(Instant.now());
    assertThat(left.at("/sequence").asInt()).isEqualTo(events.size());
    assertThat(types()).endsWith("MemberlistStartedEvent NodeJoinedEvent");
  }

  @Test
  void s_51_attemptsToJoinWithTheirReasons() {
    application =
        TestApplication.start(
            "memberlist.name=own",
            "memberlist.discovery.enabled=false",
            "memberlist.join.seeds=127.0.0.1:1",
            "memberlist.join.retry.max-retries=0");

    await()
        .untilAsserted(() -> assertThat(types()).startsWith("JoinAbandonedEvent JoinFailedEvent"));

    var events = application.get(PATH).json().at("/events");
    for (var event : events) {
      if (event.at("/type").asString().equals("JoinFailedEvent")) {
        assertThat(event.at("/attempt").asInt()).isEqualTo(1);
        assertThat(event.at("/failures").toString())
            .isEqualTo("{\"127.0.0.1:1\":\"connection refused\"}");
      }
    }
  }

  @Test
  void s_51_onlyTheLastHundredAndNoMessages() {
    application = TestApplication.start("memberlist.discovery.enabled=false");
    await().until(() -> types().endsWith("NodeJoinedEvent"));

    for (int i = 1; i <= 150; i++) {
      var origin = new EventOrigin(application.memberlist(), i, Instant.now());
      application.context().publishEvent(new MemberlistStoppedEvent(origin));
      application.context().publishEvent(new MessageReceivedEvent(origin, new byte[0]));
    }

    var events = application.get(PATH).json().at("/events");
    assertThat(events.size()).isEqualTo(100);
    assertThat(events.at("/0/sequence").asInt()).isEqualTo(150);
    assertThat(types()).doesNotContain("MessageReceivedEvent");
  }
}
