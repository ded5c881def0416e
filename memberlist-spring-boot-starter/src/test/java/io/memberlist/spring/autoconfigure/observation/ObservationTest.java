package io.memberlist.spring.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.memberlist.NoSeedReachableException;
import io.memberlist.spring.observation.ObservedMemberlist;
import io.memberlist.spring.observation.SendObservation;
import io.memberlist.spring.test.Peers;
import io.memberlist.spring.test.TestApplication;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Section 9.2 of the contract. */
class ObservationTest {

  private final Peers peers = new Peers();

  @AfterEach
  void end() {
    peers.close();
  }

  /** Writes down what was observed. */
  static class Recorder implements ObservationHandler<Observation.Context> {
    final List<String> stopped = new CopyOnWriteArrayList<>();

    @Override
    public void onStop(Observation.Context context) {
      if (context.getName().startsWith("memberlist.")) {
        stopped.add(
            context.getName()
                + " "
                + text(context.getLowCardinalityKeyValues())
                + " "
                + text(context.getHighCardinalityKeyValues()));
      }
    }

    private static String text(KeyValues values) {
      return values.stream().map(value -> value.getKey() + "=" + value.getValue()).toList() + "";
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }

  private static List<String> observed(TestApplication application) {
    return application.context().getBean(Recorder.class).stopped;
  }

  @Test
  void joinsLeavesAndReliableSendsAreObserved() {
    var peer = peers.start("peer", c -> c);
    try (var application =
        TestApplication.start(
            List.of(Recorder.class),
            "memberlist.name=own",
            "memberlist.join.seeds=" + peer.localNode().addressText())) {
      await().until(() -> application.memberlist().numMembers() == 2);
      var node = application.memberlist();
      assertThat(node).isInstanceOf(ObservedMemberlist.class);
      node.sendReliable(node.node("peer").orElseThrow(), new byte[] {1});
      node.sendBestEffort(node.node("peer").orElseThrow(), new byte[] {1});
      assertThatThrownBy(() -> node.join(List.of("127.0.0.1:1")))
          .isInstanceOf(NoSeedReachableException.class);
      node.leave(Duration.ofSeconds(10));

      await()
          .untilAsserted(
              () ->
                  assertThat(observed(application))
                      .containsExactly(
                          "memberlist.join [outcome=success] [attempt=1]",
                          "memberlist.send [outcome=success] [memberlist.target=peer]",
                          "memberlist.join [outcome=failure] [attempt=2]",
                          "memberlist.leave [outcome=success] []"));
      assertThat(application.get("/actuator/prometheus").text())
          .contains("memberlist_send_seconds_count{error=\"none\",outcome=\"success\"} 1")
          .doesNotContain("memberlist_target");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnConvention {
    @Bean
    SendObservation.Convention convention() {
      return new SendObservation.Convention() {
        @Override
        public String getName() {
          return "memberlist.own";
        }
      };
    }
  }

  @Test
  void aConventionBeanReplacesTheUsualOne() {
    try (var application =
        TestApplication.start(
            List.of(Recorder.class, OwnConvention.class), "memberlist.name=own")) {
      peers.join("peer", application.seed());
      var node = application.memberlist();
      await().until(() -> node.node("peer").isPresent());

      node.sendReliable(node.node("peer").orElseThrow(), new byte[] {1});

      assertThat(observed(application))
          .containsExactly("memberlist.own [outcome=success] [memberlist.target=peer]");
    }
  }
}
