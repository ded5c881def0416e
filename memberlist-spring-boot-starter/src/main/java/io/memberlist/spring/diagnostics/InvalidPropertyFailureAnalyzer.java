package io.memberlist.spring.diagnostics;

import io.memberlist.ConfigException.Violation;
import io.memberlist.spring.autoconfigure.InvalidMemberlistPropertyException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Properties are not valid: all of them at once (F-4). */
final class InvalidPropertyFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidMemberlistPropertyException> {

  private final PropertyOrigins origins;

  InvalidPropertyFailureAnalyzer(Environment environment) {
    origins = new PropertyOrigins(environment);
  }

  @Override
  protected FailureAnalysis analyze(
      Throwable rootFailure, InvalidMemberlistPropertyException cause) {
    return new FailureAnalysis(
        cause.getViolations().stream()
            .map(this::line)
            .collect(Collectors.joining("", "The memberlist configuration is not valid:", "")),
        "Correct the properties listed above.",
        cause);
  }

  private String line(Violation violation) {
    var origin = origins.of(violation.field()).map(o -> " (" + o + ")").orElse("");
    return "%n    - %s = %s: %s%s"
        .formatted(violation.field(), violation.value(), violation.reason(), origin);
  }
}
