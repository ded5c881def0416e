package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Layers of packets written by hand, with the same effect on all kinds of nodes; Appendix D lines
 * 16 and 17.
 */
class ForgedPacketTest {

  @RegisterExtension final Cluster cluster = new Cluster();

  static Stream<Arguments> kinds() {
    return Pairs.wanted(
        Arguments.of(Kind.JAVA), Arguments.of(Kind.GO_0_5_4), Arguments.of(Kind.GO_0_7_0));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void checksumsAreVerifiedAndNotDemanded(Kind kind) {
    var node = cluster.start(kind);
    var corrupt = Wire.withCrc(Wire.user("corrupt"));
    corrupt[corrupt.length - 1] ^= 1;

    try (var wire = new Wire()) {
      wire.send(node, corrupt);
      wire.send(node, Wire.withCrc(Wire.user("with")));
      wire.send(node, Wire.user("without"));
      awaitMessages(node, List.of("with", "without"));
    }

    assertThat(node.messages()).doesNotContain(Blob.of("corrupt"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void compoundsOfAllSizesAreTakenApart(Kind kind) {
    var node = cluster.start(kind);

    try (var wire = new Wire()) {
      for (int parts : new int[] {1, 2, 255}) {
        var messages = IntStream.range(0, parts).mapToObj(i -> parts + "-" + i).toList();
        wire.send(node, Wire.compound(messages.stream().map(Wire::user).toList()));
        awaitMessages(node, messages);
      }
    }
    assertThat(node.messages()).hasSize(258);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theWholePartsOfATruncatedCompoundCount(Kind kind) {
    var node = cluster.start(kind);
    var whole = Wire.compound(List.of(Wire.user("first"), Wire.user("second"), Wire.user("third")));

    try (var wire = new Wire()) {
      wire.send(node, Arrays.copyOf(whole, whole.length - 1));
      awaitMessages(node, List.of("first", "second"));
      wire.send(node, Wire.user("afterwards"));
      awaitMessages(node, List.of("afterwards"));
    }

    assertThat(node.messages()).hasSize(3).doesNotContain(Blob.of("third"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void unknownFieldsAndOtherOrdersOfThemAreAccepted(Kind kind) {
    var node = cluster.start(kind);
    var reordered =
        Wire.concat(
            Wire.hex("0083"),
            Wire.text("SeqNo"),
            Wire.hex("07"),
            Wire.text("Novelty"),
            Wire.hex("92c3cb3ff8000000000000"),
            Wire.text("Node"),
            Wire.text(node.name()));
    var array = Wire.concat(Wire.hex("009208"), Wire.text(node.name()));

    try (var wire = new Wire()) {
      assertThat(wire.answers(node, reordered, 7)).isTrue();
      assertThat(wire.answers(node, array, 8)).isTrue();
    }
  }

  private static void awaitMessages(ClusterNode node, List<String> texts) {
    var blobs = texts.stream().map(Blob::of).toList();
    Await.until("messages " + texts, () -> node.messages().containsAll(blobs));
  }
}
