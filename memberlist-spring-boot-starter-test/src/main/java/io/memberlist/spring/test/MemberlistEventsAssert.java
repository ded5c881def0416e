package io.memberlist.spring.test;

import io.memberlist.spring.event.MemberlistEvent;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** Assertions over published events. */
public final class MemberlistEventsAssert
    extends AbstractAssert<MemberlistEventsAssert, MemberlistEvents> {

  MemberlistEventsAssert(MemberlistEvents actual) {
    super(actual, MemberlistEventsAssert.class);
  }

  /** Goes on with the events of a type, subtypes included. */
  public <T extends MemberlistEvent> ListAssert<T> ofType(Class<T> type) {
    isNotNull();
    return Assertions.assertThat(actual.ofType(type)).as("events of %s", type.getSimpleName());
  }

  /** Goes on with all events. */
  public ListAssert<MemberlistEvent> all() {
    isNotNull();
    return Assertions.assertThat(actual.all());
  }

  /** No event of that type was published. */
  public MemberlistEventsAssert hasNo(Class<? extends MemberlistEvent> type) {
    ofType(type).isEmpty();
    return this;
  }
}
