package io.memberlist.spring.autoconfigure.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memberlist.spring.event.JoinAbandonedEvent;
import io.memberlist.spring.event.JoinFailedEvent;
import io.memberlist.spring.event.JoinSucceededEvent;
import io.memberlist.spring.event.MemberlistEvent;
import io.memberlist.spring.event.NodeEvent;
import io.memberlist.spring.event.NodeLeftEvent;
import io.memberlist.spring.event.NodeRecoveredEvent;
import io.memberlist.spring.event.NodeSuspectedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of the past.
 *
 * @param sequence its number
 * @param at when it happened
 * @param type name of its class
 * @param node whom it is about
 * @param address of that node
 * @param reason of a departure: {@code LEFT} or {@code FAILED}
 * @param accusers of a suspected or recovered node
 * @param attempt number of an attempt to join
 * @param contacted addresses that answered an attempt to join
 * @param rejoin whether it was no join at start
 * @param failures reason by seed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventDescriptor(
    long sequence,
    String at,
    String type,
    @Nullable String node,
    @Nullable String address,
    @Nullable String reason,
    @Nullable List<String> accusers,
    @Nullable Integer attempt,
    @Nullable Integer contacted,
    @Nullable Boolean rejoin,
    @Nullable Map<String, String> failures) {

  static EventDescriptor of(MemberlistEvent event) {
    var node = event instanceof NodeEvent about ? about.getNode() : null;
    var joined = event instanceof JoinSucceededEvent success ? success : null;
    return new EventDescriptor(
        event.getSequence(),
        Iso.text(Instant.ofEpochMilli(event.getTimestamp())),
        event.getClass().getSimpleName(),
        node == null ? null : node.name(),
        node == null ? null : node.addressText(),
        event instanceof NodeLeftEvent left ? left.getReason().name() : null,
        accusers(event),
        attempt(event),
        joined == null ? null : joined.getContacted(),
        joined == null ? null : joined.isRejoin(),
        event instanceof JoinFailedEvent failed ? failed.getFailures() : null);
  }

  private static @Nullable List<String> accusers(MemberlistEvent event) {
    if (event instanceof NodeSuspectedEvent suspected) {
      return suspected.getAccusers();
    }
    return event instanceof NodeRecoveredEvent recovered ? recovered.getAccusers() : null;
  }

  private static @Nullable Integer attempt(MemberlistEvent event) {
    if (event instanceof JoinSucceededEvent success) {
      return success.isRejoin() ? null : success.getAttempt();
    }
    if (event instanceof JoinAbandonedEvent abandoned) {
      return abandoned.getAttempt();
    }
    return event instanceof JoinFailedEvent failed ? failed.getAttempt() : null;
  }
}
