package io.memberlist.interop;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Spring Boot applications as processes of their own, and a node for them to join. */
final class Applications {

  /** For an application to start on a busy machine. */
  static final Duration LIMIT = Duration.ofMinutes(3);

  private static final String NAME = "application";

  private Applications() {}

  static Memberlist seed() {
    return Memberlist.create(Config.local().name("seed").bindAddr("127.0.0.1").bindPort(0).build());
  }

  static ExternalProcess start(
      Path jar, Memberlist seed, List<String> options, List<String> arguments) {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    command.addAll(
        List.of(
            "--memberlist.name=" + NAME,
            "--memberlist.bind-addr=127.0.0.1",
            "--memberlist.bind-port=0",
            "--memberlist.join.seeds=" + seed.localNode().addressText()));
    return new ExternalProcess(jar.getFileName().toString(), command);
  }

  static void awaitMember(Memberlist seed, ExternalProcess application) {
    Await.until(
        () -> "the application to join, which says:\n" + application.log(),
        LIMIT,
        () -> seed.node(NAME).isPresent());
  }
}
