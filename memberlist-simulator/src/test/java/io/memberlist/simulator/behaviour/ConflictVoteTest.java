package io.memberlist.simulator.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.ConflictDelegate;
import io.memberlist.Delegate;
import io.memberlist.Node;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.node.SimNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A policy above the layer: who shares its name with somebody lets the others decide. */
class ConflictVoteTest {

  /** Asks all members where they see the own name; who has no majority ends. */
  private static final class Voting implements Delegate, ConflictDelegate {
    private final SimCluster[] cluster;
    private final int number;
    private final List<String> votes = new ArrayList<>();
    private int conflicts;

    private Voting(SimCluster[] cluster, int number) {
      this.cluster = cluster;
      this.number = number;
    }

    private SimNode node() {
      return cluster[0].node(number);
    }

    @Override
    public void notifyConflict(Node existing, Node other) {
      if (!existing.name().equals(node().name()) || conflicts++ > 0) {
        return;
      }
      var question = ("?" + number + " " + node().name()).getBytes(UTF_8);
      for (var voter : cluster[0].nodes()) {
        if (node().view().hasMemberAt(voter.address())) {
          node().sendBestEffort(voter, question);
        }
      }
      cluster[0].clock().after(ofSeconds(1), this::count);
    }

    @Override
    public void notifyMsg(byte[] message) {
      var text = new String(message, UTF_8);
      if (text.startsWith("?")) {
        var asker = cluster[0].node(Integer.parseInt(text.substring(1, text.indexOf(' '))));
        var name = text.substring(text.indexOf(' ') + 1);
        node()
            .sendBestEffort(asker, node().state().info(name).address().toString().getBytes(UTF_8));
      } else {
        votes.add(text);
      }
    }

    private void count() {
      long mine = votes.stream().filter(node().address().toString()::equals).count();
      if (2 * mine <= votes.size()) {
        node().kill();
      }
    }
  }

  @Test
  void serf_07_theMajorityKeepsTheNameAndTheOtherShutsItselfDown() {
    var cluster = new SimCluster[1];
    var voting = new ArrayList<Voting>();
    for (int i = 0; i < 3; i++) {
      voting.add(new Voting(cluster, i));
    }
    cluster[0] =
        SimCluster.of(7)
            .nodes(3)
            .config(
                (number, c) ->
                    c.name(number == 1 ? "b" : "a")
                        .delegate(voting.get(number))
                        .conflict(voting.get(number)))
            .started();
    var a = cluster[0].node(0);
    var b = cluster[0].node(1);
    var c = cluster[0].node(2);
    b.join(a);
    cluster[0].run(ofSeconds(1));

    c.join(a);
    cluster[0].run(ofSeconds(10));

    assertThat(voting.get(0).conflicts).as("conflicts seen by a").isPositive();
    assertThat(c.running()).isFalse();
    assertThat(a.running()).isTrue();
    assertThat(a.state().members()).isEqualTo(2);
    assertThat(b.state().info("a").address()).isEqualTo(a.address());
  }
}
