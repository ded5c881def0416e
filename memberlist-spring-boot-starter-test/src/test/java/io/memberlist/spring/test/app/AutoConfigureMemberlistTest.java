package io.memberlist.spring.test.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.spring.event.NodeFailedEvent;
import io.memberlist.spring.event.NodeJoinedEvent;
import io.memberlist.spring.event.NodeLeftEvent;
import io.memberlist.spring.event.NodeSuspectedEvent;
import io.memberlist.spring.event.NodeUpdatedEvent;
import io.memberlist.spring.test.AutoConfigureMemberlist;
import io.memberlist.spring.test.MemberlistEvents;
import io.memberlist.spring.test.TestCluster;
import io.memberlist.spring.test.TestPeer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;

/** Section 14 of the contract, with a whole application. */
@SpringBootTest(
    properties = {
      "memberlist.name=app",
      "memberlist.bind-addr=192.0.2.1",
      // with it whoever fails is declared failed without having been suspected by all
      "memberlist.detection.crash-evidence=false"
    })
@AutoConfigureMemberlist
class AutoConfigureMemberlistTest {

  @Autowired private Memberlist memberlist;
  @Autowired private TestCluster cluster;
  @Autowired private MemberlistEvents events;
  @Autowired private Departures departures;
  @Autowired private ConfigurableApplicationContext context;

  @Test
  void s_111_theNodeIsAMemberBesideTwoPeers() {
    assertThat(memberlist.members())
        .extracting(Node::name)
        .containsExactlyInAnyOrder("app", "peer-1", "peer-2");
    assertThat(cluster.peers()).extracting(TestPeer::name).containsExactly("peer-1", "peer-2");
  }

  @Test
  void s_111_noSocketIsOpened() {
    // 192.0.2.1 is nobody's address: a real node could not be bound to it
    assertThat(memberlist.status()).isEqualTo(Memberlist.Status.RUNNING);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("memberlist-") && name.contains("-udp-"));
  }

  @Test
  void s_111_theClusterIsAlsoAParameter(TestCluster parameter) {
    assertThat(parameter).isSameAs(cluster);
  }

  @Test
  void s_111_aPeerThatFailsIsSuspectedAndThenPublishedAsFailed() {
    departures.failed().clear();
    cluster.peer("peer-1").fail();

    cluster.advance(ofSeconds(20));

    assertThat(events)
        .ofType(NodeFailedEvent.class)
        .extracting(event -> event.getNode().name())
        .containsExactly("peer-1");
    assertThat(events).ofType(NodeSuspectedEvent.class).hasSize(1);
    assertThat(departures.failed()).containsExactly("peer-1");
  }

  @Test
  void s_111_aPeerThatLeavesHasLeft() {
    cluster.peer("peer-2").leave();

    cluster.advance(ofSeconds(5));

    assertThat(events)
        .ofType(NodeLeftEvent.class)
        .extracting(event -> event.getNode().name(), NodeLeftEvent::getReason)
        .containsExactly(tuple("peer-2", NodeLeftEvent.Reason.LEFT));
    assertThat(events).hasNo(NodeFailedEvent.class);
  }

  @Test
  void s_111_newTagsOfAPeerAreAnUpdate() {
    cluster.peer("peer-1").updateTags(Map.of("role", "db"));

    cluster.advance(ofSeconds(2));

    assertThat(events)
        .ofType(NodeUpdatedEvent.class)
        .extracting(NodeUpdatedEvent::getTags)
        .containsExactly(Map.of("role", "db"));
  }

  @Test
  void s_111_aMessageOfAPeerReachesTheApplication() {
    departures.told().clear();
    cluster.peer("peer-1").send("hello".getBytes(UTF_8));

    cluster.advance(ofSeconds(1));

    assertThat(departures.told()).containsExactly("hello");
  }

  @Test
  void s_111_theApplicationReachesAPeer() {
    memberlist.sendReliable(memberlist.node("peer-2").orElseThrow(), "hello".getBytes(UTF_8));

    cluster.advance(ofSeconds(1));

    assertThat(cluster.peer("peer-2").messages()).extracting(String::new).contains("hello");
  }

  @Test
  void s_111_aPartitionSplitsAndHeals() {
    cluster.partition("peer-1");
    cluster.advance(ofSeconds(20));
    assertThat(memberlist.members()).extracting(Node::name).doesNotContain("peer-1");

    cluster.heal();
    cluster.awaitConverged();

    assertThat(memberlist.numMembers()).isEqualTo(3);
    assertThat(events).ofType(NodeJoinedEvent.class).hasSize(1);
  }

  @Test
  void s_111_unknownPeersAreNamed() {
    assertThatThrownBy(() -> cluster.peer("peer-3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"peer-3\"")
        .hasMessageContaining("peer-2");
  }

  @Test
  void s_113_aContextThatIsPausedRejoinsWhenItGoesOn() {
    context.stop();
    assertThat(memberlist.status()).isEqualTo(Memberlist.Status.STOPPED);
    assertThat(events).ofType(NodeLeftEvent.class).hasSize(1);
    context.start();

    cluster.awaitConverged();

    assertThat(memberlist.numMembers()).isEqualTo(3);
  }

  @Test
  void s_113_eachTestFindsTheClusterWholeAndNoEarlierEvents() {
    assertThat(memberlist.numMembers()).isEqualTo(3);
    assertThat(events).all().isEmpty();
  }
}
