package io.memberlist.spring.diagnostics;

import io.memberlist.NoAdvertiseAddressException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** There is no address that others could be told (F-6). */
final class AdvertiseFailureAnalyzer extends AbstractFailureAnalyzer<NoAdvertiseAddressException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NoAdvertiseAddressException cause) {
    var candidates = cause.candidates().isEmpty() ? "none" : String.join(", ", cause.candidates());
    return new FailureAnalysis(
        "Memberlist found no address to advertise. Candidates: " + candidates + ".",
        "Set 'memberlist.advertise-addr' to the address under which other members reach this one.",
        cause);
  }
}
