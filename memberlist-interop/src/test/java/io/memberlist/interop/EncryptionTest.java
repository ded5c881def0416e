package io.memberlist.interop;

import static io.memberlist.interop.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.interop.ClusterNode.KeyOperation;
import io.memberlist.interop.ClusterNode.What;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Encryption, key rotation and the way there from plaintext (§4.2); Appendix D lines 4, 5 and 7.
 */
class EncryptionTest {

  private static final String KEY_16 = "0123456789abcdef";
  private static final String KEY_24 = "0123456789abcdef01234567";
  private static final String KEY_32 = "0123456789abcdef0123456789abcdef";

  @RegisterExtension final Cluster cluster = new Cluster();

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void keysOfAllLengthsAndBothEncryptionVersionsAreUnderstood(Kind first, Kind second) {
    for (var key : List.of(KEY_16, KEY_24, KEY_32)) {
      for (int protocols = 0; protocols < 4; protocols++) {
        var a =
            cluster.start(
                first, NodeSpec.named("a").key(key).protocol(1 + protocols % 2).bind("", 7946));
        var b =
            cluster.start(
                second, NodeSpec.named("b").key(key).protocol(1 + protocols / 2).bind("", 7946));

        b.join(a);

        Cluster.awaitComplete(a, b);
        exchangeMessages(a, b, protocols);
        a.close();
        b.close();
      }
    }
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void withoutTheKeyNobodyGetsIn(Kind first, Kind second) {
    var keyed = cluster.start(first, NodeSpec.named("keyed").key(KEY_16));
    var other = cluster.start(second, NodeSpec.named("other").key(KEY_32));
    var open = cluster.start(second, NodeSpec.named("open"));

    assertThat(other.tryJoin(keyed.address()).reached()).isZero();
    assertThat(open.tryJoin(keyed.address()).reached()).isZero();
    assertThat(keyed.tryJoin(open.address()).reached()).isZero();
    assertThat(keyed.tryJoin(other.address()).reached()).isZero();

    assertThat(keyed.members()).containsExactly("keyed");
    assertThat(open.members()).containsExactly("open");
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void anyKeyOfTheRingWillDo(Kind first, Kind second) {
    var a = cluster.start(first, NodeSpec.named("a").key(KEY_16).key(KEY_32));
    var b = cluster.start(second, NodeSpec.named("b").key(KEY_32).key(KEY_16));

    b.join(a);

    Cluster.awaitComplete(a, b);
    exchangeMessages(a, b, 0);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void keysAreRotatedUnderTraffic(Kind first, Kind second) {
    var a = cluster.start(first, often(NodeSpec.named("a").key(KEY_16)));
    var b = cluster.start(second, often(NodeSpec.named("b").key(KEY_16)));
    var c = cluster.start(first, often(NodeSpec.named("c").key(KEY_16)));
    var nodes = List.of(a, b, c);
    b.join(a);
    c.join(b);
    Cluster.awaitComplete(a, b, c);

    int round = 0;
    for (var operation : KeyOperation.values()) {
      var key = operation == KeyOperation.REMOVE ? KEY_16 : KEY_32;
      for (var node : nodes) {
        node.keyring(operation, key);
        exchangeMessages(a, b, ++round);
        exchangeMessages(c, b, 100 + round);
      }
    }

    a.updateMeta(bytes("after the rotation"));
    Await.until(
        "gossip under the new key", () -> c.metaOf("a").equals(Blob.of("after the rotation")));
    assertNobodyWasLost(nodes);
    var latecomer = cluster.start(second, NodeSpec.named("latecomer").key(KEY_16));
    assertThat(latecomer.tryJoin(a.address()).reached()).isZero();
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void aPlaintextClusterBecomesEncryptedInSteps(Kind first, Kind second) {
    // a keyring without traffic to encrypt: the state before the migration
    var a = cluster.start(first, migrating(NodeSpec.named("a")));
    var b = cluster.start(second, migrating(NodeSpec.named("b")));
    var plain = cluster.start(second, often(NodeSpec.named("plain")));
    b.join(a);
    plain.join(a);
    var nodes = List.of(a, b);
    Cluster.awaitComplete(a, b, plain);
    exchangeMessages(a, b, 1);
    exchangeMessages(a, plain, 2);
    plain.leave();
    plain.kill();

    a.verify(false, true);
    exchangeMessages(a, b, 3);
    b.verify(false, true);
    exchangeMessages(a, b, 4);
    a.verify(true, true);
    exchangeMessages(a, b, 5);
    b.verify(true, true);
    exchangeMessages(a, b, 6);

    Cluster.awaitComplete(a, b);
    assertNobodyWasLost(nodes);
    assertThat(cluster.start(first, NodeSpec.named("open")).tryJoin(b.address()).reached())
        .isZero();
  }

  private static void exchangeMessages(ClusterNode a, ClusterNode b, int round) {
    for (boolean reliable : new boolean[] {false, true}) {
      var there = a.name() + " to " + b.name() + " round " + round + reliable;
      var back = b.name() + " to " + a.name() + " round " + round + reliable;
      a.send(reliable, b.name(), bytes(there));
      b.send(reliable, a.name(), bytes(back));
      Await.until(there, () -> b.hasMessage(Blob.of(there)));
      Await.until(back, () -> a.hasMessage(Blob.of(back)));
    }
  }

  private static void assertNobodyWasLost(List<ClusterNode> nodes) {
    var names = nodes.stream().map(ClusterNode::name).toList();
    for (var node : nodes) {
      assertThat(node.members()).containsExactlyInAnyOrderElementsOf(names);
      assertThat(node.seen())
          .filteredOn(seen -> seen.what() == What.LEAVE && names.contains(seen.node()))
          .isEmpty();
    }
  }

  private static NodeSpec migrating(NodeSpec spec) {
    return often(
        spec.key(KEY_16)
            .set(Setting.GOSSIP_VERIFY_INCOMING, false)
            .set(Setting.GOSSIP_VERIFY_OUTGOING, false));
  }

  private static NodeSpec often(NodeSpec spec) {
    return spec.set(Setting.PUSH_PULL_INTERVAL, Duration.ofMillis(500));
  }
}
