package io.memberlist.cli.agent;

import io.memberlist.Node;
import io.memberlist.cli.Blob;
import io.memberlist.cli.Json;
import java.util.List;
import java.util.Locale;

/** Nodes as the contract writes them. */
public final class NodeJson {

  private NodeJson() {}

  /** {@code name addr addrLen port state vsn metaHex metaLen meta}. */
  public static Json of(Node node) {
    var v = node.versions();
    var json =
        Json.object()
            .put("name", node.name())
            .put("addr", node.address().getAddress().getHostAddress())
            .put("addrLen", node.addressBytes().length)
            .put("port", node.port())
            .put("state", node.state().name().toLowerCase(Locale.ROOT))
            .put(
                "vsn",
                List.of(
                    v.min(),
                    v.max(),
                    v.current(),
                    v.delegateMin(),
                    v.delegateMax(),
                    v.delegateCurrent()));
    return Blob.put(json, "meta", node.meta());
  }

  /** The same, and the incarnation. */
  public static Json withIncarnation(Node node) {
    return of(node).put("incarnation", node.incarnation());
  }

  /** A list of them. */
  public static List<Json> of(List<Node> nodes) {
    return nodes.stream().map(NodeJson::of).toList();
  }
}
