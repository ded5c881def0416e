package io.memberlist.spring.autoconfigure.health;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.AliveDelegate;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import io.memberlist.spring.test.Peers;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a health check must not do (S-61). */
class SnapshotTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  MemberlistAutoConfiguration.class,
                  MemberlistHealthContributorAutoConfiguration.class))
          .withPropertyValues(
              "memberlist.bind-addr=127.0.0.1",
              "memberlist.bind-port=0",
              "memberlist.leave.propagation-delay=0");

  /** Keeps the protocol thread when it hears of the peer. */
  static class Busy implements AliveDelegate {
    final CountDownLatch busy = new CountDownLatch(1);
    final CountDownLatch free = new CountDownLatch(1);

    @Override
    public void notifyAlive(Node peer) {
      if (peer.name().equals("peer")) {
        busy.countDown();
        try {
          free.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Test
  void s_61_aCheckDoesNotWaitForTheProtocol() {
    runner
        .withBean(Busy.class)
        .run(
            context -> {
              var delegate = context.getBean(Busy.class);
              var seed = context.getBean(Memberlist.class).localNode().addressText();
              var indicator = context.getBean(HealthIndicator.class);
              try (var peers = new Peers()) {
                var joining = CompletableFuture.runAsync(() -> peers.join("peer", seed));
                try {
                  assertThat(delegate.busy.await(30, SECONDS)).isTrue();

                  var health = CompletableFuture.supplyAsync(indicator::health).get(30, SECONDS);

                  assertThat(health.getStatus()).isEqualTo(Status.UP);
                  assertThat(health.getDetails()).containsEntry("members", 1);
                } finally {
                  delegate.free.countDown();
                  joining.join();
                }
              }
            });
  }

  @Test
  void s_61_aCheckReadsSnapshotsAndSendsNothing() {
    runner.run(
        context -> {
          var node = context.getBean(Memberlist.class);
          var asked = new HashSet<String>();
          var recording =
              (Memberlist)
                  Proxy.newProxyInstance(
                      getClass().getClassLoader(),
                      new Class<?>[] {Memberlist.class},
                      (proxy, method, arguments) -> {
                        asked.add(method.getName());
                        return method.invoke(node, arguments);
                      });
          var settings = new MemberlistProperties.Health();
          settings.setSettleTime(Duration.ofHours(1)); // looks at all nodes
          var indicator =
              new MemberlistHealthIndicator(
                  recording, settings, context.getBean(JoinBoard.class), InstantSource.system());

          assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

          assertThat(asked)
              .isSubsetOf(Set.of("status", "config", "members", "allNodes", "node", "healthScore"));
        });
  }
}
