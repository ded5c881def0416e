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
 * @param join how joining went
 * @param members records of all states, the own one first, then by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemberlistDescriptor(
    String status, String local, Cluster cluster, Join join, List<Member> members) {

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
      @Nullable Map<String, Integer> states) {}

  /**
   * Encryption.
   *
   * @param enabled whether there is a key
   * @param keys their number
   */
  public record Encryption(boolean enabled, int keys) {}

  /**
   * Joining.
   *
   * @param seeds as configured
   * @param joined whether an attempt succeeded
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
   * A node.
   *
   * @param name unique
   * @param address {@code host:port}
   * @param state {@code ALIVE}, {@code SUSPECT}, {@code DEAD} or {@code LEFT}
   * @param local whether it is the own node
   * @param incarnation 0..4294967295
   * @param since instant of the last change of state
   * @param rtt round-trip time of the last direct ack
   * @param tags if the metadata are tags
   * @param meta if there are any
   * @param protocol versions
   * @param delegateProtocol versions of the application's protocol
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Member(
      String name,
      String address,
      String state,
      boolean local,
      long incarnation,
      String since,
      @Nullable String rtt,
      @Nullable Map<String, String> tags,
      @Nullable Meta meta,
      Versions protocol,
      Versions delegateProtocol) {}

  /**
   * Metadata.
   *
   * @param bytes length
   * @param base64 content
   * @param text the same if printable and not tags
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Meta(int bytes, String base64, @Nullable String text) {}

  /** Lowest and highest version understood, and the one spoken. */
  public record Versions(int min, int max, int current) {}
}
