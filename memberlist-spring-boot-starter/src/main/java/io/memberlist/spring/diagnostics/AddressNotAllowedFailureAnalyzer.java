package io.memberlist.spring.diagnostics;

import io.memberlist.AddressNotAllowedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** The node would refuse itself (F-7). */
final class AddressNotAllowedFailureAnalyzer
    extends AbstractFailureAnalyzer<AddressNotAllowedException> {

  private final PropertyOrigins origins;

  AddressNotAllowedFailureAnalyzer(Environment environment) {
    origins = new PropertyOrigins(environment);
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, AddressNotAllowedException cause) {
    return new FailureAnalysis(
        "The advertised address %s is not within 'memberlist.cidrs-allowed' (%s), so this node would refuse itself."
                .formatted(cause.address(), String.join(", ", cause.allowed()))
            + origins.lines("memberlist.cidrs-allowed", "memberlist.advertise-addr"),
        "Add its network to 'memberlist.cidrs-allowed' or advertise another address.",
        cause);
  }
}
