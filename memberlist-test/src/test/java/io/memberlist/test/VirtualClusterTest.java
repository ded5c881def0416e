package io.memberlist.test;

import static io.memberlist.test.Notice.Kind.FAILED;
import static io.memberlist.test.Notice.Kind.JOINED;
import static io.memberlist.test.Notice.Kind.LEFT;
import static io.memberlist.test.Notice.Kind.RECOVERED;
import static io.memberlist.test.Notice.Kind.SUSPECTED;
import static io.memberlist.test.Notice.Kind.UPDATED;
import static io.memberlist.test.assertions.MemberlistAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Config;
import io.memberlist.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class VirtualClusterTest {

  private static final String[] ALL = {"node-1", "node-2", "node-3", "node-4", "node-5"};

  @Test
  void joinedNodesKnowEachOther() {
    var cluster = VirtualCluster.of(1).nodes(5).joined();

    assertThat(cluster).hasConverged().hasMembers(ALL);
    assertThat(cluster.node(3).events()).about("node-3").hasKinds(JOINED);
    assertThat(cluster.node(3).events().all().get(0).subject().name()).isEqualTo("node-3");
  }

  @Test
  void startedNodesKnowNobody() {
    var cluster = VirtualCluster.of(1).nodes(2).started();

    cluster.advance(ofMinutes(1));

    assertThat(cluster.node(1)).hasMembers("node-1");
    assertThat(cluster).hasNotConverged();
    assertThat(cluster.now()).isEqualTo(ofMinutes(1));
  }

  @Test
  void nodesThatAreOffDoNotRun() {
    var cluster = VirtualCluster.of(1).nodes(2).off();

    assertThat(cluster.node(1).running()).isFalse();
    assertThat(cluster.history()).isEmpty();
  }

  @Test
  void aKilledNodeIsSuspectedAndThenDeclaredDeadByAll() {
    var cluster = VirtualCluster.of(2).nodes(5).joined();
    cluster.node(3).kill();

    cluster.advance(ofSeconds(20));

    assertThat(cluster).hasConverged().sees("node-3", NodeState.DEAD);
    for (int number : new int[] {1, 2, 4, 5}) {
      assertThat(cluster.node(number).events()).about("node-3").hasKinds(JOINED, SUSPECTED, FAILED);
    }
    assertThat(cluster.node(3).running()).isFalse();
    assertThat(cluster.node(3).memberlist().members()).isEmpty();
  }

  @Test
  void aNodeThatVanishesIsDeclaredDeadAsWell() {
    var cluster = VirtualCluster.of(3).nodes(3).joined();
    cluster.node(3).powerOff();

    cluster.advance(ofSeconds(20));

    assertThat(cluster).sees("node-3", NodeState.DEAD);
  }

  @Test
  void aNodeThatWasKilledComesBack() {
    var cluster = VirtualCluster.of(4).nodes(3).joined();
    cluster.node(2).kill();
    cluster.advance(ofSeconds(20));

    cluster.node(2).restart();
    cluster.awaitConverged();

    assertThat(cluster).hasMembers("node-1", "node-2", "node-3");
    assertThat(cluster.node(1).events())
        .about("node-2")
        .hasKinds(JOINED, SUSPECTED, FAILED, JOINED);
  }

  @Test
  void aPausedNodeRefutesWhatWasSaidMeanwhile() {
    var cluster = VirtualCluster.of(5).nodes(5).joined();

    cluster.node(2).pause(ofSeconds(5));
    assertThat(cluster.node(2).paused()).isTrue();
    cluster.advance(ofMinutes(1));

    assertThat(cluster.node(2).paused()).isFalse();
    assertThat(cluster.history()).about("node-2").has(SUSPECTED).has(RECOVERED).hasNo(FAILED);
    assertThat(cluster).hasConverged();
  }

  @Test
  void aPartitionSplitsAndHealsWithRejoin() {
    var cluster =
        VirtualCluster.of(6)
            .nodes(5)
            .configure((node, config) -> config.withImprovements())
            .joined();

    cluster.partition("node-4", "node-5");
    cluster.advance(ofMinutes(2));
    assertThat(cluster.node(1)).hasMembers("node-1", "node-2", "node-3");
    assertThat(cluster.node(5)).hasMembers("node-4", "node-5");
    assertThat(cluster).hasNotConverged();

    cluster.heal();
    cluster.awaitConverged();
    assertThat(cluster).hasMembers(ALL);
  }

  @Test
  void aNodeThatLeavesIsNobodysFailure() {
    var cluster = VirtualCluster.of(7).nodes(5).joined();

    cluster.node(5).memberlist().leave(ofSeconds(5));
    cluster.advance(ofSeconds(5));

    assertThat(cluster).hasConverged().sees("node-5", NodeState.LEFT);
    assertThat(cluster.history()).has(LEFT, "node-5").hasNo(SUSPECTED).hasNo(FAILED);
  }

  @Test
  void theSameSeedGivesTheSameEventsAtTheSameTimes() {
    assertThat(story(8)).isEqualTo(story(8)).isNotEqualTo(story(9));
  }

  private static String story(long seed) {
    var cluster = VirtualCluster.of(seed).nodes(5).joined();
    cluster.loss(0.2);
    cluster.latency(ofMillis(1), ofMillis(40));
    cluster.node(2).kill();
    cluster.node(3).pause(ofSeconds(3));
    cluster.advance(ofMinutes(1));
    return cluster.history() + "\n" + String.join("\n", cluster.lastMessages());
  }

  @Test
  void lossCanBeSetAndEnded() {
    var cluster =
        VirtualCluster.of(10)
            .nodes(2)
            .configure((node, config) -> config.withImprovements())
            .joined();

    cluster.loss(1);
    cluster.advance(ofSeconds(20));
    assertThat(cluster.node(1)).sees("node-2", NodeState.DEAD);

    cluster.loss(0);
    cluster.awaitConverged();
    assertThat(cluster).hasMembers("node-1", "node-2");
  }

  @Test
  void latencyIsWhatAPingTakes() {
    var cluster = VirtualCluster.of(10).nodes(2).joined();
    var two = cluster.node(1).memberlist().node("node-2").orElseThrow();

    cluster.latency(ofMillis(7), ofMillis(7));

    assertThat(cluster.node(1).memberlist().ping("node-2", two.address())).isEqualTo(ofMillis(14));
  }

  @Test
  void nodesCanBeAddedLater() {
    var cluster = VirtualCluster.of(11).nodes(2).joined();

    var added = cluster.add("late");
    added.restart();
    cluster.awaitConverged();
    cluster.add(Config.lan().name("later").build()).restart();
    cluster.awaitConverged();

    assertThat(cluster).hasMembers("node-1", "node-2", "late", "later");
    assertThatThrownBy(() -> cluster.add("late"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"late\"");
  }

  @Test
  void configurersCountButForNameAndPlace() {
    var cluster =
        VirtualCluster.of(12)
            .nodes(2)
            .preset(Config::local)
            .configure((node, config) -> config.label("x").name("other").bindPort(1))
            .joined();

    var config = cluster.node(2).memberlist().config();
    assertThat(config.name()).isEqualTo("node-2");
    assertThat(config.label()).isEqualTo("x");
    assertThat(config.bindPort()).isEqualTo(7946);
    assertThat(config.probeTimeout()).isEqualTo(Config.local().build().probeTimeout());
  }

  @Test
  void aConditionIsLookedAtAfterEveryEvent() {
    var cluster = VirtualCluster.of(13).nodes(3).joined();
    var node = cluster.node(1);
    cluster.node(3).kill();

    cluster.awaitUntil(() -> !node.events().of(FAILED).all().isEmpty(), ofMinutes(1));

    assertThat(node.events().of(FAILED).all())
        .singleElement()
        .satisfies(notice -> assertThat(notice.at()).isEqualTo(cluster.now()));
  }

  @Test
  void whatDoesNotComeTrueFailsWithSeedAndTime() {
    var cluster = VirtualCluster.of(14).nodes(2).started();

    assertThatThrownBy(() -> cluster.awaitUntil(() -> false, ofSeconds(2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("within PT2S")
        .hasMessageContaining("2.000000 s of virtual time, seed 14");
    assertThatThrownBy(() -> cluster.awaitConverged(ofSeconds(3)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not converged within PT3S")
        .hasMessageContaining("node-1 sees node-1 ALIVE")
        .hasMessageContaining("seed 14");
  }

  @Test
  void othersGetATurnBetweenEvents() {
    var cluster = VirtualCluster.of(15).nodes(3).joined();
    var times = new ArrayList<Duration>();
    cluster.between(() -> times.add(cluster.now()));

    cluster.advance(ofSeconds(3));

    assertThat(times).isSorted().hasSizeGreaterThan(10);
  }

  @Test
  void timeDoesNotGoBack() {
    var cluster = VirtualCluster.of(16).nodes(1).started();

    assertThatThrownBy(() -> cluster.advance(ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void unknownNodesAreNamed() {
    var cluster = VirtualCluster.of(17).nodes(2).off();

    assertThatThrownBy(() -> cluster.node("node-3")).hasMessageContaining("\"node-3\"");
    assertThatThrownBy(() -> cluster.node(0)).hasMessageContaining("no node 0");
    assertThatThrownBy(() -> cluster.node(3)).hasMessageContaining("no node 3");
    assertThatThrownBy(() -> cluster.partition("node-9")).hasMessageContaining("\"node-9\"");
    assertThatThrownBy(() -> VirtualCluster.of(1).nodes(-1)).hasMessageContaining("-1");
  }

  @Test
  void closingEndsAllNodes() {
    var cluster = VirtualCluster.of(18).nodes(2).joined();

    cluster.close();

    assertThat(cluster.nodes()).noneMatch(VirtualNode::running);
  }

  @Test
  void theLastMessagesAreReadable() {
    var cluster =
        VirtualCluster.of(19)
            .nodes(2)
            .configure((node, config) -> config.secretKey("0123456789abcdef".getBytes(UTF_8)))
            .joined();
    var two = cluster.node(1).memberlist().node("node-2").orElseThrow();

    cluster.node(1).memberlist().sendBestEffort(two, "hello".getBytes(UTF_8));
    cluster.advance(ofSeconds(3));

    assertThat(cluster.lastMessages())
        .hasSizeLessThanOrEqualTo(100)
        .anyMatch(line -> line.matches("\\d+\\.\\d{6} s {2}node-1 → node-2 {2}message of 5 bytes"))
        .anyMatch(line -> line.contains("Ping["))
        .anyMatch(line -> line.contains("bytes of a stream"));
  }

  @Test
  void newMetadataReachTheOthers() {
    var tags = new String[] {"one"};
    var cluster =
        VirtualCluster.of(20)
            .nodes(3)
            .configure((node, config) -> config.delegate(new Tagged(tags)))
            .joined();

    tags[0] = "two";
    cluster.node(2).memberlist().updateNode(ofSeconds(10));
    cluster.advance(ofSeconds(2));

    assertThat(cluster.node(1).memberlist()).member("node-2").hasTag("colour", "two");
    assertThat(cluster.node(1).events()).has(UPDATED, "node-2");
  }
}
