package io.memberlist.spring.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** The observation {@code memberlist.join}: an attempt to join. */
public final class JoinObservation {

  private JoinObservation() {}

  /** An attempt. */
  public static final class Context extends Observation.Context {

    private final int attempt;

    Context(int attempt) {
      this.attempt = attempt;
    }

    /** Its number since the node started, from 1. */
    public int getAttempt() {
      return attempt;
    }
  }

  /** Name and key values; a bean of this type replaces the usual ones. */
  public interface Convention extends ObservationConvention<Context> {

    @Override
    default boolean supportsContext(Observation.Context context) {
      return context instanceof Context;
    }

    @Override
    default String getName() {
      return "memberlist.join";
    }

    @Override
    default String getContextualName(Context context) {
      return "memberlist join";
    }

    @Override
    default KeyValues getLowCardinalityKeyValues(Context context) {
      return Outcome.of(context);
    }

    @Override
    default KeyValues getHighCardinalityKeyValues(Context context) {
      return KeyValues.of("attempt", Integer.toString(context.getAttempt()));
    }
  }
}
