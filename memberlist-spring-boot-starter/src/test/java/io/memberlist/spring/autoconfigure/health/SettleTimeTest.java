package io.memberlist.spring.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import io.memberlist.spring.test.Peers;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Waiting for a quiet membership (8.1). */
class SettleTimeTest {

  private Instant now;

  @Test
  void aNodeIsOutOfServiceUntilNothingHasChangedForTheSettleTimeOnce() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MemberlistAutoConfiguration.class))
        .withPropertyValues(
            "memberlist.bind-addr=127.0.0.1",
            "memberlist.bind-port=0",
            "memberlist.leave.propagation-delay=0",
            "memberlist.health.settle-time=10s")
        .run(
            context -> {
              var node = context.getBean(Memberlist.class);
              var indicator =
                  new MemberlistHealthIndicator(
                      node,
                      context.getBean(MemberlistProperties.class).getHealth(),
                      context.getBean(JoinBoard.class),
                      () -> now);
              var started = node.localNode().stateChange();

              now = started.plusSeconds(9);
              assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

              now = started.plusSeconds(11);
              assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);

              try (var peers = new Peers()) {
                peers.join("peer", node.localNode().addressText());
                Awaitility.await().until(() -> node.numMembers() == 2);
                now = node.node("peer").orElseThrow().stateChange();
                assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
              }

              node.shutdown();
              Awaitility.await()
                  .pollDelay(Duration.ZERO)
                  .until(() -> Instant.now().isAfter(started.plusMillis(1)));
              node.start();
              now = node.localNode().stateChange().plusSeconds(1);
              assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            });
  }
}
