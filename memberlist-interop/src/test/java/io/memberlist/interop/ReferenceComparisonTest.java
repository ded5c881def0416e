package io.memberlist.interop;

import static io.memberlist.interop.Wire.bytes;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.interop.Wire.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same traffic, written by hand, goes to a node of the reference and to ours; afterwards both
 * must hold the same table and have raised the same events. The script takes every state of a
 * record through every message (the tables of §9.3 to §9.6), each under a name of its own, without
 * what we do differently on purpose (§21: D17, D24, D32). Of a change of versions alone only we
 * tell (D19). Appendix D line 25.
 */
class ReferenceComparisonTest {

  private static final byte[] HOME = {127, 0, 0, 1};
  private static final byte[] ELSEWHERE = {127, 0, 0, 2};
  private static final int PORT = 9;
  private static final byte[] VERSIONS = {1, 5, 2, 0, 0, 0};
  private static final byte[] OTHER_VERSIONS = {1, 5, 4, 0, 0, 0};
  private static final int KNOWN = 5;

  @RegisterExtension final Cluster cluster = new Cluster();

  private int barriers;

  static Stream<Arguments> comparisons() {
    return Pairs.wanted(
        Arguments.of(Kind.GO_0_5_4, Kind.JAVA),
        Arguments.of(Kind.GO_0_7_0, Kind.JAVA),
        Arguments.of(Kind.GO_0_5_4, Kind.GO_0_7_0));
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void everyMessageHasTheSameEffectOnEveryRecord(Kind model, Kind compared) {
    var reference = play(model, this::packetScript);

    var result = play(compared, this::packetScript);

    assertThat(result.table).isEqualTo(reference.table);
    if (!compared.isGo()) {
      reference.events.put("ALIVE-versions-6", List.of("JOIN", "UPDATE"));
      reference.events.put("SUSPECT-versions-6", List.of("JOIN", "UPDATE"));
    }
    assertThat(result.events).isEqualTo(reference.events);
    assertThat(reference.table).hasSizeGreaterThan(60);
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void everyStateExchangeHasTheSameEffectOnEveryRecord(Kind model, Kind compared) {
    var reference = play(model, this::exchangeScript);

    var result = play(compared, this::exchangeScript);

    assertThat(result.table).isEqualTo(reference.table);
    assertThat(result.events).isEqualTo(reference.events);
    assertThat(reference.table).hasSizeGreaterThan(40);
  }

  /** What a node has made of a script: its records and its events, by name. */
  private record Outcome(Map<String, WireRecord> table, Map<String, List<String>> events) {}

  private interface Script {
    void play(ClusterNode node, Wire wire);
  }

  private Outcome play(Kind kind, Script script) {
    var spec =
        NodeSpec.named("self")
            .compress(false)
            .set(
                Setting.PROBE_INTERVAL,
                ofHours(1)) // nobody but the script accuses, no suspicion expires
            .set(Setting.PUSH_PULL_INTERVAL, ZERO);
    var node = cluster.start(kind, spec);
    try (var wire = new Wire()) {
      script.play(node, wire);
      deliver(node, wire, alive("the end", 1, HOME, VERSIONS));
      Await.until(
          "all events", () -> node.seen().stream().anyMatch(seen -> seen.node().equals("the end")));
    }
    var table =
        WireRecord.tableOf(node).stream()
            .filter(each -> !each.name().equals("self"))
            .collect(toMap(WireRecord::name, each -> each, (a, b) -> a, TreeMap::new));
    var events =
        node.seen().stream()
            .filter(seen -> !seen.node().equals("self"))
            .collect(
                groupingBy(
                    ClusterNode.Seen::node,
                    TreeMap::new,
                    mapping(seen -> seen.what().name(), toList())));
    return new Outcome(table, new TreeMap<>(events));
  }

  /** Messages that bring an unknown name into a state, at incarnation 5. */
  private enum Before {
    UNKNOWN,
    ALIVE,
    SUSPECT,
    DEAD,
    LEFT;

    Stream<byte[]> messages(String name) {
      var alive = alive(name, KNOWN, HOME, VERSIONS);
      return switch (this) {
        case UNKNOWN -> Stream.empty();
        case ALIVE -> Stream.of(alive);
        case SUSPECT -> Stream.of(alive, Wire.suspect(name, KNOWN, "accuser"));
        case DEAD -> Stream.of(alive, Wire.dead(name, KNOWN, "accuser"));
        case LEFT -> Stream.of(alive, Wire.dead(name, KNOWN, name));
      };
    }

    boolean isGone() {
      return this == DEAD || this == LEFT;
    }
  }

  private void packetScript(ClusterNode node, Wire wire) {
    for (var before : Before.values()) {
      for (int incarnation = KNOWN - 1; incarnation <= KNOWN + 1; incarnation++) {
        for (var what :
            List.of("alive", "moved", "changed", "versions", "suspect", "dead", "left")) {
          if (isOurChoice(before, what, incarnation)) {
            continue;
          }
          var name = before + "-" + what + "-" + incarnation;
          var packets =
              Stream.concat(before.messages(name), Stream.of(message(what, name, incarnation)));
          packets.forEach(packet -> deliver(node, wire, packet));
        }
      }
    }
  }

  private static boolean isOurChoice(Before before, String what, int incarnation) {
    boolean rememberedDeath =
        before.isGone() && what.matches("dead|left") && incarnation > KNOWN; // D17
    boolean takenName =
        before == Before.LEFT && what.equals("moved") && incarnation <= KNOWN; // D32
    return rememberedDeath || takenName;
  }

  private static byte[] message(String what, String name, int incarnation) {
    return switch (what) {
      case "alive" -> alive(name, incarnation, HOME, VERSIONS);
      case "moved" -> alive(name, incarnation, ELSEWHERE, VERSIONS);
      case "changed" ->
          Wire.alive(new Entry(name, incarnation, 0, HOME, PORT, bytes("changed"), VERSIONS));
      case "versions" -> alive(name, incarnation, HOME, OTHER_VERSIONS);
      case "suspect" -> Wire.suspect(name, incarnation, "somebody");
      case "dead" -> Wire.dead(name, incarnation, "somebody");
      case "left" -> Wire.dead(name, incarnation, name);
      default -> throw new IllegalArgumentException(what);
    };
  }

  private static byte[] alive(String name, int incarnation, byte[] address, byte[] versions) {
    return Wire.alive(new Entry(name, incarnation, 0, address, PORT, null, versions));
  }

  /** Records of all states meet records of all states. */
  private void exchangeScript(ClusterNode node, Wire wire) {
    var told = new ArrayList<Entry>();
    for (var before : Before.values()) {
      for (int state = WireRecord.ALIVE; state <= WireRecord.LEFT; state++) {
        for (int incarnation = KNOWN - 1; incarnation <= KNOWN + 1; incarnation++) {
          if (before.isGone() && state == WireRecord.LEFT && incarnation > KNOWN) {
            continue; // D17
          }
          var name = before + "-told-" + state + "-" + incarnation;
          before.messages(name).forEach(packet -> deliver(node, wire, packet));
          told.add(new Entry(name, incarnation, state, HOME, PORT, null, VERSIONS));
        }
      }
    }
    told.add(new Entry("last", 1, WireRecord.ALIVE, HOME, PORT, null, VERSIONS));
    var answer = Wire.stream(node, Wire.pushPull(false, told, new byte[0]));
    assertThat(answer).as("answer of " + node.kind()).isNotEmpty();
    Await.until("all records are merged", () -> WireRecord.of("last", node).isPresent());
  }

  /**
   * Sends a packet and goes on when it has been dealt with. Our node answers the second of two
   * pings after everything that came before the first; the reference, which takes the newest of its
   * queue first, is through with the packet when it has delivered the second of two messages.
   */
  private void deliver(ClusterNode node, Wire wire, byte[] packet) {
    wire.send(node, packet);
    for (int i = 1; i <= 2; i++) {
      assertThat(wire.answersPing(node, i)).as("answers a ping").isTrue();
      var barrier = "barrier " + ++barriers;
      wire.send(node, Wire.user(barrier));
      Await.until(barrier, () -> node.hasMessage(Blob.of(barrier)));
    }
  }
}
