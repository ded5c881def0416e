package io.memberlist.spring.autoconfigure.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /actuator/memberlist} shows. Absent values are left out; times and durations are
 * ISO-8601 texts.
 *
 * @param status {@code STOPPED}, {@code RUNNING} or {@code LEFT}
 * @param local name of the own node
 * @param cluster what it is a member of
 * @param coordinator name of the coordinator, null if there is none
 * @param join how joining went
 * @param queues what waits in the node; null if not running
 * @param members records of all states, the own one first, then by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemberlistDescriptor(
    String status,
    String local,
    Cluster cluster,
    @Nullable String coordinator,
    Join join,
    @Nullable Queues queues,
    List<MemberDescriptor> members) {

  /**
   * The cluster.
   *
   * @param label null for none
   * @param encryption whether it is on
   * @param protocolVersion spoken
   * @param healthScore local health, 0 is healthy; null if not running
   * @param size alive and suspect members; null if not running
   * @param states number of records by state; null if not running
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Cluster(
      @Nullable String label,
      Encryption encryption,
      int protocolVersion,
      @Nullable Integer healthScore,
      @Nullable Integer size,
      @Nullable States states) {}

  /**
   * Encryption.
   *
   * @param enabled whether there is a key
   * @param keys their number
   */
  public record Encryption(boolean enabled, int keys) {}

  /** Number of records by state. */
  public record States(int alive, int suspect, int dead, int left) {}

  /**
   * Joining.
   *
   * @param seeds as configured
   * @param joined whether an attempt succeeded or another member is alive
   * @param attempts since start
   * @param lastSuccess instant
   * @param lastFailure the last attempt that failed
   * @param nextAttempt instant, while a retry is scheduled
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Join(
      List<String> seeds,
      boolean joined,
      int attempts,
      @Nullable String lastSuccess,
      @Nullable Failure lastFailure,
      @Nullable String nextAttempt) {}

  /**
   * A failed attempt.
   *
   * @param at instant
   * @param failures reason by seed
   */
  public record Failure(String at, Map<String, String> failures) {}

  /**
   * Entries that wait.
   *
   * @param broadcasts rumours to spread
   * @param handoff for the protocol thread
   * @param messages user messages
   * @param callbacks for delegates
   * @param events application events
   */
  public record Queues(int broadcasts, int handoff, int messages, int callbacks, int events) {}
}
