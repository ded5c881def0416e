package io.memberlist.spring.diagnostics;

import io.memberlist.ProtocolMismatchException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** With {@code fail-fast}: the versions do not fit (F-10). */
final class ProtocolFailureAnalyzer extends AbstractFailureAnalyzer<ProtocolMismatchException> {

  private final Environment environment;

  ProtocolFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ProtocolMismatchException cause) {
    return cause.delegate()
        ? analysis(
            cause,
            "delegate",
            own("memberlist.delegate-protocol-version", 0),
            "Set 'memberlist.delegate-protocol-version', '-min' and '-max' so that the ranges overlap.")
        : analysis(
            cause,
            "protocol",
            own("memberlist.protocol-version", 2),
            "Set 'memberlist.protocol-version' to a version both understand.");
  }

  private int own(String property, int otherwise) {
    return environment.getProperty(property, Integer.class, otherwise);
  }

  private static FailureAnalysis analysis(
      ProtocolMismatchException cause, String kind, int own, String action) {
    var understood =
        cause.min() > cause.max()
            ? "no version is understood by all members"
            : "all members understand " + cause.min() + ".." + cause.max();
    return new FailureAnalysis(
        "Memberlist could not join: %s speaks %s version %d, this node %d; %s."
            .formatted(cause.node(), kind, cause.current(), own, understood),
        action,
        cause);
  }
}
