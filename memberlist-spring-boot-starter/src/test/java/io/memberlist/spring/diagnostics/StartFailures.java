package io.memberlist.spring.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Starts applications that fail, and reads what is printed. */
@ExtendWith(OutputCaptureExtension.class)
abstract class StartFailures {

  private final List<Memberlist> peers = new ArrayList<>();

  @SpringBootConfiguration
  @ImportAutoConfiguration(MemberlistAutoConfiguration.class)
  static class Application {}

  /** What was printed: description and action. */
  record Printed(String description, String action) {}

  @AfterEach
  void shutDown() {
    peers.forEach(Memberlist::shutdown);
  }

  Memberlist peer(UnaryOperator<Config.Builder> settings) {
    var config =
        settings.apply(Config.local().name("peer").bindAddr("127.0.0.1").bindPort(0)).build();
    var peer = Memberlist.create(config);
    peers.add(peer);
    return peer;
  }

  static Printed start(CapturedOutput output, String... properties) {
    return start(output, List.of(), properties);
  }

  static Printed start(CapturedOutput output, List<Class<?>> configurations, String... properties) {
    var arguments = Arrays.stream(properties).map(property -> "--" + property);
    var sources = new ArrayList<Class<?>>(List.of(Application.class));
    sources.addAll(configurations);
    var application =
        new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
            .web(WebApplicationType.NONE)
            .properties(
                "memberlist.bind-addr=127.0.0.1",
                "memberlist.bind-port=0",
                "memberlist.preset=local");

    var before = nodeThreads();
    var failure = catchThrowable(() -> application.run(arguments.toArray(String[]::new)).close());

    assertThat(failure).as("the start").isNotNull();
    // the last act of a thread is to tell that it is done
    await("threads of a node that did not start")
        .until(
            () -> {
              var after = nodeThreads();
              after.removeAll(before);
              return after;
            },
            Set::isEmpty);
    return printed(output.toString());
  }

  /** Of nodes of the application; cached contexts of other tests may have some. */
  private static Set<Thread> nodeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("memberlist-"))
        .filter(thread -> !thread.getName().startsWith("memberlist-peer"))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Printed printed(String output) {
    var text = output.substring(output.lastIndexOf("APPLICATION FAILED TO START"));
    int description = text.indexOf("Description:") + "Description:".length();
    int action = text.indexOf("Action:");
    var rest = text.substring(action + "Action:".length()).strip();
    return new Printed(
        text.substring(description, action).strip().replace(System.lineSeparator(), "\n"),
        rest.lines().findFirst().orElse(""));
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
