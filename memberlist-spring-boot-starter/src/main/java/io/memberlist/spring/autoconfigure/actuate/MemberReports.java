package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeDetails;
import io.memberlist.NodeState;
import io.memberlist.Tags;
import io.memberlist.spring.autoconfigure.actuate.MemberDescriptor.Bind;
import io.memberlist.spring.autoconfigure.actuate.MemberDescriptor.Meta;
import io.memberlist.spring.autoconfigure.actuate.MemberDescriptor.Probe;
import io.memberlist.spring.autoconfigure.actuate.MemberDescriptor.Suspicion;
import io.memberlist.spring.autoconfigure.actuate.MemberDescriptor.Versions;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nodes as the endpoint shows them. */
final class MemberReports {

  private final Memberlist memberlist;

  MemberReports(Memberlist memberlist) {
    this.memberlist = memberlist;
  }

  /** Those in one of the states, the own node first, then by name. */
  List<MemberDescriptor> all(List<Node> nodes, Set<NodeState> states) {
    var local = memberlist.config().name();
    return nodes.stream()
        .filter(node -> states.contains(node.state()))
        .sorted(
            Comparator.comparing((Node node) -> !node.name().equals(local))
                .thenComparing(Node::name))
        .map(node -> member(node, local))
        .toList();
  }

  /** One, with everything that is known about it. */
  Optional<MemberDescriptor> one(String name) {
    var local = memberlist.config().name();
    return memberlist
        .node(name)
        .map(
            node ->
                name.equals(local)
                    ? member(node, local).with(bind(), null, null)
                    : withObservations(node, local));
  }

  private @Nullable Bind bind() {
    if (memberlist.status() == Memberlist.Status.STOPPED) {
      return null;
    }
    var config = memberlist.config();
    return new Bind(config.bindAddr(), config.bindPort(), memberlist.advertisedAddress().reason());
  }

  private MemberDescriptor withObservations(Node node, String local) {
    var details = memberlist.details(node.name());
    var suspicion =
        node.state() == NodeState.SUSPECT ? details.map(MemberReports::suspicion) : null;
    return member(node, local)
        .with(
            null,
            details.map(MemberReports::probe).orElse(null),
            suspicion == null ? null : suspicion.orElse(null));
  }

  private static Probe probe(NodeDetails details) {
    return new Probe(Iso.instant(details.lastAck()), details.failedProbes(), details.streamOnly());
  }

  private static Suspicion suspicion(NodeDetails details) {
    return new Suspicion(details.accusers(), Iso.instant(details.suspicionDeadline()));
  }

  private static MemberDescriptor member(Node node, String localName) {
    boolean local = node.name().equals(localName);
    var rtt = local ? null : node.lastRtt();
    var v = node.versions();
    boolean tagged = Tags.isTagMap(node.meta());
    return new MemberDescriptor(
        node.name(),
        node.addressText(),
        node.state().name(),
        local,
        node.incarnation(),
        Iso.text(node.stateChange()),
        rtt == null ? null : rtt.toString(),
        tagged ? node.tags() : null,
        node.meta().length == 0 ? null : meta(node.meta(), tagged),
        new Versions(v.min(), v.max(), v.current()),
        new Versions(v.delegateMin(), v.delegateMax(), v.delegateCurrent()),
        null,
        null,
        null);
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
