package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.Tags;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Cluster;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Encryption;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Failure;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Join;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Member;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Meta;
import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor.Versions;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The cluster as this node sees it. Reads a snapshot; never waits. */
@Endpoint(id = "memberlist", defaultAccess = Access.READ_ONLY)
public class MemberlistEndpoint {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Memberlist memberlist;
  private final JoinBoard board;

  MemberlistEndpoint(Memberlist memberlist, JoinBoard board) {
    this.memberlist = memberlist;
    this.board = board;
  }

  /** Everything at a glance. */
  @ReadOperation
  public MemberlistDescriptor memberlist() {
    var local = memberlist.config().name();
    var nodes = memberlist.allNodes();
    var members =
        nodes.stream()
            .sorted(
                Comparator.comparing((Node node) -> !node.name().equals(local))
                    .thenComparing(Node::name))
            .map(node -> member(node, local))
            .toList();
    return new MemberlistDescriptor(
        memberlist.status().name(), local, cluster(nodes), join(), members);
  }

  private Cluster cluster(List<Node> nodes) {
    var config = memberlist.config();
    int keys = memberlist.keyring().map(ring -> ring.size()).orElse(0);
    var label = config.label().isEmpty() ? null : config.label();
    var encryption = new Encryption(keys > 0, keys);
    if (memberlist.status() == Memberlist.Status.STOPPED) {
      return new Cluster(label, encryption, config.protocolVersion(), null, null, null);
    }
    Map<String, Integer> states = new LinkedHashMap<>();
    for (var state : NodeState.values()) {
      states.put(
          state.name().toLowerCase(Locale.ROOT),
          (int) nodes.stream().filter(node -> node.state() == state).count());
    }
    int size = memberlist.numMembers();
    return new Cluster(
        label, encryption, config.protocolVersion(), memberlist.healthScore(), size, states);
  }

  private Join join() {
    var status = board.status();
    var failure =
        status.lastFailure() == null
            ? null
            : new Failure(MILLIS.format(status.lastFailure()), status.failures());
    return new Join(
        status.seeds(),
        status.joined(),
        status.attempts(),
        text(status.lastSuccess()),
        failure,
        text(status.nextAttempt()));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : MILLIS.format(instant);
  }

  private static Member member(Node node, String localName) {
    boolean local = node.name().equals(localName);
    var rtt = local ? null : node.lastRtt();
    var v = node.versions();
    boolean tagged = Tags.isTagMap(node.meta());
    return new Member(
        node.name(),
        node.addressText(),
        node.state().name(),
        local,
        node.incarnation(),
        MILLIS.format(node.stateChange()),
        rtt == null ? null : rtt.toString(),
        tagged ? node.tags() : null,
        node.meta().length == 0 ? null : meta(node.meta(), tagged),
        new Versions(v.min(), v.max(), v.current()),
        new Versions(v.delegateMin(), v.delegateMax(), v.delegateCurrent()));
  }

  private static Meta meta(byte[] meta, boolean tagged) {
    return new Meta(
        meta.length, Base64.getEncoder().encodeToString(meta), tagged ? null : printable(meta));
  }

  private static @Nullable String printable(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.codePoints().noneMatch(Character::isISOControl) ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
