package io.memberlist.spring.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;

/** The key value {@code outcome}. */
final class Outcome {

  private Outcome() {}

  static KeyValues of(Observation.Context context) {
    return KeyValues.of("outcome", context.getError() == null ? "success" : "failure");
  }
}
