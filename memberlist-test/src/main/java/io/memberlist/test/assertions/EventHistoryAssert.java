package io.memberlist.test.assertions;

import io.memberlist.test.EventHistory;
import io.memberlist.test.Notice;
import io.memberlist.test.Notice.Kind;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** Assertions over what applications were told. */
public final class EventHistoryAssert extends AbstractAssert<EventHistoryAssert, EventHistory> {

  EventHistoryAssert(EventHistory actual) {
    super(actual, EventHistoryAssert.class);
  }

  /** Goes on with what one node told. */
  public EventHistoryAssert seenBy(String observer) {
    isNotNull();
    return new EventHistoryAssert(actual.seenBy(observer));
  }

  /** Goes on with what was told of one member. */
  public EventHistoryAssert about(String subject) {
    isNotNull();
    return new EventHistoryAssert(actual.about(subject));
  }

  /** Exactly these kinds, in this order, and nothing else. */
  public EventHistoryAssert hasKinds(Kind... kinds) {
    isNotNull();
    List<Kind> found = actual.all().stream().map(Notice::kind).toList();
    if (!found.equals(Arrays.asList(kinds))) {
      throw failure("Expecting %s, but there was:%n%s", Arrays.asList(kinds), actual);
    }
    return this;
  }

  /** Something of that kind was told. */
  public EventHistoryAssert has(Kind kind) {
    isNotNull();
    if (actual.of(kind).all().isEmpty()) {
      throw failure("Expecting something %s, but there was only:%n%s", kind, actual);
    }
    return this;
  }

  /** That was told of that member. */
  public EventHistoryAssert has(Kind kind, String subject) {
    isNotNull();
    if (actual.of(kind).about(subject).all().isEmpty()) {
      throw failure("Expecting %s to have %s, but there was only:%n%s", subject, kind, actual);
    }
    return this;
  }

  /** Nothing of that kind was told. */
  public EventHistoryAssert hasNo(Kind kind) {
    isNotNull();
    var found = actual.of(kind);
    if (!found.all().isEmpty()) {
      throw failure("Expecting nobody %s, but there was:%n%s", kind, found);
    }
    return this;
  }

  /** Nothing was told. */
  public EventHistoryAssert isEmpty() {
    isNotNull();
    if (!actual.all().isEmpty()) {
      throw failure("Expecting nothing, but there was:%n%s", actual);
    }
    return this;
  }

  /** Goes on with the single notices, as AssertJ treats lists. */
  public ListAssert<Notice> notices() {
    isNotNull();
    return Assertions.assertThat(actual.all());
  }
}
