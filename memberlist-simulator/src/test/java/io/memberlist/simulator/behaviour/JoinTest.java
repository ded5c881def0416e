package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.LinkConditions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinTest {

  private static byte[] key(int length, int fill) {
    var key = new byte[length];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  @Test
  void join_01_join_02_join_09_bothKnowEachOtherWhenTheJoinEnds() {
    var cluster = SimCluster.of(1).nodes(2).started();
    var a = cluster.node(0);
    var b = cluster.node(1);

    var join = b.join(List.of("n0000000/10.0.0.1"), ofSeconds(10)); // the own port is meant
    cluster.runUntil(join::done, ofSeconds(1));

    assertThat(join.result().reached()).isEqualTo(1);
    for (var node : List.of(a, b)) {
      assertThat(node.state().members()).isEqualTo(2);
      assertThat(node.view().estimatedNodes()).isEqualTo(2);
    }
  }

  @Test
  void join_03_aPeerThatAcceptsButNeverAnswersEndsWithTheTimeLimit() {
    var cluster = SimCluster.of(3).nodes(2).config(c -> c.tcpTimeout(ofMillis(50))).started();
    cluster.node(0).pause(ofSeconds(10));
    long start = cluster.clock().now();

    var join = cluster.node(1).join(cluster.node(0));
    cluster.runUntil(join::done, ofSeconds(1));

    assertThat(join.result().reached()).isZero();
    assertThat(join.result().failures()).singleElement().asString().contains("timed out");
    assertThat(ofNanos(join.endedAt() - start)).isBetween(ofMillis(50), ofMillis(100));
  }

  @Test
  void join_06_aDefaultNodeJoinsADefaultOneAndOneThatSpeaksTheNewestVersion() {
    var cluster =
        SimCluster.of(6)
            .nodes(3)
            .config((number, c) -> number == 2 ? c.protocolVersion(5) : c)
            .started();

    var first = cluster.node(0).join(cluster.node(1));
    cluster.run(ofSeconds(1));
    var second = cluster.node(0).join(cluster.node(2));
    cluster.run(ofSeconds(1));

    assertThat(first.result().reached()).isEqualTo(1);
    assertThat(second.result().reached()).isEqualTo(1);
    assertThat(cluster.node(0).state().members()).isEqualTo(3);
  }

  @Test
  void join_10_enc_05_aWrongKeyIsToldByThePeer() {
    var cluster =
        SimCluster.of(10)
            .nodes(2)
            .config((number, c) -> c.secretKey(key(24, number + 1)))
            .started();

    var join = cluster.node(1).join(cluster.node(0));
    cluster.run(ofSeconds(1));

    assertThat(join.result().reached()).isZero();
    assertThat(cluster.nodes()).allMatch(node -> node.state().members() == 1);
    assertThat(cluster.node(0).refused()).isPositive();
    assertThat(join.result().failures())
        .singleElement()
        .asString()
        .contains("cannot be decrypted with any of 1 keys");
  }

  @Test
  void int_01_join_12_enc_11_sixteenNodesThatEachJoinTheOneBeforeAllKnowEachOther() {
    var cluster =
        SimCluster.of(12)
            .nodes(16)
            .config(
                c ->
                    c.secretKey(key(16, 1))
                        .probeInterval(ofMillis(20))
                        .probeTimeout(ofMillis(100)) // longer than the interval on purpose
                        .gossipInterval(ofMillis(20))
                        .pushPullInterval(ofMillis(200)))
            .started();

    for (int i = 1; i < 16; i++) {
      var before = cluster.node(i - 1);
      var join =
          cluster.node(i).join(List.of(before.name() + "/" + before.address()), ofSeconds(10));
      cluster.runUntil(join::done, ofSeconds(10));
      assertThat(join.result().reached()).isEqualTo(1);
    }
    cluster.run(ofMillis(250));

    assertThat(cluster.nodes()).allMatch(node -> node.state().members() == 16);
  }

  @Test
  void join_13_whoVanishesWithoutLeavingIsFoundDead() {
    var link = LinkConditions.DEFAULT.withDelay(ofNanos(10_000), ofNanos(20_000));
    var cluster =
        SimCluster.of(13)
            .nodes(2)
            .network(link)
            .config(
                c ->
                    c.probeInterval(ofMillis(1))
                        .probeTimeout(ofNanos(100_000))
                        .suspicionMaxTimeoutMult(1))
            .joined();

    cluster.node(0).kill();
    Duration took = cluster.runUntil(() -> cluster.node(1).state().members() == 1, ofSeconds(20));

    assertThat(took).isLessThan(ofMillis(10));
  }
}
