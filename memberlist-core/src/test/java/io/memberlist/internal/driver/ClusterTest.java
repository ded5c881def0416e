package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.Memberlist;
import io.memberlist.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClusterTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void join_13_aNodeThatVanishesIsFoundDead() {
    var pair =
        nodes.pair(
            c -> c.probeInterval(Duration.ofMillis(200)).probeTimeout(Duration.ofMillis(100)));

    pair.get(0).shutdown();

    Nodes.members(pair.get(1), 1);
    assertThat(pair.get(1).node("a").orElseThrow().state()).isEqualTo(NodeState.DEAD);
  }

  @Test
  void int_01_enc_11_join_12_thirtyTwoNodesConvergeSurviveAKillAndLeave() {
    var cluster = new ArrayList<Memberlist>();
    for (int i = 0; i < 32; i++) {
      var node =
          nodes.start(
              "n" + i,
              c ->
                  c.secretKey(new byte[16])
                      .probeInterval(Duration.ofMillis(500))
                      .probeTimeout(Duration.ofMillis(250))
                      .gossipInterval(Duration.ofMillis(20))
                      .pushPullInterval(Duration.ofSeconds(1)));
      if (i > 0) {
        assertThat(node.join(List.of(Nodes.seed(cluster.get(i - 1)))).reached()).isEqualTo(1);
      }
      cluster.add(node);
    }
    cluster.forEach(node -> Nodes.members(node, 32));

    cluster.remove(31).shutdown();
    cluster.forEach(node -> becomes(node, "n31", NodeState.DEAD, 31));

    var leaving = cluster.remove(30);
    leaving.leave(Nodes.PATIENCE);
    cluster.forEach(node -> becomes(node, "n30", NodeState.LEFT, 30));
  }

  /** Waits until one node is seen in a state, if it was not forgotten, and so many are members. */
  private static void becomes(Memberlist node, String name, NodeState state, int members) {
    Nodes.eventually(
        () ->
            node.numMembers() == members
                && node.node(name).map(n -> n.state() == state).orElse(true));
  }

  @Test
  void def_01_rejoinFindsASeedThatCameBack() {
    var a = nodes.start("a");
    int port = a.config().bindPort();
    var b =
        nodes.start(
            "b",
            c ->
                c.probeInterval(Duration.ofMillis(200))
                    .probeTimeout(Duration.ofMillis(100))
                    .gossipToTheDeadTime(Duration.ofMillis(100))
                    .rejoin(
                        c.build().rejoin().withEnabled(true).withInterval(Duration.ofMillis(200))));
    b.join(List.of(Nodes.seed(a)));
    a.shutdown();
    Nodes.eventually(() -> b.allNodes().size() == 1);

    var again = nodes.start("a", c -> c.bindPort(port));

    Nodes.members(again, 2);
    Nodes.members(b, 2);
  }

  @Test
  void rejoinAsksItsSourceForSeeds() {
    var a = nodes.start("a");
    var told = new LinkedBlockingQueue<Integer>();
    var b =
        nodes.start(
            "b",
            c ->
                c.rejoin(c.build().rejoin().withEnabled(true).withInterval(Duration.ofMillis(100)))
                    .rejoinSeeds(() -> List.of(Nodes.seed(a)))
                    .events(
                        new EventDelegate() {
                          @Override
                          public void notifyRejoin(JoinResult result) {
                            told.add(result.reached());
                          }
                        }));

    Nodes.members(b, 2);
    Nodes.members(a, 2);
    Nodes.eventually(() -> !told.isEmpty());
    assertThat(told).containsOnly(1);
  }
}
