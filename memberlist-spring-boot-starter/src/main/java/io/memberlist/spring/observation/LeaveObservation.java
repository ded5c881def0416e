package io.memberlist.spring.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** The observation {@code memberlist.leave}: the goodbye, until it has spread. */
public final class LeaveObservation {

  private LeaveObservation() {}

  /** A goodbye. */
  public static final class Context extends Observation.Context {

    Context() {}
  }

  /** Name and key values; a bean of this type replaces the usual ones. */
  public interface Convention extends ObservationConvention<Context> {

    @Override
    default boolean supportsContext(Observation.Context context) {
      return context instanceof Context;
    }

    @Override
    default String getName() {
      return "memberlist.leave";
    }

    @Override
    default String getContextualName(Context context) {
      return "memberlist leave";
    }

    @Override
    default KeyValues getLowCardinalityKeyValues(Context context) {
      return Outcome.of(context);
    }
  }
}
