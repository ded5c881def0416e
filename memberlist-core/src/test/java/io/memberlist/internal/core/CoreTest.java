package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.alive;
import static io.memberlist.internal.core.MembershipFixture.bytes;
import static io.memberlist.internal.core.WholeCore.SOMEWHERE;
import static io.memberlist.internal.core.WholeCore.addressOf;
import static io.memberlist.internal.core.WholeCore.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.NodeState;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.internal.wire.User;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a core does with its inputs as a whole. */
class CoreTest {

  private final List<String> done = new ArrayList<>();

  private Completion completion(String what) {
    return () -> done.add(what);
  }

  private static WholeCore gossiping() {
    return WholeCore.quiet(c -> c.gossipInterval(Duration.ofMillis(10)).gossipNodes(1));
  }

  @Test
  void aStartAnnouncesTheNode() {
    var node = WholeCore.quiet(c -> c.protocolVersion(3).delegateProtocolMax(7));

    assertThat(node.output.takeEvents()).containsExactly("JOIN me");
    assertThat(node.output.counter(Metric.MSG_ALIVE)).isEqualTo(1);
    assertThat(node.output.gauge(Metric.MEMBERS)).isEqualTo(1);
    node.hears(new Ping(1, "", SOMEWHERE, ""));
    var own = (Alive) messages(node.output.packets.get(0)).get(1);
    assertThat(own.incarnation()).isEqualTo(1);
    assertThat(own.node()).isEqualTo("me");
    assertThat(own.address()).isEqualTo(MembershipFixture.OWN_ADDRESS);
    assertThat(own.meta()).isNull();
    assertThat(own.versions()).containsExactly(1, 5, 3, 0, 7, 0);
  }

  @Test
  void whoRefusesItselfDoesNotStart() {
    var node = WholeCore.stopped(c -> c);
    node.hooks.aliveDelegate = candidate -> false;

    assertThat(node.core.start(node.now)).isFalse();

    assertThat(node.output.takeEvents()).isEmpty();
    assertThat(node.core.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void userMessagesAreNoneOfItsBusiness() {
    var node = WholeCore.quiet(c -> c);

    assertThatThrownBy(() -> node.hears(new User(new byte[1])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void evt_01_whatTheApplicationHears() {
    var node = WholeCore.quiet(c -> c);
    node.output.events.clear();

    node.hears(alive("m2", 1));
    node.hears(alive("m2", 2));
    node.hears(alive("m2", 3, addressOf("m2"), "meta"));
    node.hears(new Suspect(3, "m2", "x"));
    node.hears(alive("m2", 4, addressOf("m2"), "meta"));
    node.hears(new Dead(4, "m2", "x"));
    node.hears(new Dead(4, "m2", "x"));
    node.hears(alive("m2", 5));
    node.hears(new Dead(5, "m2", "m2"));
    node.hears(alive("m2", 6));

    assertThat(node.output.takeEvents())
        .containsExactly(
            "JOIN m2",
            "UPDATE m2",
            "SUSPECT m2",
            "RECOVER m2",
            "LEAVE m2",
            "JOIN m2",
            "LEAVE m2",
            "JOIN m2");
    assertThat(node.output.counter(Metric.NODE_CHANGES_JOINED)).isEqualTo(3);
    assertThat(node.output.counter(Metric.NODE_CHANGES_UPDATED)).isEqualTo(1);
    assertThat(node.output.counter(Metric.NODE_CHANGES_SUSPECTED)).isEqualTo(1);
    assertThat(node.output.counter(Metric.NODE_CHANGES_RECOVERED)).isEqualTo(1);
    assertThat(node.output.counter(Metric.NODE_CHANGES_FAILED)).isEqualTo(1);
    assertThat(node.output.counter(Metric.NODE_CHANGES_LEFT)).isEqualTo(1);
    assertThat(node.output.counter(Metric.MSG_SUSPECT)).isEqualTo(1);
    assertThat(node.output.counter(Metric.MSG_DEAD)).isEqualTo(2);
  }

  @Test
  void met_02_gaugesCountTheStates() {
    var node = WholeCore.quiet(c -> c).knowing("m2", "m3", "suspect", "dead", "left");
    node.hears(new Suspect(1, "suspect", "x"));
    node.hears(new Dead(1, "dead", "x"));
    node.hears(new Dead(1, "left", "left"));

    assertThat(node.output.gauge(Metric.NODE_INSTANCES_ALIVE)).isEqualTo(3);
    assertThat(node.output.gauge(Metric.NODE_INSTANCES_SUSPECT)).isEqualTo(1);
    assertThat(node.output.gauge(Metric.NODE_INSTANCES_DEAD)).isEqualTo(1);
    assertThat(node.output.gauge(Metric.NODE_INSTANCES_LEFT)).isEqualTo(1);
    assertThat(node.output.gauge(Metric.MEMBERS)).isEqualTo(4);
  }

  @Test
  void meta_03_newMetadataOfAKnownNodeAreAnUpdateNotAJoin() {
    var node = WholeCore.quiet(c -> c).knowing("m2");

    node.hears(alive("m2", 2, addressOf("m2"), "new"));

    assertThat(node.output.lastChanged().meta()).isEqualTo(bytes("new"));
    assertThat(node.output.takeEvents()).containsExactly("UPDATE m2");
  }

  @Test
  void evt_02_whatWasToldOnceDoesNotChange() {
    var node = WholeCore.quiet(c -> c);
    node.hears(alive("m2", 1, addressOf("m2"), "old"));
    var told = node.output.lastChanged();

    node.hears(alive("m2", 2, addressOf("m2"), "new"));
    node.hears(new Dead(2, "m2", "x"));

    assertThat(told.meta()).isEqualTo(bytes("old"));
    assertThat(told.state()).isEqualTo(NodeState.ALIVE);
    assertThat(told.incarnation()).isEqualTo(1);
  }

  @Test
  void alive_06_versionsOfZerosAreIgnored() {
    var node = WholeCore.quiet(c -> c);
    node.output.events.clear();

    node.hears(new Alive(1, "m2", addressOf("m2"), null, new byte[6]));

    assertThat(node.core.view().node("m2")).isEmpty();
    assertThat(node.output.takeEvents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void lim_09_shortVersionVectorsHarmNothing(int length) {
    var node = WholeCore.probing(c -> c);
    byte[] versions = {1, 5, 2, 0, 0};
    byte[] cut = Arrays.copyOf(versions, length);

    node.hears(new Alive(1, "packet", addressOf("packet"), null, cut));
    node.core.merge(
        new RemoteState(
            true, List.of(new PushNodeState("stream", addressOf("stream"), null, 1, 0, cut)), null),
        node.now);
    node.passMillis(1000);

    assertThat(node.core.view().node("packet")).isPresent();
    assertThat(node.core.view().node("stream")).isPresent();
  }

  @Test
  void health_02_eachRefutationCostsAPoint() {
    var node = WholeCore.quiet(c -> c);

    node.hears(new Suspect(1, "me", "x"));
    node.hears(new Dead(2, "me", "x"));

    assertThat(node.health()).isEqualTo(2);
    assertThat(node.output.gauge(Metric.HEALTH_SCORE)).isEqualTo(2);
    assertThat(node.output.counter(Metric.REFUTATIONS)).isEqualTo(2);
    assertThat(node.state("me")).isEqualTo(NodeState.ALIVE);
  }

  @Test
  void leave_06_aloneItIsFinishedAtOnce() {
    var node = gossiping();

    node.core.leave(completion("left"), node.now);

    assertThat(done).containsExactly("left");
    assertThat(node.core.hasLeft()).isTrue();
    assertThat(node.state("me")).isEqualTo(NodeState.LEFT);
  }

  @Test
  void def_08_aGoodbyeIsFinishedWhenItWasSentOftenEnough() {
    var node = gossiping().knowing("m2").drained();

    node.core.leave(completion("left"), node.now);
    node.passMillis(39);
    assertThat(done).isEmpty();
    node.passMillis(1); // 2 records: 4 transmissions

    assertThat(done).containsExactly("left");
    assertThat(node.gossip()).hasSize(4);
  }

  @Test
  void leave_05_leavingAgainIsFinishedAtOnce() {
    var node = gossiping().knowing("m2");
    node.core.leave(completion("first"), node.now);

    node.core.leave(completion("second"), node.now);

    assertThat(done).containsExactly("second");
  }

  @Test
  void whoHasLeftDoesNotObjectAnyMore() {
    var node = gossiping().knowing("m2");
    node.core.leave(completion("left"), node.now);

    node.hears(new Suspect(9, "me", "x"));
    node.hears(new Dead(9, "me", "x"));
    node.hears(alive("me", 9));

    assertThat(node.state("me")).isEqualTo(NodeState.LEFT);
    assertThat(node.output.counter(Metric.REFUTATIONS)).isZero();
  }

  @Test
  void def_07_d20_whoHasLeftCanAnnounceItselfAnew() {
    var node = gossiping().knowing("m2");
    node.core.leave(completion("left"), node.now);
    node.output.events.clear();

    assertThat(node.core.announceAnew(bytes("meta"), node.now)).isTrue();

    assertThat(node.core.hasLeft()).isFalse();
    assertThat(node.output.lastChanged().incarnation()).isEqualTo(2);
    assertThat(node.output.takeEvents()).containsExactly("JOIN me");
    assertThat(done).as("the goodbye was replaced").containsExactly("left");
  }

  @Test
  void newMetadataAreAnnouncedWithTheNextIncarnation() {
    var node = gossiping().knowing("m2").drained();

    node.core.updateNode(bytes("meta"), completion("updated"), node.now);
    node.passMillis(39);
    assertThat(done).isEmpty();
    node.passMillis(1);

    assertThat(done).containsExactly("updated");
    var rumour = (Alive) messages(node.gossip().get(0)).get(0);
    assertThat(rumour.incarnation()).isEqualTo(2);
    assertThat(rumour.meta()).isEqualTo(bytes("meta"));
    assertThat(node.output.takeEvents()).containsExactly("UPDATE me");
  }

  @Test
  void d23_anUpdateThatANewerOneReplacesIsFinished() {
    var node = gossiping().knowing("m2");

    node.core.updateNode(bytes("1"), completion("first"), node.now);
    node.core.updateNode(bytes("2"), completion("second"), node.now);

    assertThat(done).containsExactly("first");
    node.passMillis(1000);
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void aloneAnUpdateIsFinishedAtOnceAndOnce() {
    var node = gossiping();

    node.core.updateNode(bytes("1"), completion("updated"), node.now);
    node.hears(alive("m2", 1));
    node.passMillis(1000);

    assertThat(done).containsExactly("updated");
  }

  @Test
  void onlyDeadAndLeftNodesAreForgotten() {
    var node = WholeCore.quiet(c -> c).knowing("m2", "dead");
    node.hears(new Dead(1, "dead", "x"));

    assertThat(node.core.forget("m2", node.now)).isEqualTo(Core.Forgotten.REFUSED);
    assertThat(node.core.forget("me", node.now)).isEqualTo(Core.Forgotten.REFUSED);
    assertThat(node.core.forget("nobody", node.now)).isEqualTo(Core.Forgotten.UNKNOWN);
    assertThat(node.core.forget("dead", node.now)).isEqualTo(Core.Forgotten.DONE);

    assertThat(node.core.view().node("dead")).isEmpty();
  }

  @Test
  void theVersionChangesWithTheViewAndOnlyThen() {
    var node = WholeCore.quiet(c -> c).knowing("m2");
    long version = node.core.version();

    node.hears(new Ping(1, "", SOMEWHERE, ""));
    node.hears(new Ack(77, null));
    assertThat(node.core.version()).isEqualTo(version);
    node.hears(new Suspect(1, "m2", "x"));

    assertThat(node.core.version()).isNotEqualTo(version);
  }

  @Test
  void def_50_aStoppedCoreTakesNothingIn() {
    var node = WholeCore.probing(c -> c).knowing("m2");
    node.hears(new Suspect(1, "m2", "x"));
    node.output.packets.clear();
    node.output.events.clear();

    node.core.stop();
    node.hears(alive("m3", 1));
    node.core.merge(new RemoteState(false, List.of(), null), node.now);
    node.core.onExchangeEnded(1, ExchangeResult.SUCCESS, node.now);
    node.core.onTime(node.now + 1_000_000_000);

    assertThat(node.output.packets).isEmpty();
    assertThat(node.output.takeEvents()).isEmpty();
    assertThat(node.core.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void determinism_theSameInputsGiveTheSamePackets() {
    assertThat(aMinuteOfLife()).isEqualTo(aMinuteOfLife()).isNotEmpty();
  }

  private static List<String> aMinuteOfLife() {
    var node = WholeCore.started(c -> c).knowing("a", "b", "c", "d", "e", "f");
    node.pass(Duration.ofSeconds(60));
    return node.output.packets.stream()
        .map(p -> p.toName() + messages(p).stream().map(m -> m.getClass().getSimpleName()).toList())
        .toList();
  }
}
