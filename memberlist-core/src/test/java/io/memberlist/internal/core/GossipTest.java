package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.alive;
import static io.memberlist.internal.core.MembershipFixture.bytes;
import static io.memberlist.internal.core.WholeCore.messages;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.internal.core.RecordingOutput.Packet;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.internal.wire.User;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounds every 10 ms; no probes, no state exchanges. */
class GossipTest {

  private static WholeCore gossiping(UnaryOperator<Config.Builder> settings) {
    return WholeCore.quiet(c -> settings.apply(c.gossipInterval(Duration.ofMillis(10))));
  }

  @Test
  void gos_01_everybodyLearnsOfEverybody() {
    var node = gossiping(c -> c).knowing("m2", "m3");

    node.passMillis(150);

    assertThat(learned(node, "m2")).contains("me", "m2", "m3");
    assertThat(learned(node, "m3")).contains("me", "m2", "m3");
    assertThat(node.gossip()).noneMatch(packet -> packet.toName().equals("me"));
  }

  private static Set<String> learned(WholeCore node, String receiver) {
    var names = new TreeSet<String>();
    for (var packet : node.gossip()) {
      if (packet.toName().equals(receiver)) {
        for (Message message : messages(packet)) {
          names.add(((Alive) message).node());
        }
      }
    }
    return names;
  }

  /** The first round comes one interval after the start, when the record has just that age. */
  @ParameterizedTest
  @CsvSource({"20,true", "100,true", "101,false", "200,false"})
  void gos_02_gos_03_whoDiedLatelyIsTold(long ageMillis, boolean told) {
    var node =
        gossiping(
            c ->
                c.gossipToTheDeadTime(Duration.ofMillis(100))
                    .gossipInterval(Duration.ofMillis(ageMillis)));
    node.hears(alive("m2", 1));
    node.hears(new Dead(1, "m2", "x"));

    node.passMillis(ageMillis);

    assertThat(node.gossip().stream().anyMatch(p -> p.toName().equals("m2"))).isEqualTo(told);
  }

  @Test
  void whoHasLeftIsToldNothingMore() {
    var node = gossiping(c -> c).knowing("m2", "m3");
    node.hears(new Dead(1, "m2", "m2"));

    node.passMillis(1000);

    assertThat(node.gossip()).isNotEmpty().allMatch(packet -> packet.toName().equals("m3"));
  }

  @Test
  void suspectsAreTold() {
    var node = gossiping(c -> c).knowing("m2");
    node.hears(new Suspect(1, "m2", "x"));

    node.passMillis(10);

    assertThat(node.gossip()).extracting(Packet::toName).containsExactly("m2");
  }

  @Test
  void aRoundGoesToThreeNodesAtMost() {
    var node = gossiping(c -> c).knowing("m2", "m3", "m4", "m5", "m6");

    node.passMillis(10);

    assertThat(node.gossip()).hasSize(3).extracting(Packet::toName).doesNotHaveDuplicates();
  }

  @Test
  void theChecksumGoesToWhoUnderstandsIt() {
    var node = gossiping(c -> c).knowingOfVersion(5, "new").knowingOfVersion(4, "old");

    node.passMillis(10);

    assertThat(node.gossip()).hasSize(2).allMatch(p -> p.crc() == p.toName().equals("new"));
  }

  @Test
  void aRumourIsSentAsOftenAsItShouldAndThenTheTimerRests() {
    var node = gossiping(c -> c.gossipNodes(1)).knowing("m2"); // 2 records: 4 transmissions each

    node.passMillis(1000);

    assertThat(node.core.queuedBroadcasts()).isZero();
    assertThat(node.gossip()).hasSize(4).allMatch(packet -> messages(packet).size() == 2);
    assertThat(node.output.samples(Metric.GOSSIP)).hasSize(4);
    assertThat(node.core.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void roundsKeepToTheGridOfTheStart() {
    var node = gossiping(c -> c);
    node.passMillis(1003);

    node.hears(alive("m2", 1));

    assertThat(node.core.nextDeadline()).isEqualTo(node.start + millis(1010));
  }

  @Test
  void aloneThereIsNobodyToGossipWith() {
    var node = gossiping(c -> c);

    assertThat(node.core.queuedBroadcasts()).isEqualTo(1);
    assertThat(node.core.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void withoutFanOutThereIsNoGossip() {
    var node = gossiping(c -> c.gossipNodes(0)).knowing("m2");

    assertThat(node.core.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void applicationBroadcastsAreCarriedWithTheirTypeByte() {
    var node = gossiping(c -> c).knowing("m2").drained();
    node.hooks.broadcasts.add(bytes("hello"));

    node.core.onUserBroadcastQueued(node.now);
    node.passMillis(10);

    assertThat(messages(node.gossip().get(0)))
        .singleElement()
        .isInstanceOfSatisfying(User.class, m -> assertThat(m.payload()).isEqualTo(bytes("hello")));
  }

  @Test
  void rumoursComeBeforeApplicationBroadcasts() {
    var node = gossiping(c -> c).knowing("m2").drained();
    node.hears(alive("m2", 2));
    node.hooks.broadcasts.add(bytes("hello"));

    node.passMillis(10);

    assertThat(messages(node.gossip().get(0)))
        .hasSize(2)
        .satisfies(parts -> assertThat(parts.get(0)).isInstanceOf(Alive.class));
  }

  @Test
  void def_17_d35_crowdedRumoursLeaveTheApplicationAQuarter() {
    var node = gossiping(c -> c.gossipNodes(1).udpBufferSize(1000));
    for (int i = 0; i < 60; i++) {
      node.hears(alive("node-" + i, 1));
    }
    for (int i = 0; i < 100; i++) {
      node.hooks.broadcasts.add(new byte[40]);
    }

    node.passMillis(10);

    var parts = messages(node.gossip().get(0));
    int user = (int) parts.stream().filter(User.class::isInstance).count();
    assertThat(user).as("each takes 40 + 1 + 2 bytes of 998 / 4").isEqualTo(5);
    assertThat(parts.size() - user).isPositive();
    assertThat(parts.get(0)).isInstanceOf(Alive.class);
    assertThat(parts.get(parts.size() - 1)).isInstanceOf(User.class);
  }

  @Test
  void def_08_d36_theOwnGoodbyeComesFirst() {
    var node = gossiping(c -> c.gossipNodes(1).udpBufferSize(512));
    for (int i = 0; i < 30; i++) {
      node.hears(alive("node-" + i, 1));
    }

    node.core.leave(() -> {}, node.now);
    node.passMillis(30);

    assertThat(node.gossip()).hasSize(3);
    assertThat(node.gossip())
        .allSatisfy(
            packet -> assertThat(messages(packet).get(0)).isEqualTo(new Dead(1, "me", "me")));
  }

  /** The limit is 2 here: two acks would be all of it. */
  @Test
  void d36_copiesOfTheGoodbyeThatRideWithAcksDoNotCount() {
    var node = gossiping(c -> c.retransmitMult(2)).knowing("m2", "m3", "m4").drained();
    var done = new ArrayList<String>();
    node.core.leave(() -> done.add("left"), node.now);

    for (int i = 0; i < 5; i++) {
      node.hears(new Ping(i, "me", WholeCore.addressOf("m2"), "m2"));
    }

    assertThat(done).isEmpty();
    node.passMillis(10);
    assertThat(done).hasSize(1);
    assertThat(node.gossip())
        .extracting(Packet::toName)
        .as("nobody is left out by the draw")
        .containsExactlyInAnyOrder("m2", "m3", "m4");
  }

  @Test
  void withoutGossipTheGoodbyeIsSpreadByWhatItRidesWith() {
    var node = WholeCore.quiet(c -> c.retransmitMult(2)).knowing("m2");
    var done = new ArrayList<String>();
    node.core.leave(() -> done.add("left"), node.now);

    node.drained();
    node.hears(new Ping(1, "me", WholeCore.addressOf("m2"), "m2"));
    node.hears(new Ping(2, "me", WholeCore.addressOf("m2"), "m2"));

    assertThat(done).hasSize(1);
  }

  @Test
  void d12_packetsKeepToTheirBudgetWithAllLayers() {
    var node = gossiping(c -> c.udpBufferSize(600));
    node.hooks.layerOverhead = 100;
    for (int i = 0; i < 40; i++) {
      node.hears(alive("node-" + i, 1));
    }

    node.passMillis(10);

    assertThat(node.gossip())
        .isNotEmpty()
        .allSatisfy(
            packet -> {
              int bytes = packet.messages().stream().mapToInt(m -> m.length + 2).sum();
              assertThat(bytes).isBetween(200, 600 - 2 - 100 - (packet.crc() ? 5 : 0));
            });
  }

  @Test
  void d12_moreThan255PartsAreSeveralPackets() {
    var node = gossiping(c -> c.gossipNodes(1).udpBufferSize(60_000)).knowing("m2").drained();
    for (int i = 0; i < 300; i++) {
      node.hooks.broadcasts.add(new byte[] {1});
    }

    node.core.onUserBroadcastQueued(node.now);
    node.passMillis(10);

    assertThat(node.gossip()).extracting(p -> p.messages().size()).containsExactly(255, 45);
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  @Test
  void aStoppedCoreIsSilent() {
    var node = gossiping(c -> c).knowing("m2");

    node.core.stop();
    node.hears(alive("m3", 1));
    node.core.onTime(node.now + millis(10));

    assertThat(node.output.packets).isEmpty();
    assertThat(node.core.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    assertThat(node.core.view().node("m3")).isEmpty();
    assertThat(node.core.view().numMembers()).isEqualTo(2);
  }
}
