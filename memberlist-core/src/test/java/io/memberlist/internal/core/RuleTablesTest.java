package io.memberlist.internal.core;

import static io.memberlist.internal.core.MembershipFixture.address;
import static io.memberlist.internal.core.MembershipFixture.addressOf;
import static io.memberlist.internal.core.MembershipFixture.alive;
import static io.memberlist.internal.core.MembershipFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.Suspect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The summarising tables of §9.3, §9.4, §9.5 and §9.9, row by row. The record always has
 * incarnation 5.
 */
class RuleTablesTest {

  private static final NodeAddress ELSEWHERE = address("10.9.9.9", 9000);

  private static MembershipFixture holding(String state) {
    return holding(state, Duration.ZERO);
  }

  private static MembershipFixture holding(String state, Duration reclaimTime) {
    var node =
        MembershipFixture.node(settings -> settings.deadNodeReclaimTime(reclaimTime))
            .knowing("p1", "p2");
    if (!state.equals("none")) {
      node.learns(alive("x", 5));
    }
    switch (state) {
      case "SUSPECT" -> node.learns(new Suspect(5, "x", "p1"));
      case "DEAD" -> node.learns(new Dead(5, "x", "p1"));
      case "LEFT" -> node.learns(new Dead(5, "x", "x"));
      default -> assertThat(state).isIn("ALIVE", "none");
    }
    node.pass(Duration.ofSeconds(1));
    node.forgetRecords();
    return node;
  }

  private static void check(MembershipFixture node, String state, int incarnation, String events) {
    assertThat(node.state("x")).isEqualTo(NodeState.valueOf(state));
    assertThat(Integer.toUnsignedLong(node.incarnation("x"))).isEqualTo(incarnation);
    assertThat(String.join("+", node.output.takeEvents())).isEqualTo(events.replace('/', ' '));
  }

  @ParameterizedTest
  @CsvSource({
    "ALIVE, 4, ALIVE, 5, ''",
    "ALIVE, 5, ALIVE, 5, ''",
    "ALIVE, 6, ALIVE, 6, UPDATE/x",
    "SUSPECT, 4, SUSPECT, 5, ''",
    "SUSPECT, 5, SUSPECT, 5, ''",
    "SUSPECT, 6, ALIVE, 6, RECOVER/x+UPDATE/x",
    "DEAD, 4, DEAD, 5, ''",
    "DEAD, 5, DEAD, 5, ''",
    "DEAD, 6, ALIVE, 6, JOIN/x",
    "LEFT, 4, LEFT, 5, ''",
    "LEFT, 5, LEFT, 5, ''",
    "LEFT, 6, ALIVE, 6, JOIN/x"
  })
  void aliveFromTheSameAddress(
      String before, int incarnation, String after, int kept, String events) {
    var node = holding(before);

    node.learns(alive("x", incarnation, addressOf("x"), "new"));

    check(node, after, kept, events);
    assertThat(node.info("x").meta())
        .isEqualTo(kept == incarnation && kept == 6 ? bytes("new") : null);
  }

  @ParameterizedTest
  @CsvSource({
    "ALIVE, 4, ALIVE, 5, CONFLICT/x",
    "ALIVE, 6, ALIVE, 5, CONFLICT/x",
    "SUSPECT, 4, SUSPECT, 5, CONFLICT/x",
    "SUSPECT, 6, SUSPECT, 5, CONFLICT/x",
    "DEAD, 4, DEAD, 5, CONFLICT/x",
    "DEAD, 6, DEAD, 5, CONFLICT/x",
    "LEFT, 4, LEFT, 5, ''",
    "LEFT, 5, LEFT, 5, ''",
    "LEFT, 6, ALIVE, 6, JOIN/x"
  })
  void aliveFromAnotherAddress(
      String before, int incarnation, String after, int kept, String events) {
    var node = holding(before);

    node.learns(alive("x", incarnation, ELSEWHERE, null));

    check(node, after, kept, events);
    assertThat(node.info("x").address())
        .isEqualTo(after.equals("ALIVE") && kept == 6 ? ELSEWHERE : addressOf("x"));
  }

  @ParameterizedTest
  @CsvSource({"0", "4", "5", "6"})
  void aliveFromAnotherAddressAfterTheReclaimTime(int incarnation) {
    var node = holding("DEAD", Duration.ofMillis(999));

    node.learns(alive("x", incarnation, ELSEWHERE, null));

    check(node, "ALIVE", incarnation, "JOIN/x");
  }

  @Test
  void aliveOfAnUnknownNode() {
    var node = holding("none");

    node.learns(alive("x", 0));
    assertThat(node.knows("x")).as("D24").isFalse();

    node.learns(alive("x", 1));
    check(node, "ALIVE", 1, "JOIN/x");
  }

  @ParameterizedTest
  @CsvSource({
    "ALIVE, 4, ALIVE, 5, '', false",
    "ALIVE, 5, SUSPECT, 5, SUSPECT/x, true",
    "ALIVE, 6, SUSPECT, 6, SUSPECT/x, true",
    "SUSPECT, 4, SUSPECT, 5, '', false",
    "SUSPECT, 5, SUSPECT, 5, '', true",
    "SUSPECT, 6, SUSPECT, 5, '', true",
    "DEAD, 4, DEAD, 5, '', false",
    "DEAD, 6, DEAD, 5, '', false",
    "LEFT, 4, LEFT, 5, '', false",
    "LEFT, 6, LEFT, 5, '', false"
  })
  void suspect(
      String before, int incarnation, String after, int kept, String events, boolean rumour) {
    var node = holding(before);
    var message = new Suspect(incarnation, "x", "p2");

    node.learns(message);

    check(node, after, kept, events);
    assertThat(node.rumours.take()).isEqualTo(rumour ? List.of(message) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "ALIVE, 4, p1, ALIVE, 5, ''",
    "ALIVE, 5, p1, DEAD, 5, LEAVE/x",
    "ALIVE, 6, p1, DEAD, 6, LEAVE/x",
    "ALIVE, 4, x, ALIVE, 5, ''",
    "ALIVE, 5, x, LEFT, 5, LEAVE/x",
    "SUSPECT, 4, p1, SUSPECT, 5, ''",
    "SUSPECT, 5, p1, DEAD, 5, LEAVE/x",
    "SUSPECT, 6, x, LEFT, 6, LEAVE/x",
    "DEAD, 4, p1, DEAD, 5, ''",
    "DEAD, 6, x, DEAD, 6, ''", // the incarnation is remembered: D17
    "LEFT, 4, x, LEFT, 5, ''",
    "LEFT, 6, p1, LEFT, 6, ''"
  })
  void dead(String before, int incarnation, String from, String after, int kept, String events) {
    var node = holding(before);
    var message = new Dead(incarnation, "x", from);

    node.learns(message);

    check(node, after, kept, events);
    assertThat(node.rumours.take()).isEqualTo(events.isEmpty() ? List.of() : List.of(message));
  }

  /**
   * §9.9: a process starts anew with incarnation 1; a peer holds its name with incarnation {@code
   * held}; it hears the newcomer, then they exchange state, then it hears what the newcomer says to
   * that.
   */
  @ParameterizedTest
  @CsvSource({
    "ALIVE, 1, same, old, '', ALIVE, 1",
    "ALIVE, 1, same, new, UPDATE/x, ALIVE, 2",
    "ALIVE, 4, same, old, '', ALIVE, 5",
    "ALIVE, 4, same, new, UPDATE/x, ALIVE, 5",
    "SUSPECT, 4, same, old, RECOVER/x, ALIVE, 5",
    "DEAD, 4, same, old, JOIN/x, ALIVE, 5",
    "LEFT, 4, same, old, JOIN/x, ALIVE, 5",
    "LEFT, 4, other, old, JOIN/x, ALIVE, 5", // D32: from the refutation on
    "ALIVE, 4, other, old, CONFLICT/x, ALIVE, 4", // does not refute
    "SUSPECT, 4, other, old, CONFLICT/x+CONFLICT/x, SUSPECT, 4",
    "DEAD, 4, other, old, CONFLICT/x+CONFLICT/x, DEAD, 4",
    "DEAD-reclaimable, 4, other, old, JOIN/x, ALIVE, 5"
  })
  void restart(
      String state, int held, String where, String meta, String events, String after, int kept) {
    boolean reclaimable = state.endsWith("-reclaimable");
    var peer = holding("none", reclaimable ? Duration.ofMillis(999) : Duration.ZERO);
    peer.learns(alive("x", held, addressOf("x"), "old"));
    accuse(peer, state.replace("-reclaimable", ""), held);
    peer.pass(Duration.ofSeconds(1));
    peer.forgetRecords();
    var old = recordOf(peer);
    NodeAddress address = where.equals("same") ? addressOf("x") : ELSEWHERE;
    var newcomer = MembershipFixture.called("x", address);

    newcomer.membership.announce(bytes(meta), null, newcomer.now);
    spread(newcomer, peer);
    newcomer.merges(old);
    spread(newcomer, peer);

    check(peer, after, kept, events);
    assertThat(newcomer.state("x")).isEqualTo(NodeState.ALIVE);
  }

  private static void accuse(MembershipFixture peer, String state, int incarnation) {
    switch (state) {
      case "SUSPECT" -> peer.learns(new Suspect(incarnation, "x", "p1"));
      case "DEAD" -> peer.learns(new Dead(incarnation, "x", "p1"));
      case "LEFT" -> peer.learns(new Dead(incarnation, "x", "x"));
      default -> assertThat(state).isEqualTo("ALIVE");
    }
  }

  private static PushNodeState recordOf(MembershipFixture peer) {
    return peer.membership.view().records().stream()
        .filter(record -> record.name().equals("x"))
        .findFirst()
        .orElseThrow();
  }

  private static void spread(MembershipFixture from, MembershipFixture to) {
    from.rumours.take().forEach(message -> to.learns((Alive) message));
  }

  @Test
  void restartAfterPruningIsLikeAFirstStart() {
    var peer = holding("DEAD");
    peer.pass(Duration.ofSeconds(31));
    peer.membership.prune(peer.now);
    peer.forgetRecords();

    peer.learns(alive("x", 1, ELSEWHERE, null));

    check(peer, "ALIVE", 1, "JOIN/x");
  }
}
