package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.wire.NodeAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemberTableTest {

  private static final long SECOND = 1_000_000_000;
  private static final long NOW = 1_000 * SECOND;

  private final MemberTable table = new MemberTable(new Random(7), true);

  private static NodeInfo info(String name, int port) {
    return new NodeInfo(name, new NodeAddress(new byte[] {10, 0, 0, 1}, port), null, new byte[0]);
  }

  private void add(String name, NodeState state, long ageSeconds) {
    int member = table.add(info(name, 1000 + table.size()), NOW);
    table.state(member, state, NOW - ageSeconds * SECOND);
  }

  private List<String> names() {
    return IntStream.range(0, table.size()).mapToObj(i -> table.info(table.at(i)).name()).toList();
  }

  private List<String> names(int[] members) {
    return Arrays.stream(members).mapToObj(member -> table.info(member).name()).toList();
  }

  @Test
  void newRecordIsDeadWithIncarnationZeroSinceLongAgo() {
    int member = table.add(info("a", 1), NOW);

    assertThat(table.find("a")).isEqualTo(member);
    assertThat(table.state(member)).isEqualTo(NodeState.DEAD);
    assertThat(table.incarnation(member)).isZero();
    assertThat(NOW - table.since(member)).isGreaterThan(365L * 24 * 3600 * SECOND);
    assertThat(table.find("b")).isEqualTo(MemberTable.NONE);
  }

  @Test
  void newRecordsGetRandomPositions() {
    for (int i = 0; i < 100; i++) {
      table.add(info("n" + i, i), NOW);
    }

    var inOrderOfArrival = IntStream.range(0, 100).mapToObj(i -> "n" + i).toList();
    assertThat(names())
        .containsExactlyInAnyOrderElementsOf(inOrderOfArrival)
        .isNotEqualTo(inOrderOfArrival);
    assertThat(inOrderOfArrival).allMatch(name -> table.info(table.find(name)).name().equals(name));
  }

  @Test
  void randomOperationsAgreeWithASimpleModel() {
    var random = new Random(42);
    Set<String> model = new HashSet<>();
    for (int step = 0; step < 20_000; step++) {
      String name = "node" + random.nextInt(300);
      int member = table.find(name);
      assertThat(member != MemberTable.NONE).isEqualTo(model.contains(name));
      if (member == MemberTable.NONE) {
        table.add(info(name, random.nextInt(50)), NOW);
        model.add(name);
      } else if (random.nextInt(3) == 0) {
        table.remove(member);
        model.remove(name);
      } else {
        table.info(member, info(name, random.nextInt(50)));
        table.state(member, NodeState.values()[random.nextInt(4)], NOW);
        table.observeFailure(member, random.nextBoolean());
      }
      if (step % 500 == 0) {
        assertThat(names()).containsExactlyInAnyOrderElementsOf(model);
        checkCounts();
      }
    }
  }

  private void checkCounts() {
    for (NodeState state : NodeState.values()) {
      long counted =
          IntStream.range(0, table.size()).filter(member -> table.state(member) == state).count();
      assertThat(table.count(state)).isEqualTo((int) counted);
    }
    var records = table.shareRecords();
    var observations = table.shareObservations();
    long streamOnly =
        IntStream.range(0, records.size).filter(member -> observations.streamOnly[member]).count();
    assertThat(table.streamOnly()).isEqualTo((int) streamOnly);
  }

  @Test
  void sharedArraysStayAsTheyWere() {
    add("a", NodeState.ALIVE, 0);
    add("b", NodeState.ALIVE, 0);
    var records = table.shareRecords();
    var observations = table.shareObservations();

    int a = table.find("a");
    table.incarnation(a, 9);
    table.state(a, NodeState.DEAD, NOW);
    table.observeFailure(a, false);
    table.add(info("c", 3), NOW);
    table.remove(table.find("b"));
    table.shuffle();

    assertThat(records.size).isEqualTo(2);
    assertThat(records.incarnation[records.find("a")]).isZero();
    assertThat(records.state(records.find("b"))).isEqualTo(NodeState.ALIVE);
    assertThat(records.count(NodeState.ALIVE)).isEqualTo(2);
    assertThat(observations.failedProbes[records.find("a")]).isZero();
    assertThat(names()).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void versionGrowsWithEveryVisibleChange() {
    int member = table.add(info("a", 1), NOW);
    long before = table.version();

    table.find("a");
    table.random(1, unused -> true);
    table.shareRecords();
    assertThat(table.version()).isEqualTo(before);

    table.observeAck(member, 5, NOW);
    assertThat(table.version()).isGreaterThan(before);
  }

  @Test
  void observationsAreKeptByMember() {
    add("a", NodeState.ALIVE, 0);
    add("b", NodeState.ALIVE, 0);
    table.observeFailure(table.find("b"), true);
    assertThat(table.streamOnly()).isEqualTo(1);

    table.observeAck(table.find("b"), 77, NOW);
    table.remove(table.find("a"));

    assertThat(table.lastRtt(table.find("b"))).isEqualTo(77);
    assertThat(table.streamOnly()).isZero();
  }

  @Test
  void withoutObservationsNothingIsKept() {
    var plain = new MemberTable(new Random(1), false);
    int member = plain.add(info("a", 1), NOW);

    plain.observeAck(member, 5, NOW);
    plain.observeFailure(member, true);

    assertThat(plain.lastRtt(member)).isZero();
    assertThat(plain.shareObservations()).isNull();
  }

  @Test
  void deathOfAMemberEndsItsStreamOnlyMark() {
    add("a", NodeState.ALIVE, 0);
    table.observeFailure(table.find("a"), true);

    table.state(table.find("a"), NodeState.DEAD, NOW);

    assertThat(table.streamOnly()).isZero();
  }

  @Test
  void otherMemberAtFindsOnlyMembersOfAnotherName() {
    add("a", NodeState.ALIVE, 0);
    NodeAddress address = table.info(table.find("a")).address();
    assertThat(table.otherMemberAt(address, "a")).isEqualTo(MemberTable.NONE);
    assertThat(table.otherMemberAt(address, "b")).isEqualTo(table.find("a"));

    table.add(new NodeInfo("b", address, null, new byte[0]), NOW);
    assertThat(table.otherMemberAt(address, "a")).as("b is dead").isEqualTo(MemberTable.NONE);

    table.info(table.find("a"), info("a", 4711));
    assertThat(table.otherMemberAt(address, "b")).isEqualTo(MemberTable.NONE);
    assertThat(table.otherMemberAt(info("a", 4711).address(), "b")).isEqualTo(table.find("a"));
  }

  @Test
  void frm_06_shufflingKeepsAllRecords() {
    for (int i = 0; i < 8; i++) {
      add("n" + i, NodeState.ALIVE, 0);
    }
    var before = names();

    table.shuffle();

    assertThat(names()).containsExactlyInAnyOrderElementsOf(before).isNotEqualTo(before);
  }

  @Test
  void def_54_shufflingIsUniform() {
    for (int i = 0; i < 5; i++) {
      add("n" + i, NodeState.ALIVE, 0);
    }
    int[][] seen = new int[5][5];
    int rounds = 20_000;

    for (int round = 0; round < rounds; round++) {
      table.shuffle();
      for (int position = 0; position < 5; position++) {
        seen[table.at(position)][position]++;
      }
    }

    double expected = rounds / 5.0;
    double chiSquare =
        Arrays.stream(seen)
            .flatMapToInt(Arrays::stream)
            .mapToDouble(n -> (n - expected) * (n - expected) / expected)
            .sum();
    assertThat(chiSquare).as("16 degrees of freedom, 0.1 %%").isLessThan(39.25);
  }

  @Test
  void frm_07_oldDeadAndLeftRecordsAreFound() {
    String[] states = {"D20", "A20", "D10", "L10", "L20", "A20", "D20", "A20", "L20"};
    for (int i = 0; i < states.length; i++) {
      NodeState state =
          switch (states[i].charAt(0)) {
            case 'A' -> NodeState.ALIVE;
            case 'D' -> NodeState.DEAD;
            default -> NodeState.LEFT;
          };
      add("n" + i, state, Long.parseLong(states[i].substring(1)));
    }

    int[] expired = table.expired(15 * SECOND, NOW);
    assertThat(names(expired)).containsExactlyInAnyOrder("n0", "n4", "n6", "n8");

    table.remove(expired);
    assertThat(names()).containsExactlyInAnyOrder("n1", "n2", "n3", "n5", "n7");
    assertThat(table.state(table.find("n3"))).isEqualTo(NodeState.LEFT);
    assertThat(table.state(table.find("n2"))).isEqualTo(NodeState.DEAD);
  }

  @Test
  void recordExactlyAsOldAsTheLimitIsKept() {
    add("a", NodeState.DEAD, 15);

    assertThat(table.expired(15 * SECOND, NOW)).isEmpty();
    assertThat(table.expired(15 * SECOND, NOW + 1)).hasSize(1);
  }

  @Test
  void frm_08_randomMembersAreDistinctAndWanted() {
    NodeState[] cycle = {NodeState.ALIVE, NodeState.SUSPECT, NodeState.DEAD};
    for (int i = 0; i < 90; i++) {
      add("test" + i, cycle[i % 3], 0);
    }
    List<List<String>> draws = new ArrayList<>();

    for (int draw = 0; draw < 3; draw++) {
      draws.add(names(table.random(3, member -> wantedAlive(member))));
    }

    assertThat(draws).doesNotHaveDuplicates();
    assertThat(draws)
        .allSatisfy(
            names ->
                assertThat(names)
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> wantedAlive(table.find(name))));
  }

  private boolean wantedAlive(int member) {
    return table.state(member) == NodeState.ALIVE && !table.info(member).name().equals("test0");
  }

  @Test
  void frm_09_fewMembersAreAlwaysAllFound() {
    NodeState[] cycle = {NodeState.ALIVE, NodeState.SUSPECT, NodeState.DEAD};
    for (int i = 0; i < 8; i++) {
      add("test" + i, cycle[i % 3], 0);
    }

    for (int draw = 0; draw < 100; draw++) {
      assertThat(names(table.random(3, this::wantedAlive)))
          .containsExactlyInAnyOrder("test3", "test6");
    }
  }

  @Test
  void noneAreChosenOfNoneOrForNone() {
    assertThat(table.random(3, unused -> true)).isEmpty();
    add("a", NodeState.ALIVE, 0);
    assertThat(table.random(0, unused -> true)).isEmpty();
    assertThat(table.random(-1, unused -> true)).isEmpty();
  }

  @Test
  void movedMemberIsNextAndNobodyIsSkipped() {
    for (int i = 0; i < 6; i++) {
      add("n" + i, NodeState.ALIVE, 0);
    }
    var before = names();

    int fromBehind = table.moveTo(table.find(before.get(4)), 2);
    assertThat(fromBehind).isEqualTo(2);
    assertThat(names())
        .containsExactly(
            before.get(0),
            before.get(1),
            before.get(4),
            before.get(2),
            before.get(3),
            before.get(5));

    var middle = names();
    int fromTheFront = table.moveTo(table.find(middle.get(0)), 3);
    assertThat(fromTheFront).isEqualTo(2);
    assertThat(names())
        .containsExactly(
            middle.get(1),
            middle.get(2),
            middle.get(0),
            middle.get(3),
            middle.get(4),
            middle.get(5));
  }

  @Test
  void memberCanBeMovedBehindTheLastPosition() {
    add("a", NodeState.ALIVE, 0);
    add("b", NodeState.ALIVE, 0);
    String first = names().get(0);

    assertThat(table.moveTo(table.find(first), 2)).isEqualTo(1);
    assertThat(names().get(1)).isEqualTo(first);
  }
}
