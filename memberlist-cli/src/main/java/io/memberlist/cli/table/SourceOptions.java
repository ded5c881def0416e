package io.memberlist.cli.table;

import io.memberlist.cli.Durations;
import io.memberlist.cli.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whom to ask for the table. */
final class SourceOptions {

  /** A member, or an application. */
  static final class Where {
    @Option(
        names = "--join",
        paramLabel = "HOST:PORT",
        required = true,
        description = "A member of the cluster.")
    @Nullable String join;

    @Option(
        names = "--url",
        paramLabel = "URL",
        required = true,
        description = "A running Boot application, or its /actuator/memberlist.")
    @Nullable String url;
  }

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Where where = new Where();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Key, the first is primary: b64:…, hex:… or raw text; repeatable.")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--label", defaultValue = "", description = "Cluster label.")
  private String label = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10s",
      converter = Durations.class,
      description = "Time limit for an answer; default ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofSeconds(10);

  Source source() {
    if (where.url != null) {
      return new ActuatorSource(where.url, timeout);
    }
    return new ExchangeSource(
        java.util.Objects.requireNonNull(where.join), label, Keys.ring(keys), timeout);
  }

  String text() {
    return where.url != null ? where.url : String.valueOf(where.join);
  }
}
