package io.memberlist.cli.table;

import io.memberlist.cli.AccessOptions;
import io.memberlist.cli.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Whom to ask for the table. */
final class SourceOptions {

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      description = "Ask a member of the cluster; it will not notice a node.")
  private @Nullable String join;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Ask a running Boot application, or its /actuator/memberlist.")
  private @Nullable String url;

  @Mixin private AccessOptions access = new AccessOptions();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10s",
      converter = Durations.class,
      description = "Time limit for an answer; default ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofSeconds(10);

  /** The source for a command; what is wrong about it is wrong usage. */
  Source source(CommandSpec command) {
    try {
      return source();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Source source() {
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("--timeout is too short: expected such as 10s");
    }
    if (url != null && join == null) {
      return new ActuatorSource(url, timeout);
    }
    if (join != null && url == null) {
      return new ExchangeSource(join, access.label(), access.keyring(), timeout);
    }
    throw new IllegalArgumentException(
        "give either --join HOST:PORT of a member or --url URL of an application");
  }

  /** Who is asked. */
  String text() {
    return url != null ? url : String.valueOf(join);
  }
}
