package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.VERSIONS;
import static io.memberlist.internal.core.MembershipFixture.address;
import static io.memberlist.internal.core.MembershipFixture.addressOf;
import static io.memberlist.internal.core.MembershipFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.core.StateExchange.Mismatch;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.RemoteState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateExchangeTest {

  private static RemoteState remote(PushNodeState... records) {
    return new RemoteState(true, List.of(records), null);
  }

  private static PushNodeState record(String name, NodeState state, byte... versions) {
    return new PushNodeState(name, addressOf(name), null, 1, state.ordinal(), versions);
  }

  /** A view of nodes that have these versions; the first is the own one. */
  private static MembershipView view(byte[]... versions) {
    var table = new MemberTable(new Random(1), false);
    for (int i = 0; i < versions.length; i++) {
      int member =
          table.add(new NodeInfo("local" + i, addressOf("local" + i), null, versions[i]), 0);
      table.state(member, NodeState.ALIVE, 0);
    }
    return new MembershipView(
        table.shareRecords(), null, Map.of(), "local0", false, 0, new FakeHooks());
  }

  private static List<byte[]> vectors(String nodes, boolean delegate) {
    List<byte[]> vectors = new ArrayList<>();
    for (String node : nodes.split(" ")) {
      String[] numbers = node.split("/");
      byte[] vector = new byte[6];
      for (int i = 0; i < 3; i++) {
        vector[delegate ? i + 3 : i] = Byte.parseByte(numbers[i]);
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static boolean compatible(List<byte[]> local, List<byte[]> remote) {
    var records = new PushNodeState[remote.size()];
    for (int i = 0; i < records.length; i++) {
      records[i] = record("remote" + i, NodeState.ALIVE, remote.get(i));
    }
    return StateExchange.verify(view(local.toArray(byte[][]::new)), remote(records)) == null;
  }

  @ParameterizedTest
  @CsvSource({
    "ver_01, 0/0/0, 0/0/0, true",
    "ver_02, 0/0/0, 0/1/0, true",
    "ver_03, 0/0/0, 1/1/1, false",
    "ver_04, 0/1/0 0/2/1, 1/3/1, false",
    "ver_05, 0/3/2 0/2/0, 0/2/1 0/5/0, true"
  })
  void ver_01_to_05_everybodyMustUnderstandWhatEachSpeaks(
      String id, String a, String b, boolean expected) {
    for (boolean delegate : new boolean[] {false, true}) {
      assertThat(compatible(vectors(a, delegate), vectors(b, delegate))).as(id).isEqualTo(expected);
      assertThat(compatible(vectors(b, delegate), vectors(a, delegate)))
          .as(id + " reversed")
          .isEqualTo(expected);
    }
  }

  @Test
  void mismatchTellsWhoDoesNotFit() {
    var mismatch =
        StateExchange.verify(
            view(VERSIONS),
            remote(
                record("a", NodeState.ALIVE, VERSIONS),
                record("b", NodeState.ALIVE, new byte[] {1, 9, 7, 0, 0, 0})));

    assertThat(mismatch).isEqualTo(new Mismatch("b", false, 7, 1, 5));
  }

  @Test
  void delegateMismatchIsToldApart() {
    var mismatch =
        StateExchange.verify(
            view(VERSIONS), remote(record("a", NodeState.DEAD, new byte[] {1, 5, 2, 0, 0, 4})));

    assertThat(mismatch).isEqualTo(new Mismatch("a", true, 4, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void ver_07_shortVersionVectorsCountAsNone(int length) {
    byte[] shortened = java.util.Arrays.copyOf(VERSIONS, length);

    var mismatch =
        StateExchange.verify(view(VERSIONS), remote(record("a", NodeState.ALIVE, shortened)));

    assertThat(mismatch)
        .as("nobody with minimum 1 understands 0")
        .isEqualTo(new Mismatch("a", false, 0, 1, 5));
    assertThat(
            StateExchange.verify(
                view(new byte[] {0, 5, 2, 0, 0, 0}),
                remote(record("a", NodeState.DEAD, shortened))))
        .as("somebody who understands 0 does")
        .isNull();
  }

  @Test
  void rangeOfARecordThatIsNotAliveDoesNotCount() {
    var dead = record("a", NodeState.DEAD, new byte[] {3, 3, 2, 0, 0, 0});
    assertThat(StateExchange.verify(view(VERSIONS), remote(dead))).isNull();

    var alive = record("a", NodeState.ALIVE, new byte[] {3, 3, 2, 0, 0, 0});
    assertThat(StateExchange.verify(view(VERSIONS), remote(alive))).isNotNull();
  }

  @Test
  void localRecordsAreCheckedAsWell() {
    var mismatch =
        StateExchange.verify(
            view(VERSIONS), remote(record("a", NodeState.ALIVE, new byte[] {3, 5, 3, 0, 0, 0})));

    assertThat(mismatch).isEqualTo(new Mismatch("local0", false, 2, 3, 5));
  }

  @Test
  void localMemberWithoutVersionsEmptiesTheRange() {
    var node = MembershipFixture.node();
    node.learns(new Alive(1, "old", addressOf("old"), null, new byte[0]));
    assertThat(
            StateExchange.verify(
                node.membership.view(), remote(record("a", NodeState.ALIVE, VERSIONS))))
        .isNotNull();

    node.learns(new Dead(1, "old", "x"));
    node.membership.forget("old");
    assertThat(
            StateExchange.verify(
                node.membership.view(), remote(record("a", NodeState.ALIVE, VERSIONS))))
        .isNull();
  }

  @Test
  void missingPortsAreFilledIn() {
    var without = new PushNodeState("a", address("10.0.0.1", 0), null, 1, 0, VERSIONS);
    var with = new PushNodeState("b", address("10.0.0.2", 80), null, 1, 0, VERSIONS);

    assertThat(ports(StateExchange.prepare(remote(without, with), 2, 7946)))
        .containsExactly(7946, 80);
    assertThat(ports(StateExchange.prepare(remote(without, with), 1, 7946)))
        .containsExactly(7946, 7946);
  }

  private static List<Integer> ports(RemoteState state) {
    return state.nodes().stream().map(record -> record.address().port()).toList();
  }

  @Test
  void def_35_aliveRecordsWithUnusableAddressesAreDropped() {
    var odd = new NodeAddress(new byte[17], 80);
    var alive = new PushNodeState("a", odd, null, 1, NodeState.ALIVE.ordinal(), VERSIONS);
    var suspect = new PushNodeState("b", odd, null, 1, NodeState.SUSPECT.ordinal(), VERSIONS);
    var mapped = new PushNodeState("c", new NodeAddress(new byte[16], 80), null, 1, 0, VERSIONS);

    var prepared =
        StateExchange.prepare(
            new RemoteState(true, List.of(alive, suspect, mapped), bytes("user")), 2, 7946);

    assertThat(prepared.nodes()).extracting(PushNodeState::name).containsExactly("b", "c");
    assertThat(prepared.join()).isTrue();
    assertThat(prepared.userState()).isEqualTo(bytes("user"));
  }

  @Test
  void mergeDelegateSeesAllRecordsWithTheirStates() {
    var now = Instant.ofEpochSecond(77);

    var nodes =
        StateExchange.mergeNodes(
            remote(
                record("a", NodeState.LEFT, VERSIONS),
                record("b", NodeState.SUSPECT, (byte) 1, (byte) 5),
                new PushNodeState("c", addressOf("c"), bytes("m"), -1, 9, VERSIONS),
                new PushNodeState("d", addressOf("d"), bytes("m"), -1, 0, VERSIONS)),
            now);

    assertThat(nodes).extracting(Node::name).containsExactly("a", "b", "d");
    assertThat(nodes)
        .extracting(Node::state)
        .containsExactly(NodeState.LEFT, NodeState.SUSPECT, NodeState.ALIVE);
    assertThat(nodes.get(0).versions()).isEqualTo(new Node.Versions(1, 5, 2, 0, 0, 0));
    assertThat(nodes.get(1).versions()).isEqualTo(Node.Versions.NONE);
    assertThat(nodes.get(2).incarnation()).isEqualTo(4294967295L);
    assertThat(nodes.get(2).meta()).isEqualTo(bytes("m"));
  }
}
