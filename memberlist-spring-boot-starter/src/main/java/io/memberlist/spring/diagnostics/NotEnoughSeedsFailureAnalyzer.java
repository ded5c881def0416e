package io.memberlist.spring.diagnostics;

import io.memberlist.spring.autoconfigure.NotEnoughSeedsException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** With {@code fail-fast}: too few seeds answered in time (F-5). */
final class NotEnoughSeedsFailureAnalyzer extends AbstractFailureAnalyzer<NotEnoughSeedsException> {

  private final Environment environment;

  NotEnoughSeedsFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NotEnoughSeedsException cause) {
    return new FailureAnalysis(
        "Memberlist could not join the cluster within %s: %d seeds answered, 'memberlist.join.min-seeds' is %d."
                .formatted(
                    JoinFailureAnalyzer.timeout(environment),
                    cause.getAnswered(),
                    cause.getWanted())
            + JoinFailureAnalyzer.lines(cause.getFailures()),
        JoinFailureAnalyzer.ACTION,
        cause);
  }
}
