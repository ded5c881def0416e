package io.memberlist.spring.autoconfigure.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node. The last three are shown only where one node is asked for.
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
 * @param bind of the own node
 * @param probe of other nodes
 * @param suspicion of suspect nodes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemberDescriptor(
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
    Versions delegateProtocol,
    @Nullable Bind bind,
    @Nullable Probe probe,
    @Nullable Suspicion suspicion) {

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

  /**
   * Where the own node listens.
   *
   * @param address IP address
   * @param port for packets and streams
   * @param advertiseReason why the advertised address was chosen
   */
  public record Bind(String address, int port, String advertiseReason) {}

  /**
   * What probing found.
   *
   * @param lastAck instant of the last direct ack
   * @param failures probes in a row that nobody answered
   * @param streamOnly whether only streams get through
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Probe(@Nullable String lastAck, int failures, boolean streamOnly) {}

  /**
   * Why it may be declared dead.
   *
   * @param accusers who could not reach it
   * @param deadline instant when it will be, as things stand
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Suspicion(List<String> accusers, @Nullable String deadline) {}

  MemberDescriptor with(
      @Nullable Bind ownBind, @Nullable Probe itsProbe, @Nullable Suspicion itsSuspicion) {
    return new MemberDescriptor(
        name,
        address,
        state,
        local,
        incarnation,
        since,
        rtt,
        tags,
        meta,
        protocol,
        delegateProtocol,
        ownBind,
        itsProbe,
        itsSuspicion);
  }
}
