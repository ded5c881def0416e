package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.address;
import static io.memberlist.internal.core.MembershipFixture.alive;
import static io.memberlist.internal.core.MembershipFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Suspect;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One name, two addresses (§9.3 step 4, §9.9). */
class ConflictTest {

  private static final NodeAddress OLD = address("127.0.0.1", 8000);
  private static final NodeAddress NEW = address("127.0.0.2", 9000);

  private final MembershipFixture node =
      MembershipFixture.node(settings -> settings.deadNodeReclaimTime(Duration.ofMillis(10)));

  private final MembershipFixture plain = MembershipFixture.node();

  private static void introduce(MembershipFixture fixture) {
    fixture.learns(alive("test", 1, OLD, null));
    fixture.forgetRecords();
  }

  @Test
  void conf_02_livingNodeKeepsItsAddress() {
    introduce(node);

    node.learns(alive("test", 2, NEW, "foo"));

    assertThat(node.state("test")).isEqualTo(NodeState.ALIVE);
    assertThat(node.incarnation("test")).isEqualTo(1);
    assertThat(node.info("test").address()).isEqualTo(OLD);
    assertThat(node.info("test").meta()).isNull();
    assertThat(node.rumours.take()).isEmpty();
  }

  @Test
  void cdel_01_conflictIsReportedWithBothRecords() {
    introduce(node);

    node.learns(alive("test", 2, NEW, "foo"));

    var conflict = (MemberEvent.Conflict) node.output.events.get(0);
    assertThat(conflict.existing().port()).isEqualTo(8000);
    assertThat(conflict.existing().state()).isEqualTo(NodeState.ALIVE);
    assertThat(conflict.other().port()).isEqualTo(9000);
    assertThat(conflict.other().meta()).isEqualTo(bytes("foo"));
    assertThat(conflict.other().name()).isEqualTo("test");
    assertThat(node.output.takeLogLevels()).containsExactly(Level.ERROR);
  }

  @Test
  void otherPortAloneIsAConflict() {
    introduce(node);

    node.learns(alive("test", 2, address("127.0.0.1", 8001), null));

    assertThat(node.output.takeEvents()).containsExactly("CONFLICT test");
  }

  @Test
  void def_10_conflictLinesCanBeLimited() {
    introduce(node);

    node.learns(alive("test", 2, NEW, null));
    node.learns(alive("test", 2, NEW, null));

    assertThat(node.output.logs).hasSize(2).allMatch(LogEvent::limited);
    assertThat(node.output.logs.get(0).text()).contains("test", "127.0.0.1:8000", "127.0.0.2:9000");
  }

  @Test
  void conf_03_deadNodesNameCanBeReclaimedAfterAWhile() {
    introduce(node);
    node.learns(new Dead(2, "test", "x"));
    node.forgetRecords();

    node.pass(Duration.ofMillis(10));
    node.learns(alive("test", 3, NEW, "foo"));
    assertThat(node.output.takeEvents())
        .as("not longer than the time")
        .containsExactly("CONFLICT test");

    node.pass(Duration.ofNanos(1));
    node.learns(alive("test", 3, NEW, "foo"));
    assertThat(node.state("test")).isEqualTo(NodeState.ALIVE);
    assertThat(node.info("test").address()).isEqualTo(NEW);
    assertThat(node.info("test").meta()).isEqualTo(bytes("foo"));
    assertThat(node.output.takeEvents()).containsExactly("JOIN test");
  }

  @Test
  void reclaimedNameMayStartWithALowerIncarnation() {
    introduce(node);
    node.learns(new Dead(7, "test", "x"));
    node.pass(Duration.ofMillis(11));

    node.learns(alive("test", 1, NEW, null));

    assertThat(node.state("test")).isEqualTo(NodeState.ALIVE);
    assertThat(node.incarnation("test")).isEqualTo(1);
  }

  @Test
  void conf_04_withoutReclaimTimeTheAddressOfTheDeadIsRefused() {
    introduce(plain);
    plain.learns(new Dead(2, "test", "x"));
    plain.forgetRecords();
    plain.pass(Duration.ofDays(1));

    plain.learns(alive("test", 3, NEW, null));

    assertThat(plain.knows("test")).as("pruned meanwhile, hence new").isTrue();
    assertThat(plain.output.takeEvents()).containsExactly("REAP test", "JOIN test");
  }

  @Test
  void conf_04_asLongAsTheDeadRecordExists() {
    introduce(plain);
    plain.learns(new Dead(2, "test", "x"));
    plain.forgetRecords();
    plain.pass(Duration.ofSeconds(29));

    plain.learns(alive("test", 3, NEW, null));

    assertThat(plain.state("test")).isEqualTo(NodeState.DEAD);
    assertThat(plain.output.takeEvents()).containsExactly("CONFLICT test");
  }

  @Test
  void suspectAtAnotherAddressIsAConflict() {
    introduce(node);
    node.learns(new Suspect(1, "test", "x"));
    node.forgetRecords();
    node.pass(Duration.ofSeconds(1));

    node.learns(alive("test", 2, NEW, null));

    assertThat(node.output.takeEvents()).containsExactly("CONFLICT test");
    assertThat(node.state("test")).isEqualTo(NodeState.SUSPECT);
  }

  @Test
  void observationsOfTheOldAddressAreForgotten() {
    introduce(node);
    node.table.observeAck(node.table.find("test"), 5, node.now);
    node.learns(new Dead(1, "test", "test"));

    node.learns(alive("test", 2, NEW, null));

    assertThat(node.node("test").lastRtt()).isNull();
  }
}
