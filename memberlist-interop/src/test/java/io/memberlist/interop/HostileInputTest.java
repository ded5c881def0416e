package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.interop.ClusterNode.MergedState;
import io.memberlist.interop.ClusterNode.What;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What nobody should send leaves our node alive, within its limits and true to its peers (§18);
 * Appendix D lines 20 and 21. The reference is not asked: some of this ends it.
 */
class HostileInputTest {

  private static final int LARGEST_USER_MESSAGE = 20_971_520;
  private static final int LARGEST_USER_STATE = 20_971_520;
  private static final int LARGEST_NODE_COUNT = 1_048_576;
  private static final int ROUNDS = 3_000;

  @RegisterExtension final Cluster cluster = new Cluster();

  @Test
  void randomAndDamagedPacketsDoNoHarm() {
    var node = ourNodeBesideAPeer();
    var random = new Random(4711);
    var samples = samples();

    try (var wire = new Wire()) {
      for (int i = 0; i < ROUNDS; i++) {
        wire.send(
            node,
            i % 3 == 0
                ? noise(random)
                : damaged(samples.get(random.nextInt(samples.size())), random));
        if (i % 100 == 0) {
          assertThat(wire.answersPing(node, 100)).as("after %d packets", i).isTrue();
        }
      }
      assertIsWell(node, wire);
    }
  }

  @Test
  void randomAndDamagedStreamsDoNoHarm() {
    var node = ourNodeBesideAPeer();
    var random = new Random(1147);
    var pushPull =
        Wire.pushPull(
            false,
            List.of(new Wire.Entry("x", 1, 2, new byte[] {127, 0, 0, 1}, 9, null, new byte[6])),
            new byte[20]);

    for (int i = 0; i < ROUNDS / 10; i++) {
      Wire.stream(node, i % 3 == 0 ? noise(random) : damaged(pushPull, random));
    }

    try (var wire = new Wire()) {
      assertIsWell(node, wire);
    }
  }

  /** Every one of these ends or blocks some release of the reference. */
  @Test
  void whatEndsTheReferenceIsRefused() {
    var node = ourNodeBesideAPeer();
    var versions = Wire.text("Vsn");

    try (var wire = new Wire()) {
      wire.send(node, Wire.hex("07010000"));
      wire.send(node, new byte[0]);
      for (int length = 1; length < 6; length++) {
        wire.send(
            node,
            Wire.concat(
                Wire.hex("0486"),
                Wire.text("Addr"),
                Wire.raw(new byte[] {127, 0, 0, 1}),
                Wire.text("Incarnation"),
                Wire.hex("01"),
                Wire.text("Meta"),
                Wire.hex("c0"),
                Wire.text("Node"),
                Wire.text("v" + length),
                Wire.text("Port"),
                Wire.hex("09"),
                versions,
                Wire.raw(new byte[length])));
      }
      Wire.stream(node, header("Nodes", Wire.hex("ff"), "UserStateLen", Wire.hex("00")));
      Wire.stream(node, header("Nodes", Wire.hex("d27fffffff"), "UserStateLen", Wire.hex("00")));
      Wire.stream(node, header("Nodes", Wire.hex("00"), "UserStateLen", Wire.hex("d27fffffff")));
      Wire.stream(node, header("Nodes", Wire.hex("00"), "UserStateLen", Wire.hex("ff")));
      Wire.stream(node, userMessage(Wire.hex("ff")));
      Wire.stream(node, userMessage(Wire.hex("d37fffffffffffffff")));
      Wire.stream(node, Wire.hex("0982a4416c676f00a3427566a3000302"));
      assertIsWell(node, wire);
    }
  }

  @Test
  void lim_03_theLargestMessageIsTakenAndOneByteMoreIsNot() {
    var node = ourNodeBesideAPeer(Kind.AGENT);
    var largest = new byte[LARGEST_USER_MESSAGE];

    Wire.stream(node, Wire.concat(userMessage(Wire.signed(LARGEST_USER_MESSAGE)), largest));
    Wire.stream(
        node,
        Wire.concat(userMessage(Wire.signed(LARGEST_USER_MESSAGE + 1)), largest, new byte[1]));

    Await.until("the largest message", () -> node.hasMessage(Blob.of(largest)));
    try (var wire = new Wire()) {
      assertIsWell(node, wire);
    }
    assertThat(node.messages()).noneMatch(message -> message.length() > LARGEST_USER_MESSAGE);
  }

  @Test
  void lim_02_theLargestUserStateIsTakenAndOneByteMoreIsNot() {
    var node = ourNodeBesideAPeer(Kind.AGENT);
    var largest = new byte[LARGEST_USER_STATE];

    assertThat(Wire.stream(node, Wire.pushPull(false, List.of(), largest))).isNotEmpty();
    assertThat(Wire.stream(node, Wire.pushPull(false, List.of(), new byte[LARGEST_USER_STATE + 1])))
        .isEmpty();

    Await.until(
        "the largest state",
        () -> node.mergedStates().contains(new MergedState(false, Blob.of(largest))));
    try (var wire = new Wire()) {
      assertIsWell(node, wire);
    }
    assertThat(node.mergedStates())
        .noneMatch(merged -> merged.state().length() > LARGEST_USER_STATE);
  }

  @Test
  void lim_01_anAnnouncedMillionOfRecordsCostsNothing() {
    var node = ourNodeBesideAPeer(Kind.AGENT);

    for (int i = 0; i < 50; i++) {
      Wire.stream(
          node, header("Nodes", Wire.signed(LARGEST_NODE_COUNT), "UserStateLen", Wire.hex("00")));
      Wire.stream(
          node,
          header("Nodes", Wire.signed(LARGEST_NODE_COUNT + 1), "UserStateLen", Wire.hex("00")));
    }

    try (var wire = new Wire()) {
      assertIsWell(node, wire);
    }
  }

  private ClusterNode ourNodeBesideAPeer() {
    return ourNodeBesideAPeer(Kind.JAVA);
  }

  /** An agent has a small heap, so that limits of memory are real ones. */
  private ClusterNode ourNodeBesideAPeer(Kind kind) {
    var node = cluster.start(kind, NodeSpec.named("ours").compress(false));
    var peer = cluster.start(Kind.GO_0_7_0, NodeSpec.named("peer").compress(false));
    peer.join(node);
    Cluster.awaitComplete(node, peer);
    return node;
  }

  /** The node answers, delivers messages and has lost nobody. */
  private static void assertIsWell(ClusterNode node, Wire wire) {
    assertThat(wire.answersPing(node, 101)).as("answers a ping").isTrue();
    wire.send(node, Wire.user("still there"));
    Await.until("a message", () -> node.hasMessage(Blob.of("still there")));
    assertThat(Wire.stream(node, Wire.pushPull(false, List.of(), new byte[0])))
        .as("answer to a push/pull")
        .isNotEmpty();
    assertThat(node.seen())
        .noneMatch(seen -> seen.what() == What.LEAVE && seen.node().equals("peer"));
    assertThat(node.members()).contains("ours", "peer");
  }

  private static List<byte[]> samples() {
    var alive =
        Wire.alive(
            new Wire.Entry(
                "x", 1, 0, new byte[] {127, 0, 0, 1}, 9, null, new byte[] {1, 5, 2, 0, 0, 0}));
    var ping = Wire.ping(1, "ours");
    return List.of(
        alive,
        ping,
        Wire.withCrc(alive),
        Wire.compound(List.of(ping, alive, Wire.user("x"))),
        Wire.hex("0982a4416c676f00a3427566af0011841948b0a0c18308132a341810"),
        Wire.hex(
            "0188a44e61636bc3a44e6f6465a178a4506f727409a55365714e6f01aa536f7572636541646472a47f000001"
                + "aa536f757263654e6f6465a178aa536f75726365506f727409a6546172676574a47f000001"));
  }

  /** One to four bytes changed, perhaps cut. */
  private static byte[] damaged(byte[] sample, Random random) {
    var packet = sample.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      packet[random.nextInt(packet.length)] = (byte) random.nextInt();
    }
    return random.nextBoolean() ? packet : Arrays.copyOf(packet, 1 + random.nextInt(packet.length));
  }

  private static byte[] noise(Random random) {
    var packet = new byte[1 + random.nextInt(1_400)];
    random.nextBytes(packet);
    return packet;
  }

  private static byte[] header(String first, byte[] firstValue, String second, byte[] secondValue) {
    return Wire.concat(
        Wire.hex("0683"),
        Wire.text("Join"),
        Wire.hex("c2"),
        Wire.text(first),
        firstValue,
        Wire.text(second),
        secondValue);
  }

  private static byte[] userMessage(byte[] length) {
    return Wire.concat(Wire.hex("0881"), Wire.text("UserMsgLen"), length);
  }
}
