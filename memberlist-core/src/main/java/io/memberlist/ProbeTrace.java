package io.memberlist;

import java.time.Duration;
import java.util.List;

/**
 * How a probe went (§10.7). It has just ended, so it began {@code took} ago.
 *
 * @param target name of the member probed
 * @param outcome how it ended
 * @param took from the ping to the end
 * @param waited how long the direct ping was waited for before others were asked; {@code took} if
 *     none were
 * @param helpers names of the members asked to ping the target, in this order
 * @param nacks how many of them said that they have no answer either
 * @param stream whether a stream to the target was tried as well
 */
public record ProbeTrace(
    String target,
    Outcome outcome,
    Duration took,
    Duration waited,
    List<String> helpers,
    int nacks,
    boolean stream) {

  /** How a probe ended. */
  public enum Outcome {
    /** The ping was answered in time. */
    ANSWERED,
    /** An answer came late, or through another member. */
    ANSWERED_LATE,
    /** Nothing came back but over the stream. */
    REACHED_BY_STREAM,
    /** Nobody reached the member: it is suspected. */
    UNANSWERED,
    /** The ping could not be sent because of this node; says nothing about the member. */
    NOT_SENT
  }

  /** Keeps a copy of the list. */
  public ProbeTrace {
    helpers = List.copyOf(helpers);
  }
}
