package io.memberlist.spring.diagnostics;

import io.memberlist.spring.autoconfigure.InvalidMemberlistKeyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** An encryption key cannot be used (F-3); never shows it. */
final class InvalidKeyFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidMemberlistKeyException> {

  private final PropertyOrigins origins;

  InvalidKeyFailureAnalyzer(Environment environment) {
    origins = new PropertyOrigins(environment);
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidMemberlistKeyException cause) {
    return new FailureAnalysis(
        "The encryption key in '%s' is not valid: %s"
                .formatted(cause.getProperty(), cause.getProblem())
            + origins.lines(cause.getProperty()),
        "Create a key with 'openssl rand -base64 32' and use the same keys on every member. The value is not shown here because it is secret.",
        cause);
  }
}
