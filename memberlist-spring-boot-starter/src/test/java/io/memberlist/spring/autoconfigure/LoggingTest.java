package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.address;
import static io.memberlist.spring.autoconfigure.Nodes.await;
import static io.memberlist.spring.autoconfigure.Nodes.runner;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.memberlist.Memberlist;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** Section 9.3 of the contract: what an operator reads. */
class LoggingTest {

  @RegisterExtension final Peers peers = new Peers();

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.memberlist");
  private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel().equals(Level.INFO)) {
            lines.add(event);
          }
        }
      };

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(appender);
  }

  /** Of the node's own threads, and of the one that starts and stops it. */
  private List<ILoggingEvent> linesOf(String node) {
    return lines.stream()
        .filter(
            line ->
                line.getThreadName().startsWith("memberlist-" + node + "-")
                    || facts(line).getOrDefault("memberlist.node", "").equals(node)
                        && !line.getThreadName().startsWith("memberlist-"))
        .toList();
  }

  private static Map<String, String> facts(ILoggingEvent line) {
    var pairs = line.getKeyValuePairs();
    return pairs == null
        ? Map.of()
        : pairs.stream().collect(Collectors.toMap(pair -> pair.key, pair -> "" + pair.value));
  }

  @Test
  void oneLineAtStartOneAtLeaveOneAtStop() {
    runner()
        .withPropertyValues("memberlist.name=quiet")
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(linesOf("quiet"))
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            start ->
                assertThat(start)
                    .matches(
                        "Node quiet started at 127\\.0\\.0\\.1:\\d+ \\(.+\\), preset=local, seeds=none,"
                            + " label=none, encryption=off"),
            leave -> assertThat(leave).isEqualTo("This node has left"),
            stop -> assertThat(stop).isEqualTo("Node quiet stopped"));
  }

  @Test
  void oneLineForEachTransitionWithItsFacts() {
    var b = peers.start("b");
    runner()
        .withPropertyValues(
            "memberlist.name=facts",
            "memberlist.probe-interval=0", // a busy machine makes suspects
            "memberlist.join.seeds=" + address(b))
        .run(
            context -> {
              var node = context.getBean(Memberlist.class);
              await().until(() -> node.numMembers() == 2);
              b.leave(Duration.ofSeconds(10));
              await().until(() -> node.numMembers() == 1);
              await().until(() -> linesOf("facts").size() == 3);
            });

    var told = linesOf("facts");
    assertThat(facts(told.get(0)))
        .containsOnlyKeys("memberlist.node", "memberlist.address", "memberlist.reason")
        .containsEntry("memberlist.node", "facts");
    assertThat(told.get(0).getFormattedMessage()).contains("seeds=[" + address(b) + "]");
    assertThat(facts(told.get(1)))
        .isEqualTo(
            Map.of(
                "memberlist.node", "b",
                "memberlist.address", address(b),
                "memberlist.state", "alive"));
    assertThat(told.get(1).getLoggerName()).isEqualTo("io.memberlist.state");
    assertThat(facts(told.get(2)))
        .containsEntry("memberlist.node", "b")
        .containsEntry("memberlist.state", "left");
    assertThat(told).hasSize(5); // its own leave and stop
  }

  @Test
  void aFailureTellsItsReason() {
    var b = peers.start("b");
    runner()
        .withPropertyValues(
            "memberlist.name=reasons",
            "memberlist.probe-interval=200ms",
            "memberlist.probe-timeout=100ms",
            "memberlist.join.seeds=" + address(b))
        .run(
            context -> {
              var node = context.getBean(Memberlist.class);
              await().until(() -> node.numMembers() == 2);
              b.shutdown();
              await().until(() -> node.numMembers() == 1);
            });

    assertThat(linesOf("reasons"))
        .extracting(LoggingTest::facts)
        .anySatisfy(
            facts ->
                assertThat(facts)
                    .containsEntry("memberlist.state", "suspect")
                    .containsEntry("memberlist.reason", "no ack"))
        .anySatisfy(facts -> assertThat(facts).containsEntry("memberlist.state", "dead"));
  }

  @Test
  void structuredLogsHaveTheFactsAsNestedFields() {
    runner()
        .withPropertyValues("memberlist.name=nested")
        .run(context -> assertThat(context).hasNotFailed());

    var loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    var before = loggers.getObject(Environment.class.getName());
    loggers.putObject(Environment.class.getName(), new MockEnvironment());
    try {
      var encoder = new StructuredLogEncoder();
      encoder.setContext(loggers);
      encoder.setFormat("ecs");
      encoder.start();
      var json = new String(encoder.encode(linesOf("nested").get(0)), StandardCharsets.UTF_8);
      assertThat(json).contains("\"memberlist\":{\"node\":\"nested\",\"address\":\"127.0.0.1:");
    } finally {
      if (before == null) {
        loggers.removeObject(Environment.class.getName());
      } else {
        loggers.putObject(Environment.class.getName(), before);
      }
    }
  }

  @Test
  void theGroupSetsTheLevelOfAllLoggers() {
    assertThat(levelWith(Map.of("logging.level.memberlist", "error"))).isEqualTo(LogLevel.ERROR);
  }

  /** Configuration files are read after the first looks at the environment. */
  @Test
  void theLevelMayStandInAFile(@TempDir Path folder) throws IOException {
    var file =
        Files.writeString(folder.resolve("levels.properties"), "logging.level.memberlist=off");

    assertThat(levelWith(Map.of("spring.config.import", file.toUri().toString())))
        .isEqualTo(LogLevel.OFF);
  }

  private static @Nullable LogLevel levelWith(Map<String, Object> properties) {
    var system = LoggingSystem.get(LoggingTest.class.getClassLoader());
    var before = configured(system);
    try (var context = applicationWith(properties)) {
      assertThat(context.isRunning()).isTrue();
      return configured(system);
    } finally {
      system.setLogLevel("io.memberlist", before);
    }
  }

  private static @Nullable LogLevel configured(LoggingSystem system) {
    var loggers = system.getLoggerConfiguration("io.memberlist");
    return loggers == null ? null : loggers.getConfiguredLevel();
  }

  @Test
  void theActuatorKnowsTheGroupWithoutALevel() {
    try (var context = applicationWith(Map.of())) {
      var group = context.getBean(LoggerGroups.class).get("memberlist");
      assertThat(group.getMembers()).containsExactly("io.memberlist");
    }
  }

  @Test
  void anApplicationsOwnGroupOfThatNameStays() {
    try (var context = applicationWith(Map.of("logging.group.memberlist", "com.example"))) {
      var group = context.getBean(LoggerGroups.class).get("memberlist");
      assertThat(group.getMembers()).containsExactly("com.example");
    }
  }

  private static ConfigurableApplicationContext applicationWith(Map<String, Object> properties) {
    var application = new SpringApplication(LoggingTest.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    var all = new HashMap<String, Object>(Map.of("memberlist.enabled", "false"));
    all.putAll(properties);
    application.setDefaultProperties(all);
    return application.run();
  }
}
