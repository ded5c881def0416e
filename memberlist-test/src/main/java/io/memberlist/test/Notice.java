package io.memberlist.test;

import io.memberlist.Node;
import java.time.Duration;
import java.util.Locale;

/**
 * Something that a node told its application about a member.
 *
 * @param at time since the start of the cluster; virtual time in a virtual one
 * @param observer name of the node that told it
 * @param kind what happened
 * @param subject the member afterwards
 */
public record Notice(Duration at, String observer, Kind kind, Node subject) {

  /** What can happen to a member. */
  public enum Kind {
    /** It appeared, or came back. */
    JOINED,
    /** It said goodbye. */
    LEFT,
    /** It was declared dead. */
    FAILED,
    /** Its metadata, versions or address changed. */
    UPDATED,
    /** Others could not reach it. */
    SUSPECTED,
    /** It was suspected, and proved to be alive. */
    RECOVERED,
    /** The record of it was dropped. */
    REAPED
  }

  /** As {@code 1.250 s: node-1 saw node-2 FAILED}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.3f s: %s saw %s %s", at.toNanos() / 1e9, observer, subject.name(), kind);
  }
}
