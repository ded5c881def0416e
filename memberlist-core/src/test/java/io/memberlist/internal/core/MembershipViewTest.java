package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.address;
import static io.memberlist.internal.core.MembershipFixture.addressOf;
import static io.memberlist.internal.core.MembershipFixture.alive;
import static io.memberlist.internal.core.MembershipFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.Suspect;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MembershipViewTest {

  private final MembershipFixture node =
      MembershipFixture.node().knowing("alive", "dead", "suspect", "left");

  private void mixStates() {
    node.learns(new Dead(1, "dead", "x"));
    node.learns(new Dead(1, "left", "left"));
    node.learns(new Suspect(1, "suspect", "x"));
  }

  @Test
  void cfg_14_membersAreAliveAndSuspectInTableOrder() {
    mixStates();
    var view = node.membership.view();

    var inOrder =
        IntStream.range(0, 5).mapToObj(i -> node.table.info(node.table.at(i)).name()).toList();
    assertThat(view.allNodes()).extracting(Node::name).isEqualTo(inOrder);
    assertThat(view.members())
        .extracting(Node::name)
        .isEqualTo(
            inOrder.stream().filter(name -> !name.equals("dead") && !name.equals("left")).toList());
    assertThat(view.numMembers()).isEqualTo(3);
    assertThat(view.othersAlive()).isEqualTo(2);
    assertThat(view.estimatedNodes()).isEqualTo(5);
    assertThat(view.count(NodeState.DEAD)).isEqualTo(1);
  }

  @Test
  void def_05_recordsCarryTheTrueState() {
    mixStates();
    var view = node.membership.view();

    assertThat(view.node("dead").orElseThrow().state()).isEqualTo(NodeState.DEAD);
    assertThat(view.node("left").orElseThrow().state()).isEqualTo(NodeState.LEFT);
    assertThat(view.node("suspect").orElseThrow().state()).isEqualTo(NodeState.SUSPECT);
    assertThat(view.node("nobody")).isEmpty();
  }

  @Test
  void def_06_viewsAndRecordsDoNotChange() {
    var before = node.membership.view();
    Node member = before.node("dead").orElseThrow();

    mixStates();
    node.pass(Duration.ofMinutes(2));
    node.membership.prune(node.now);
    node.membership.forget("suspect");

    assertThat(before.numMembers()).isEqualTo(5);
    assertThat(before.members()).extracting(Node::state).containsOnly(NodeState.ALIVE);
    assertThat(before.node("dead")).contains(member);
    assertThat(node.membership.view().numMembers()).isEqualTo(2);
    assertThatThrownBy(() -> before.members().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void versionTellsWhetherAViewIsOutdated() {
    long version = node.membership.version();
    node.learns(alive("alive", 1));
    node.learns(new Suspect(0, "alive", "x"));
    node.membership.view();
    assertThat(node.membership.version()).isEqualTo(version);

    node.health.apply(1);
    assertThat(node.membership.version()).isGreaterThan(version);
    assertThat(node.membership.view().healthScore()).isEqualTo(1);
  }

  @Test
  void detailsShowWhatWasObserved() {
    int member = node.table.find("alive");
    node.table.observeAck(member, 1_500_000, node.now);
    node.table.observeFailure(member, false);
    node.table.observeFailure(member, false);
    node.table.observeFailure(node.table.find("left"), true);

    var view = node.membership.view();
    var details = view.details("alive").orElseThrow();
    assertThat(details.lastAck()).isEqualTo(node.hooks.instant(node.now));
    assertThat(details.failedProbes()).isEqualTo(2);
    assertThat(details.streamOnly()).isFalse();
    assertThat(details.accusers()).isEmpty();
    assertThat(details.suspicionDeadline()).isNull();
    assertThat(details.node().lastRtt()).isEqualTo(Duration.ofNanos(1_500_000));
    assertThat(view.details("left").orElseThrow().streamOnly()).isTrue();
    assertThat(view.details("dead").orElseThrow().lastAck()).isNull();
    assertThat(view.details("nobody")).isEmpty();
  }

  @Test
  void detailsOfASuspectShowItsAccusersAndItsDeadline() {
    node.learns(new Suspect(1, "suspect", "a"));
    node.learns(new Suspect(1, "suspect", "b"));

    var details = node.membership.view().details("suspect").orElseThrow();
    assertThat(details.accusers()).containsExactly("a", "b");
    assertThat(details.suspicionDeadline())
        .isEqualTo(node.hooks.instant(node.now).plus(Duration.ofMillis(11_381)));
  }

  @Test
  void recordsForAnExchangeAreComplete() {
    node.learns(new Alive(3, "odd", addressOf("odd"), bytes(""), new byte[0]));
    mixStates();

    var records = node.membership.view().records();

    assertThat(records).hasSize(6);
    assertThat(records)
        .extracting(PushNodeState::name)
        .containsExactlyElementsOf(
            node.membership.view().allNodes().stream().map(Node::name).toList());
    var odd =
        records.stream().filter(record -> record.name().equals("odd")).findFirst().orElseThrow();
    assertThat(odd.versions()).as("none known").isEqualTo(new byte[6]);
    assertThat(odd.meta()).isNotNull().isEmpty();
    assertThat(odd.incarnation()).isEqualTo(3);
    var left =
        records.stream().filter(record -> record.name().equals("left")).findFirst().orElseThrow();
    assertThat(left.state()).isEqualTo(3);
    assertThat(left.meta()).isNull();
  }

  @Test
  void memberAtAnAddressIsFoundInEitherForm() {
    node.learns(alive("v4", 1, address("10.0.0.5", 7946), null));
    mixStates();
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 5};
    var view = node.membership.view();

    assertThat(view.hasMemberAt(address("10.0.0.5", 7946))).isTrue();
    assertThat(view.hasMemberAt(new NodeAddress(mapped, 7946))).isTrue();
    assertThat(view.hasMemberAt(address("10.0.0.5", 7947))).isFalse();
    assertThat(view.hasMemberAt(addressOf("dead"))).isFalse();
    assertThat(view.hasMemberAt(addressOf("suspect"))).isTrue();
  }

  @Test
  void viewOfNothingIsEmpty() {
    var view = MembershipView.empty();

    assertThat(view.members()).isEmpty();
    assertThat(view.allNodes()).isEmpty();
    assertThat(view.records()).isEmpty();
    assertThat(view.node("a")).isEmpty();
    assertThat(view.details("a")).isEmpty();
    assertThat(view.numMembers() + view.estimatedNodes() + view.othersAlive() + view.healthScore())
        .isZero();
    assertThat(view.hasMemberAt(addressOf("a"))).isFalse();
    assertThatThrownBy(view::local).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void withoutObservationsThereAreNoRoundTripTimes() {
    var plain =
        new MembershipFixture(new CoreOptions(true, true, true, false), settings -> settings);
    plain.membership.announce(null, null, plain.now);
    plain.knowing("a");
    plain.table.observeAck(plain.table.find("a"), 5, plain.now);

    assertThat(plain.node("a").lastRtt()).isNull();
    assertThat(plain.membership.view().details("a").orElseThrow().lastAck()).isNull();
  }

  @Test
  void preloadedNodesAreSimplyThere() {
    var warm = MembershipFixture.node();
    var infos =
        IntStream.range(0, 1000)
            .mapToObj(
                i -> new NodeInfo("n" + i, addressOf("n" + i), null, MembershipFixture.VERSIONS))
            .toList();

    warm.membership.preload(infos, warm.now);

    assertThat(warm.membership.view().numMembers()).isEqualTo(1001);
    assertThat(warm.incarnation("n999")).isEqualTo(1);
    assertThat(warm.output.takeEvents()).isEmpty();
    assertThat(warm.rumours.take()).isEmpty();
    assertThat(warm.info("n7")).isSameAs(infos.get(7));
  }
}
