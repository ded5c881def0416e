package io.memberlist.simulator.check;

import static io.memberlist.NodeState.ALIVE;
import static io.memberlist.NodeState.DEAD;
import static io.memberlist.NodeState.LEFT;
import static io.memberlist.NodeState.SUSPECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.internal.core.NodeInfo;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.SimulationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each invariant bites on a forged violation, and lets pass what the protocol allows. */
class InvariantTest {

  private static final byte[] VERSIONS = {1, 5, 2, 0, 0, 0};

  private static Row row(String name, NodeState state, int incarnation) {
    return row(name, 1, state, incarnation, "");
  }

  private static Row row(String name, int address, NodeState state, int incarnation, String meta) {
    var where = new NodeAddress(new byte[] {10, 0, 0, (byte) address}, 7946);
    return new Row(new NodeInfo(name, where, meta.getBytes(), VERSIONS), state, incarnation);
  }

  private static Snapshot of(String name, Row... rows) {
    return counted(name, 1, Duration.ZERO, 0, 0, 0, rows);
  }

  private static Snapshot counted(
      String name,
      int life,
      Duration reclaim,
      int suspicions,
      int queued,
      int timers,
      Row... rows) {
    Map<String, Row> table = new LinkedHashMap<>();
    for (var row : rows) {
      table.put(row.info().name(), row);
    }
    boolean left = table.containsKey(name) && table.get(name).state() == LEFT;
    return new Snapshot(name, life, left, reclaim, table, suspicions, queued, timers, 0);
  }

  private static @Nullable String step(Invariant invariant, Snapshot before, Snapshot after) {
    return invariant.check(before, after);
  }

  @Test
  void anIncarnationThatFalls() {
    var before = of("a", row("b", ALIVE, 5));

    assertThat(step(new IncarnationNeverFalls(), before, of("a", row("b", SUSPECT, 4))))
        .contains("lowers");
    assertThat(step(new IncarnationNeverFalls(), before, of("a", row("b", SUSPECT, 5)))).isNull();
    assertThat(step(new IncarnationNeverFalls(), before, of("a", row("b", 2, ALIVE, 1, ""))))
        .isNull();
    assertThat(
            step(
                new IncarnationNeverFalls(),
                of("a", row("b", ALIVE, Integer.MAX_VALUE)),
                of("a", row("b", ALIVE, Integer.MIN_VALUE))))
        .isNull();
  }

  @Test
  void aRevivalWithoutANewerIncarnation() {
    var dead = of("a", row("b", DEAD, 5));
    var left = of("a", row("b", LEFT, 5));
    var rule = new RevivalNeedsReason();

    assertThat(step(rule, dead, of("a", row("b", ALIVE, 5)))).contains("revives");
    assertThat(step(rule, dead, of("a", row("b", SUSPECT, 6)))).contains("revives");
    assertThat(step(rule, dead, of("a", row("b", ALIVE, 6)))).isNull();
    assertThat(step(rule, dead, of("a", row("b", 2, ALIVE, 6, "")))).contains("revives");
    assertThat(step(rule, left, of("a", row("b", 2, ALIVE, 5, "")))).contains("revives");
    assertThat(step(rule, left, of("a", row("b", 2, ALIVE, 6, "")))).isNull();
    var reclaiming = counted("a", 1, Duration.ofSeconds(1), 0, 0, 0, row("b", 2, ALIVE, 1, ""));
    assertThat(step(rule, dead, reclaiming)).isNull();
  }

  @Test
  void aLiveNodeThatMoves() {
    var before = of("a", row("b", SUSPECT, 5));

    assertThat(step(new AddressKept(), before, of("a", row("b", 2, ALIVE, 6, ""))))
        .contains("moves");
    assertThat(step(new AddressKept(), before, of("a", row("b", ALIVE, 6)))).isNull();
  }

  @Test
  void aNodeThatBelievesInItsOwnDeath() {
    var rule = new SelfIsAlive();

    assertThat(rule.check(null, of("a", row("a", SUSPECT, 1)))).contains("SUSPECT");
    assertThat(rule.check(null, of("a", row("a", DEAD, 1)))).contains("DEAD");
    assertThat(rule.check(null, of("a", row("b", ALIVE, 1)))).contains("no record");
    assertThat(rule.check(of("a", row("a", ALIVE, 2)), of("a", row("a", ALIVE, 1))))
        .contains("lowers");
    assertThat(rule.check(null, of("a", row("a", LEFT, 1)))).isNull();
    assertThat(rule.check(null, of("a", row("a", ALIVE, 1)))).isNull();
  }

  @Test
  void anAnnouncementThatNobodyMade() {
    var rule = new NothingInvented();
    rule.check(null, of("b", row("b", 1, ALIVE, 1, "blue")));

    assertThat(rule.check(null, of("a", row("b", 1, ALIVE, 1, "blue")))).isNull();
    assertThat(rule.check(null, of("a", row("b", 1, ALIVE, 1, "green"))))
        .contains("never announced");
    assertThat(rule.check(null, of("a", row("b", 2, ALIVE, 1, "blue"))))
        .contains("never announced");
    assertThat(rule.check(null, of("a", row("b", 1, ALIVE, 2, "blue"))))
        .contains("never announced");
    assertThat(rule.check(null, of("b", row("b", 1, ALIVE, 1, "green")))).contains("two different");
    var nextLife = counted("b", 2, Duration.ZERO, 0, 0, 0, row("b", 1, ALIVE, 1, "green"));
    assertThat(rule.check(null, nextLife)).isNull();
  }

  private static MemberEvent.Change event(Kind kind, String name) {
    var node =
        new Node(
            name,
            new byte[] {10, 0, 0, 1},
            7946,
            new byte[0],
            ALIVE,
            1,
            Instant.EPOCH,
            Node.Versions.NONE,
            null);
    return new MemberEvent.Change(kind, node, List.of());
  }

  @Test
  void eventsThatDoNotFit() {
    var rule = new EventsTellTheTable();

    assertThat(rule.event("a", 1, event(Kind.JOIN, "b"))).isNull();
    assertThat(rule.event("a", 1, event(Kind.JOIN, "b"))).contains("JOIN");
    assertThat(rule.event("a", 1, event(Kind.REAP, "b"))).contains("REAP");
    assertThat(rule.event("a", 1, event(Kind.LEAVE, "b"))).isNull();
    assertThat(rule.event("a", 1, event(Kind.LEAVE, "b"))).contains("LEAVE");
    assertThat(rule.event("a", 1, event(Kind.UPDATE, "b"))).contains("UPDATE");
  }

  @Test
  void eventsThatDoNotTellTheTable() {
    var rule = new EventsTellTheTable();
    rule.event("a", 1, event(Kind.JOIN, "b"));

    assertThat(rule.check(null, of("a", row("b", ALIVE, 1)))).isNull();
    assertThat(rule.check(null, of("a", row("b", DEAD, 1)))).contains("more than it has");
    assertThat(rule.check(null, of("a", row("b", ALIVE, 1), row("c", ALIVE, 1))))
        .contains("never told of c");
  }

  @Test
  void whatGrowsWithoutReason() {
    var rule = new Bounds();
    var self = row("a", ALIVE, 1);

    assertThat(rule.check(null, of("a", self))).isNull();
    assertThat(rule.check(null, of("a", self, row("b", ALIVE, 1)))).contains("records");
    assertThat(rule.check(null, counted("a", 1, Duration.ZERO, 0, 2, 0, self))).contains("rumours");
    assertThat(rule.check(null, counted("a", 1, Duration.ZERO, 1, 0, 0, self)))
        .contains("suspicions");
    assertThat(rule.check(null, counted("a", 1, Duration.ZERO, 0, 0, 10, self))).contains("timers");
  }

  @Test
  void aViolationEndsTheRunWithSeedAndTime() {
    var cluster = SimCluster.of(77).nodes(2).off();
    Checks.watch(
        cluster, List.of((before, after) -> after.rows().size() > 1 ? "two are too many" : null));
    cluster.startAll();

    cluster.node(1).join(cluster.node(0));

    assertThatThrownBy(() -> cluster.run(Duration.ofSeconds(1)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("two are too many")
        .hasMessageContaining("seed 77");
  }
}
