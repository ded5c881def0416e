package io.memberlist.spring.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** The observation {@code memberlist.send}: a message sent reliably. */
public final class SendObservation {

  private SendObservation() {}

  /** A message. */
  public static final class Context extends Observation.Context {

    private final String target;

    Context(String target) {
      this.target = target;
    }

    /** Name of the node that the message is for. */
    public String getTarget() {
      return target;
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
      return "memberlist.send";
    }

    @Override
    default String getContextualName(Context context) {
      return "memberlist send";
    }

    @Override
    default KeyValues getLowCardinalityKeyValues(Context context) {
      return Outcome.of(context);
    }

    @Override
    default KeyValues getHighCardinalityKeyValues(Context context) {
      return KeyValues.of("memberlist.target", context.getTarget());
    }
  }
}
