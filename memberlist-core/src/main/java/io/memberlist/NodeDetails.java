package io.memberlist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this node has observed of a member.
 *
 * @param node the member
 * @param lastAck when the last direct ack came; null if none did
 * @param failedProbes probes in a row that nobody answered
 * @param streamOnly whether the last probe was answered over the stream only
 * @param accusers who could not reach it; empty unless it is suspect
 * @param suspicionDeadline when it will be declared dead, as things stand; null unless it is
 *     suspect
 */
public record NodeDetails(
    Node node,
    @Nullable Instant lastAck,
    int failedProbes,
    boolean streamOnly,
    List<String> accusers,
    @Nullable Instant suspicionDeadline) {
  /** Copies the list. */
  public NodeDetails {
    accusers = List.copyOf(accusers);
  }
}
