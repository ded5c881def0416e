package io.memberlist.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The inspectors show what the vectors say under {@code decoded}, and name the class of a refusal.
 */
class InspectorVectorsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * An extension is shown in a form of our own; a frame cut short was shown whole by whoever had
   * made it.
   */
  private static final Set<String> SHOWN_OTHERWISE =
      Set.of("pub-accepted-05", "pub-rejected-streams-38");

  @TestFactory
  Stream<DynamicTest> everythingThatWasDecoded() {
    return Stream.of(
            "packets-sent",
            "packets-secured",
            "streams-sent",
            "accepted",
            "rejected",
            "rejected-streams")
        .flatMap(Vectors::of)
        .filter(vector -> vector.has("decoded"))
        .filter(vector -> !SHOWN_OTHERWISE.contains(vector.get("id").asString()))
        .map(vector -> DynamicTest.dynamicTest(Vectors.name(vector), () -> decoded(vector)));
  }

  private static void decoded(JsonNode vector) {
    JsonNode tree = tree(inspect(vector));
    JsonNode expected = vector.get("decoded");

    assertThat(tree.get("layers"))
        .isEqualTo(
            expected.path("layers").isMissingNode()
                ? JSON.createArrayNode()
                : expected.get("layers"));
    assertThat(tree.get("messages"))
        .isEqualTo(
            expected.path("messages").isMissingNode()
                ? JSON.createArrayNode()
                : expected.get("messages"));
  }

  @TestFactory
  Stream<DynamicTest> nothingThatIsAcceptedHasAProblem() {
    return Stream.of("packets-sent", "packets-secured", "streams-sent")
        .flatMap(Vectors::of)
        .filter(vector -> !vector.get("config").has("gossipVerifyOutgoingOff"))
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    Vectors.name(vector), () -> assertThat(inspect(vector).problem()).isNull()));
  }

  @TestFactory
  Stream<DynamicTest> everyRefusalHasTheClassOfTheVector() {
    return Stream.of("rejected", "rejected-streams")
        .flatMap(Vectors::of)
        .filter(vector -> RefusalClass.isDecidedByTheInput(vector))
        .map(vector -> DynamicTest.dynamicTest(Vectors.name(vector), () -> refused(vector)));
  }

  private static void refused(JsonNode vector) {
    var problem = inspect(vector).problem();

    assertThat(problem).isNotNull();
    assertThat(problem.refusal().id()).isEqualTo(RefusalClass.of(vector));
    assertThat(problem.text()).isNotBlank();
    assertThat(problem.at()).isBetween(-1L, (long) Vectors.hex(vector).length);
  }

  static Inspection inspect(JsonNode vector) {
    var settings = VectorConfig.of(vector).inspector();
    byte[] bytes = Vectors.hex(vector);
    if (vector.get("carrier").asString().equals("packet")) {
      return new PacketInspector(settings).inspect(bytes);
    }
    var inspector = new StreamInspector(settings);
    boolean answer = vector.get("direction").asString().equals("sent as answer");
    return answer ? inspector.inspectAnswer(bytes) : inspector.inspect(bytes);
  }

  /** As JSON, without the text of err messages, whose wording is free. */
  private static JsonNode tree(Inspection inspection) {
    JsonNode tree = JSON.readTree(JSON.writeValueAsString(inspection.tree()));
    for (JsonNode message : tree.get("messages")) {
      if (message.path("fields").path("Error") instanceof ObjectNode error) {
        error.remove("text");
      }
    }
    return tree;
  }
}
