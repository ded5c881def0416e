package io.memberlist.spring.autoconfigure;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the tests start: nodes on the loopback interface, any free port, with the fast preset. */
final class Nodes {

  static final String[] LOOPBACK = {
    "memberlist.bind-addr=127.0.0.1",
    "memberlist.bind-port=0",
    "memberlist.preset=local",
    "memberlist.leave.propagation-delay=0",
    "memberlist.join.retry.delay=50ms",
    "memberlist.join.retry.max-delay=100ms",
    "memberlist.join.retry.jitter=0",
  };

  private Nodes() {}

  /** The starter's main auto-configuration alone. */
  static ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MemberlistAutoConfiguration.class))
        .withPropertyValues(LOOPBACK);
  }

  /** A node without Spring, for others to join. */
  static Memberlist plain(String name) {
    return Memberlist.create(config(name).build());
  }

  static Config.Builder config(String name) {
    return Config.local().name(name).bindAddr("127.0.0.1").bindPort(0);
  }

  /** Where others reach it. */
  static String address(Memberlist node) {
    return node.localNode().addressText();
  }

  /** Waits for what is bound to happen, on however busy a machine. */
  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
  }
}
