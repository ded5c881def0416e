package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.OWN_ADDRESS;
import static io.memberlist.internal.core.MembershipFixture.SOMEWHERE;
import static io.memberlist.internal.core.MembershipFixture.VERSIONS;
import static io.memberlist.internal.core.MembershipFixture.address;
import static io.memberlist.internal.core.MembershipFixture.addressOf;
import static io.memberlist.internal.core.MembershipFixture.alive;
import static io.memberlist.internal.core.MembershipFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alive messages about others (§9.2, §9.3). */
class AliveTest {

  private final MembershipFixture node = MembershipFixture.node();

  @Test
  void alive_01_newNodeJoins() {
    node.learns(alive("test", 1));

    assertThat(node.state("test")).isEqualTo(NodeState.ALIVE);
    assertThat(node.incarnation("test")).isEqualTo(1);
    assertThat(node.age("test")).isZero();
    assertThat(node.output.takeEvents()).containsExactly("JOIN test");
    assertThat(node.rumours.take()).containsExactly(alive("test", 1));
    assertThat(node.told).containsExactly("revived test");
    assertThat(node.output.counter(Metric.NODE_CHANGES_JOINED)).isEqualTo(1);
    assertThat(node.output.gauge(Metric.MEMBERS)).isEqualTo(2);
  }

  @Test
  void alive_02_sameIncarnationDoesNotClearASuspicion() {
    node.knowing("test");
    node.learns(new Suspect(1, "test", "x"));
    node.rumours.take();
    node.pass(Duration.ofSeconds(1));

    node.learns(alive("test", 1));

    assertThat(node.state("test")).isEqualTo(NodeState.SUSPECT);
    assertThat(node.age("test")).isEqualTo(Duration.ofSeconds(1));
    assertThat(node.rumours.take()).isEmpty();
  }

  @Test
  void alive_03_higherIncarnationClearsASuspicionSilently() {
    node.knowing("test");
    node.learns(new Suspect(1, "test", "x"));
    node.pass(Duration.ofSeconds(1));
    node.output.takeEvents();

    node.learns(alive("test", 2));

    assertThat(node.state("test")).isEqualTo(NodeState.ALIVE);
    assertThat(node.age("test")).isZero();
    assertThat(node.output.takeEvents())
        .as("neither join nor update")
        .containsExactly("RECOVER test");
    assertThat(node.rumours.take()).containsExactly(alive("test", 2));
    assertThat(node.timers.nextDeadline()).as("the timer is gone").isEqualTo(Long.MAX_VALUE);
    assertThat(node.output.counter(Metric.NODE_CHANGES_RECOVERED)).isEqualTo(1);
  }

  @Test
  void alive_04_newerIncarnationAloneChangesNothingVisible() {
    node.knowing("test");
    node.pass(Duration.ofSeconds(5));

    node.learns(alive("test", 2));

    assertThat(node.incarnation("test")).isEqualTo(2);
    assertThat(node.age("test")).isEqualTo(Duration.ofSeconds(5));
    assertThat(node.output.takeEvents()).isEmpty();
    assertThat(node.rumours.take()).containsExactly(alive("test", 2));
  }

  @Test
  void alive_05_changedMetadataAreAnUpdate() {
    node.learns(alive("test", 1, addressOf("test"), "val1"));
    node.output.takeEvents();

    node.learns(alive("test", 2, addressOf("test"), "val2"));

    Node updated = node.output.lastChanged();
    assertThat(updated.meta()).isEqualTo(bytes("val2"));
    assertThat(updated).isEqualTo(node.node("test"));
    assertThat(node.output.takeEvents()).containsExactly("UPDATE test");
    assertThat(node.output.counter(Metric.NODE_CHANGES_UPDATED)).isEqualTo(1);
  }

  @Test
  void recoveryWithNewMetadataIsBoth() {
    node.knowing("test");
    node.learns(new Suspect(1, "test", "x"));
    node.output.takeEvents();

    node.learns(alive("test", 2, addressOf("test"), "new"));

    assertThat(node.output.takeEvents()).containsExactly("RECOVER test", "UPDATE test");
  }

  @Test
  void absentAndEmptyMetadataAreNoChangeButKeptApart() {
    node.knowing("test");

    node.learns(alive("test", 2, addressOf("test"), ""));

    assertThat(node.output.takeEvents()).isEmpty();
    assertThat(node.info("test").meta()).isEmpty();
    assertThat(node.membership.view().records())
        .filteredOn(record -> record.name().equals("test"))
        .singleElement()
        .satisfies(record -> assertThat(record.meta()).isNotNull().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "0,5,2", "1,0,2", "3,2,2"})
  void ver_06_def_47_impossibleVersionsAreIgnored(byte min, byte max, byte current) {
    var message =
        new Alive(1, "test", addressOf("test"), null, new byte[] {min, max, current, 0, 0, 0});

    assertThat(node.ignores(() -> node.learns(message))).isTrue();
    assertThat(node.knows("test")).isFalse();
    assertThat(node.output.takeLogLevels()).containsExactly(Level.WARN);
  }

  @Test
  void versionsAreUnsigned() {
    var versions = new byte[] {(byte) 200, (byte) 201, (byte) 200, 0, 0, 0};

    node.learns(new Alive(1, "test", addressOf("test"), null, versions));

    assertThat(node.node("test").versions()).isEqualTo(new Node.Versions(200, 201, 200, 0, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5})
  void alive_07_ver_07_shortVersionVectorCountsAsNone(int length) {
    byte[] versions = java.util.Arrays.copyOf(VERSIONS, length);

    node.learns(new Alive(1, "test", addressOf("test"), null, versions));

    assertThat(node.node("test").versions()).isEqualTo(Node.Versions.NONE);
    assertThat(node.rumours.take())
        .singleElement()
        .satisfies(rumour -> assertThat(((Alive) rumour).versions()).hasSize(length));
  }

  @Test
  void shortVersionVectorLeavesKnownVersionsAlone() {
    node.knowing("test");

    node.learns(new Alive(2, "test", addressOf("test"), null, new byte[] {1, 5}));

    assertThat(node.node("test").versions()).isEqualTo(new Node.Versions(1, 5, 2, 0, 0, 0));
    assertThat(node.output.takeEvents()).isEmpty();
  }

  @Test
  void longVersionVectorIsCutInTheTableButNotInTheRumour() {
    var versions = new byte[] {1, 5, 2, 0, 0, 0, 9};

    node.learns(new Alive(1, "test", addressOf("test"), null, versions));

    assertThat(node.info("test").versions()).isEqualTo(VERSIONS);
    assertThat(((Alive) node.rumours.take().get(0)).versions()).isEqualTo(versions);
  }

  @Test
  void def_31_changedVersionsAreAnUpdate() {
    node.knowing("test");

    node.learns(new Alive(2, "test", addressOf("test"), null, new byte[] {1, 5, 3, 0, 0, 0}));

    assertThat(node.output.takeEvents()).containsExactly("UPDATE test");
    assertThat(node.node("test").versions().current()).isEqualTo(3);
  }

  @Test
  void incarnationZeroOfAnUnknownNodeIsIgnored() {
    assertThat(node.ignores(() -> node.learns(alive("test", 0)))).isTrue();
    assertThat(node.knows("test")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5, 15, 17})
  void def_35_unusableAddressesAreIgnored(int length) {
    var message = alive("test", 1, new NodeAddress(new byte[length], 7946), null);

    assertThat(node.ignores(() -> node.learns(message))).isTrue();
    assertThat(node.ignores(() -> node.merges(record(message)))).isTrue();
    assertThat(node.knows("test")).isFalse();
  }

  private static PushNodeState record(Alive alive) {
    return new PushNodeState(
        alive.node(), alive.address(), alive.meta(), alive.incarnation(), 0, alive.versions());
  }

  @Test
  void missingPortMeansTheOwnOne() {
    var wild = MembershipFixture.node(settings -> settings.bindPort(4711));

    wild.learns(alive("test", 1, address("10.0.0.7", 0), null));

    assertThat(wild.info("test").address().port()).isEqualTo(4711);
    assertThat(wild.rumours.take())
        .containsExactly(alive("test", 1, address("10.0.0.7", 4711), null));
  }

  @Test
  void protocolVersionOneKnowsNoPorts() {
    var old = MembershipFixture.node(settings -> settings.bindPort(4711).protocolVersion(1));

    old.learns(alive("test", 1, address("10.0.0.7", 8000), null));

    assertThat(old.info("test").address().port()).isEqualTo(4711);
  }

  @Test
  void cidr_packetFromAForeignNetworkIsDropped() {
    node.hooks.allowList = allowed -> !allowed.equals(SOMEWHERE);

    assertThat(node.ignores(() -> node.learns(alive("test", 1)))).isTrue();
    assertThat(node.output.takeLogLevels()).containsExactly(Level.DEBUG);
    assertThat(node.output.counter(Metric.PACKETS_DROPPED_CIDR)).isEqualTo(1);
  }

  @Test
  void cidr_08_nodeOfAForeignNetworkIsNotListed() {
    node.hooks.allowList = allowed -> !allowed.equals(addressOf("test"));

    assertThat(node.ignores(() -> node.learns(alive("test", 1)))).as("in a packet").isTrue();
    assertThat(node.output.takeLogLevels()).containsExactly(Level.DEBUG);
    assertThat(node.ignores(() -> node.merges(record(alive("test", 1)))))
        .as("in an exchange")
        .isTrue();
    assertThat(node.output.takeLogLevels()).containsExactly(Level.WARN);
  }

  @Test
  void cidr_changedAddressIsCheckedKnownOneIsNot() {
    node.knowing("test");
    node.learns(new Dead(1, "test", "test"));
    node.forgetRecords();
    node.hooks.allowList = allowed -> false;

    assertThat(
            node.ignores(() -> node.merges(record(alive("test", 2, address("10.9.9.9", 1), null)))))
        .isTrue();
    node.merges(record(alive("test", 2)));

    assertThat(node.output.takeEvents()).containsExactly("JOIN test");
  }

  @Test
  void aliveDelegateIsAskedAboutEveryMessage() {
    node.hooks.aliveDelegate = candidate -> !candidate.name().equals("test");
    node.learns(alive("other", 1));
    node.learns(alive("other", 1));

    assertThat(node.knows("other")).isTrue();
    assertThat(node.ignores(() -> node.learns(alive("test", 1, addressOf("test"), "m")))).isFalse();
    assertThat(node.knows("test")).isFalse();
    assertThat(node.output.takeLogLevels()).containsExactly(Level.INFO, Level.WARN);
    assertThat(node.hooks.asked).extracting(Node::name).containsExactly("other", "other", "test");
    Node asked = node.hooks.asked.get(2);
    assertThat(asked.meta()).isEqualTo(bytes("m"));
    assertThat(asked.versions()).isEqualTo(new Node.Versions(1, 5, 2, 0, 0, 0));
  }

  @Test
  void aliveDelegateNeverSeesANodeWithoutVersions() {
    node.hooks.aliveDelegate = candidate -> true;

    assertThat(
            node.ignores(
                () -> node.learns(new Alive(1, "test", addressOf("test"), null, new byte[5]))))
        .isTrue();
    assertThat(node.hooks.asked).isEmpty();
  }

  @Test
  void def_61_ignoredMessagesAreNotCounted() {
    node.knowing("test");
    long before = node.output.counter(Metric.MSG_ALIVE);

    node.learns(alive("test", 1));
    node.learns(alive("test", 0));
    assertThat(node.output.counter(Metric.MSG_ALIVE)).isEqualTo(before);

    node.learns(alive("test", 2));
    assertThat(node.output.counter(Metric.MSG_ALIVE)).isEqualTo(before + 1);
  }

  @Test
  void incarnationsAreUnsigned() {
    node.knowing("test");

    node.learns(alive("test", 0x8000_0000));
    node.learns(alive("test", 0x7fff_ffff));

    assertThat(node.incarnation("test")).isEqualTo(0x8000_0000);
    assertThat(node.node("test").incarnation()).isEqualTo(0x8000_0000L);
  }

  @Test
  void mappedAddressIsAnotherAddressAndKeptAsReceived() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 5};
    node.learns(alive("test", 1, new NodeAddress(mapped, 7946), null));
    assertThat(node.node("test").addressBytes()).isEqualTo(mapped);
    node.output.takeEvents();

    node.learns(alive("test", 2, address("10.0.0.5", 7946), null));

    assertThat(node.output.takeEvents()).containsExactly("CONFLICT test");
    assertThat(node.info("test").address().ip()).isEqualTo(mapped);
  }

  @Test
  void def_11_olderNodeAtTheSameAddressIsProbedNext() {
    node.knowing("old");

    node.learns(alive("new", 1, addressOf("old"), null));

    assertThat(node.told).containsExactly("revived new", "contested old");
    node.told.clear();
    node.learns(alive("new", 2, addressOf("old"), null));
    assertThat(node.told).as("nothing new").isEmpty();
  }

  @Test
  void def_11_deadNodeAndOwnNodeAreNotContested() {
    node.knowing("old");
    node.learns(new Dead(1, "old", "x"));
    node.told.clear();

    node.learns(alive("new", 1, addressOf("old"), null));
    node.learns(alive("impostor", 1, OWN_ADDRESS, null));

    assertThat(node.told).containsExactly("revived new", "revived impostor");
  }

  @Test
  void def_02_deadNodeThatAnnouncesItselfIsToldAgainOncePerProbeInterval() {
    node.knowing("test");
    node.learns(new Dead(5, "test", "x"));
    node.forgetRecords();

    node.learns(alive("test", 1));
    assertThat(node.rumours.take()).containsExactly(new Dead(5, "test", "me"));
    node.learns(alive("test", 5));
    assertThat(node.rumours.take()).isEmpty();

    node.pass(Duration.ofSeconds(1));
    node.learns(alive("test", 1));
    assertThat(node.rumours.take()).containsExactly(new Dead(5, "test", "me"));
    assertThat(node.state("test")).isEqualTo(NodeState.DEAD);
  }

  @Test
  void def_02_onlyPacketsAboutDeadRecordsMakeItRepeatItsAccusation() {
    node.knowing("dead", "left", "suspect");
    node.learns(new Dead(5, "dead", "x"));
    node.learns(new Dead(5, "left", "left"));
    node.learns(new Suspect(5, "suspect", "x"));
    node.rumours.take();

    node.merges(record(alive("dead", 1)));
    node.learns(alive("left", 1));
    node.learns(alive("suspect", 1));
    node.learns(alive("dead", 1, address("10.9.9.9", 1), null));

    assertThat(node.rumours.take()).isEqualTo(List.of());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void d32_aNewcomerUnderALeftNameIsToldOfItOncePerProbeInterval(boolean elsewhere) {
    node.learns(alive("test", 5));
    node.learns(new Dead(5, "test", "test"));
    var where = elsewhere ? address("10.9.9.9", 1) : addressOf("test");
    var told = "unaware " + where + " of test 5";
    node.forgetRecords();

    node.merges(record(alive("test", 1, where, null)));
    assertThat(node.told).as("it sees our record in the exchange").isEmpty();
    node.learns(alive("test", 1, where, null));
    node.learns(alive("test", 5, where, null));
    assertThat(node.told).containsExactly(told);
    node.pass(Duration.ofSeconds(1));
    node.learns(alive("test", 1, where, null));
    assertThat(node.told).containsExactly(told, told);
    assertThat(node.rumours.take()).isEmpty();
    assertThat(node.state("test")).isEqualTo(NodeState.LEFT);

    node.forgetRecords();
    node.learns(alive("test", 6, where, null));
    assertThat(node.state("test")).isEqualTo(NodeState.ALIVE);
    assertThat(node.told).containsExactly("revived test");
  }
}
