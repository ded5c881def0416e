package io.memberlist.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.internal.codec.StreamRefusedException.Treatment;
import io.memberlist.internal.wire.MessageType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * What the library refused because of its bytes is refused, for the same reason, and streams are
 * answered as it did.
 */
class RejectedVectorsTest {

  private static final Set<String> NOT_BY_THE_CODEC =
      Set.of("", "alive-refused", "address-not-allowed", "ping-for-another-node", "merge-refused");

  @TestFactory
  Stream<DynamicTest> packets() {
    return Vectors.of("rejected")
        .filter(vector -> !NOT_BY_THE_CODEC.contains(RefusalClass.of(vector)))
        .map(vector -> DynamicTest.dynamicTest(Vectors.name(vector), () -> packet(vector)));
  }

  private static void packet(JsonNode vector) {
    var sink = RecordingSink.decode(VectorConfig.of(vector).settings(), Vectors.hex(vector));

    assertThat(sink.messages).isEmpty();
    if (RefusalClass.of(vector).equals(Refusal.COMPOUND_TRUNCATED.id())) {
      assertThat(sink.missing).isPositive();
    } else {
      assertThat(sink.refusals).extracting(Refusal::id).containsExactly(RefusalClass.of(vector));
    }
  }

  @TestFactory
  Stream<DynamicTest> packetsThatOnlyTheMembershipRefuses() {
    return Vectors.of("rejected")
        .filter(vector -> NOT_BY_THE_CODEC.contains(RefusalClass.of(vector)))
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    Vectors.name(vector),
                    () -> {
                      var sink =
                          RecordingSink.decode(
                              VectorConfig.of(vector).settings(), Vectors.hex(vector));
                      assertThat(sink.refusals).isEmpty();
                      assertThat(sink.messages).hasSize(1);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> streams() {
    return Vectors.of("rejected-streams")
        .filter(vector -> !NOT_BY_THE_CODEC.contains(RefusalClass.of(vector)))
        .map(vector -> DynamicTest.dynamicTest(Vectors.name(vector), () -> stream(vector)));
  }

  private static void stream(JsonNode vector) {
    var settings = VectorConfig.of(vector).settings();
    var codec = new StreamCodec(() -> settings, NonceSource.secure(), size -> {});

    assertThatThrownBy(() -> read(codec.accept(new ByteArrayInputStream(Vectors.hex(vector)))))
        .isInstanceOfSatisfying(
            StreamRefusedException.class,
            e -> {
              assertThat(e.refusal().id()).isEqualTo(RefusalClass.of(vector));
              assertThat(e.treatment()).isEqualTo(treatment(vector));
            });
  }

  /**
   * What the server does with a frame: a type that has no method is refused by it, without answer.
   */
  private static Object read(InboundFrame frame) throws IOException {
    return switch (frame.type()) {
      case MessageType.PING -> frame.readPing();
      case MessageType.USER -> frame.readUser();
      case MessageType.PUSH_PULL -> frame.readPushPull();
      default ->
          throw new StreamRefusedException(
              Treatment.CLOSE, Refusal.UNSUPPORTED_TYPE, "type " + frame.type());
    };
  }

  /** An err message was the answer to whatever the frame was refused for. */
  private static Treatment treatment(JsonNode vector) {
    String refusal = RefusalClass.of(vector);
    if (refusal.equals(Refusal.END_OF_STREAM.id())) {
      return Treatment.SILENT;
    }
    JsonNode later = vector.path("reactionOfOtherVersions").path("v0.7.0");
    JsonNode reaction = later.isMissingNode() ? vector.get("reaction") : later;
    boolean answered = reaction.has("streamAnswer") || refusal.equals(Refusal.PLAINTEXT_EMPTY.id());
    return answered ? Treatment.REPLY : Treatment.CLOSE;
  }

  @TestFactory
  Stream<DynamicTest> acceptedVectorsAreDecoded() {
    return Vectors.of("accepted")
        .map(vector -> DynamicTest.dynamicTest(Vectors.name(vector), () -> accepted(vector)));
  }

  private static void accepted(JsonNode vector) throws IOException {
    var settings = VectorConfig.of(vector).settings();
    byte[] bytes = Vectors.hex(vector);
    if (vector.get("carrier").asString().equals("stream")) {
      var codec = new StreamCodec(() -> settings, NonceSource.secure(), size -> {});
      assertThat(read(codec.accept(new ByteArrayInputStream(bytes)))).isNotNull();
      return;
    }
    var sink = RecordingSink.decode(settings, bytes);
    if (vector.path("decoded").has("messages")) {
      assertThat(sink.messages).hasSize(vector.get("decoded").get("messages").size());
      assertThat(sink.refusals).isEmpty();
    }
  }
}
