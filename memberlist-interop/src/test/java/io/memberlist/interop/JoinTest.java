package io.memberlist.interop;

import static io.memberlist.interop.ClusterNode.What.JOIN;
import static io.memberlist.interop.Wire.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.interop.ClusterNode.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Joining in all the ways there are; Appendix D lines 1, 2 and 9. */
class JoinTest {

  @RegisterExtension final Cluster cluster = new Cluster();

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void bothTablesAreCompleteAndEachSawTheOtherJoinOnce(Kind seed, Kind newcomer) {
    var a = cluster.start(seed, NodeSpec.named("a").meta("of a"));
    var b = cluster.start(newcomer, NodeSpec.named("b").meta("of b"));

    b.join(a);

    Cluster.awaitComplete(a, b);
    Await.until("join events", () -> joins(a).size() >= 2 && joins(b).size() >= 2);
    assertThat(joins(a)).containsExactly(joined("a", "of a"), joined("b", "of b"));
    assertThat(joins(b)).containsExactly(joined("b", "of b"), joined("a", "of a"));
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void everyFormOfAddressReachesThePeer(Kind seed, Kind newcomer) {
    var a = cluster.start(seed, NodeSpec.named("a").bind("127.0.0.1", 0));
    var b = cluster.start(newcomer);

    for (var address :
        List.of(
            a.address(), "a/" + a.address(), "localhost:" + a.port(), "a/localhost:" + a.port())) {
      assertThat(b.tryJoin(address).reached()).as(address).isPositive();
    }

    Cluster.awaitComplete(a, b);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void thePortOfAnAddressWithoutOneIsTheOwnPort(Kind seed, Kind newcomer) {
    var a = cluster.start(seed, NodeSpec.named("a").bind(Cluster.freshAddress(), 7946));
    var b = cluster.start(newcomer, NodeSpec.named("b").bind(Cluster.freshAddress(), 7946));

    assertThat(b.tryJoin(a.host()).reached()).isEqualTo(1);

    Cluster.awaitComplete(a, b);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void ipv6NodesFindEachOther(Kind seed, Kind newcomer) {
    Externals.requireIpv6();
    var a = cluster.start(seed, NodeSpec.named("a").bind("::1", 0));
    var b = cluster.start(newcomer, NodeSpec.named("b").bind("::1", 0));

    b.join(a);

    Cluster.awaitComplete(a, b);
    a.send(false, "b", bytes("six"));
    Await.until("message over IPv6", () -> b.hasMessage(Blob.of("six")));
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void namesOfAllLengthsArrive(Kind seed, Kind newcomer) {
    var a = cluster.start(seed);
    var named = new ArrayList<>(List.of(a));
    for (int length : new int[] {1, 31, 32, 200}) {
      var node = cluster.start(newcomer, NodeSpec.named(new String(Wire.letters(length), UTF_8)));
      node.join(a);
      named.add(node);
    }

    Cluster.awaitMembers(named, named);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void eightNodesOfBothKindsBecomeOneCluster(Kind first, Kind second) {
    var nodes = new ArrayList<ClusterNode>();
    for (int i = 0; i < 8; i++) {
      // gossip may miss somebody, the exchange of state does not
      var spec = NodeSpec.named("n" + i).set(Setting.PUSH_PULL_INTERVAL, Duration.ofSeconds(2));
      nodes.add(cluster.start(i % 2 == 0 ? first : second, spec));
    }

    for (int i = 1; i < nodes.size(); i++) {
      nodes.get(i).join(nodes.get(i / 2));
    }

    Cluster.awaitMembers(nodes, nodes);
    for (var node : nodes) {
      Await.until("join events", () -> joins(node).size() >= 8);
      assertThat(joins(node)).as("joins seen by " + node.name()).hasSize(8).doesNotHaveDuplicates();
    }
  }

  private static Seen joined(String name, String meta) {
    return new Seen(JOIN, name, Blob.of(meta));
  }

  private static List<Seen> joins(ClusterNode node) {
    return node.seen().stream().filter(seen -> seen.what() == JOIN).toList();
  }
}
