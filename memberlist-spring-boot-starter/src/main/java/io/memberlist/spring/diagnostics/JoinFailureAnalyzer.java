package io.memberlist.spring.diagnostics;

import io.memberlist.NoSeedReachableException;
import io.memberlist.SeedFailure;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** With {@code fail-fast}: no seed answered in time (F-5). */
final class JoinFailureAnalyzer extends AbstractFailureAnalyzer<NoSeedReachableException> {

  static final String ACTION =
      "Check that the seeds are running and reachable by TCP and UDP, and that 'memberlist.label' and the encryption keys are the same there. Set 'memberlist.join.fail-fast' to false to start anyway and keep trying.";

  private final Environment environment;

  JoinFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NoSeedReachableException cause) {
    long seeds = cause.failures().stream().map(SeedFailure::seed).distinct().count();
    return new FailureAnalysis(
        "Memberlist could not join the cluster within %s: none of %d seeds answered."
                .formatted(timeout(environment), seeds)
            + lines(cause.failures()),
        ACTION,
        cause);
  }

  static String timeout(Environment environment) {
    return environment.getProperty("memberlist.join.timeout", "30s");
  }

  static String lines(List<SeedFailure> failures) {
    return failures.stream().map(JoinFailureAnalyzer::line).collect(Collectors.joining());
  }

  private static String line(SeedFailure failure) {
    var address = failure.address();
    var resolved =
        address == null || address.getAddress() == null
            ? ""
            : " (" + text(address.getAddress().getHostAddress(), address.getPort()) + ")";
    return "%n    - %s%s: %s".formatted(failure.seed(), resolved, failure.reason());
  }

  private static String text(String host, int port) {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
