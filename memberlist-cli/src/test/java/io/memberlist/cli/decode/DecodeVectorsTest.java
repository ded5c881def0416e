package io.memberlist.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.cli.Cli;
import io.memberlist.cli.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The golden vectors, decoded by the command as a user would. */
@SuppressWarnings("unchecked")
class DecodeVectorsTest {

  private static final List<String> FILES =
      List.of(
          "packets-sent",
          "packets-secured",
          "streams-sent",
          "accepted",
          "rejected",
          "rejected-streams");

  /**
   * An extension is shown in a form of our own; a frame cut short was shown whole by whoever had
   * made it.
   */
  private static final Set<String> SHOWN_OTHERWISE =
      Set.of("pub-accepted-05", "pub-rejected-streams-38");

  /** Decided by a member's table, delegates or filters, not by the bytes. */
  private static final Set<String> BY_MEMBERSHIP =
      Set.of("alive-refused", "address-not-allowed", "ping-for-another-node", "merge-refused");

  /**
   * Double labels need a setting that an inspector has not; an ack is as good an answer as it is a
   * bad request.
   */
  private static final Set<String> NOT_BY_THE_INPUT =
      Set.of("pub-rejected-77", "pub-rejected-streams-52", "pub-rejected-streams-02");

  private static Stream<Map<String, Object>> vectors(String file) {
    try (var in = DecodeVectorsTest.class.getResourceAsStream("/vectors/" + file + ".json")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return ((List<Map<String, Object>>) Json.parse("{\"all\":" + text + "}").get("all")).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Map<String, Object> vector) {
    return vector.get("id") + " " + vector.get("description");
  }

  @TestFactory
  Stream<DynamicTest> everythingThatWasDecoded() {
    return FILES.stream()
        .flatMap(DecodeVectorsTest::vectors)
        .filter(vector -> vector.containsKey("decoded"))
        .filter(vector -> !SHOWN_OTHERWISE.contains(vector.get("id")))
        .map(vector -> DynamicTest.dynamicTest(name(vector), () -> decoded(vector)));
  }

  private static void decoded(Map<String, Object> vector) {
    var expected = (Map<String, Object>) vector.get("decoded");

    var result = decode(vector, "--json");

    var shown = result.object();
    assertThat(shown.get("layers")).isEqualTo(expected.getOrDefault("layers", List.of()));
    assertThat(withoutErrorTexts(shown.get("messages")))
        .isEqualTo(expected.getOrDefault("messages", List.of()));
    assertThat(result.exitCode()).isEqualTo(shown.containsKey("error") ? 1 : 0);
  }

  /** The wording of an error answer is free. */
  private static Object withoutErrorTexts(Object messages) {
    for (var message : (List<Map<String, Object>>) messages) {
      if (message.get("fields") instanceof Map<?, ?> fields
          && fields.get("Error") instanceof Map<?, ?> error) {
        error.remove("text");
      }
    }
    return messages;
  }

  @TestFactory
  Stream<DynamicTest> everythingThatWasSentIsFlawless() {
    return Stream.of("packets-sent", "packets-secured", "streams-sent")
        .flatMap(DecodeVectorsTest::vectors)
        .filter(vector -> !config(vector).containsKey("gossipVerifyOutgoingOff"))
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    name(vector), () -> assertThat(decode(vector).exitCode()).isZero()));
  }

  @TestFactory
  Stream<DynamicTest> everyRefusalHasItsClass() {
    return Stream.of("rejected", "rejected-streams")
        .flatMap(DecodeVectorsTest::vectors)
        .filter(vector -> !refusal(vector).isEmpty())
        .filter(vector -> !BY_MEMBERSHIP.contains(refusal(vector)))
        .filter(vector -> !NOT_BY_THE_INPUT.contains(vector.get("id")))
        .map(vector -> DynamicTest.dynamicTest(name(vector), () -> refused(vector)));
  }

  private static void refused(Map<String, Object> vector) {
    var result = decode(vector, "--json");

    assertThat(result.exitCode()).isEqualTo(1);
    var error = (Map<String, Object>) result.object().get("error");
    assertThat(error).containsOnlyKeys("class", "at", "text");
    assertThat(error).containsEntry("class", refusal(vector));
    assertThat((Long) error.get("at")).isBetween(-1L, vector.get("hex").toString().length() / 2L);
    assertThat(decode(vector).out()).contains(refusal(vector));
  }

  /** The class that v0.7.0 gives to it; empty if it has none. */
  private static String refusal(Map<String, Object> vector) {
    var others = (Map<String, Object>) vector.getOrDefault("reactionOfOtherVersions", Map.of());
    var reaction = (Map<String, Object>) others.getOrDefault("v0.7.0", vector.get("reaction"));
    var log = (List<Map<String, Object>>) reaction.getOrDefault("log", List.of());
    return log.isEmpty() ? "" : (String) log.get(0).getOrDefault("class", "");
  }

  @TestFactory
  Stream<DynamicTest> everyVectorHasAHumanForm() {
    return FILES.stream()
        .flatMap(DecodeVectorsTest::vectors)
        .map(vector -> DynamicTest.dynamicTest(name(vector), () -> readable(vector)));
  }

  private static void readable(Map<String, Object> vector) {
    var result = decode(vector);

    assertThat(result.out()).isNotBlank().doesNotContain("\u001b");
    assertThat(result.err()).isEmpty();
  }

  private static Map<String, Object> config(Map<String, Object> vector) {
    return (Map<String, Object>) vector.get("config");
  }

  private static Cli.Result decode(Map<String, Object> vector, String... options) {
    var arguments = new ArrayList<>(List.of("decode"));
    arguments.addAll(List.of(options));
    if (vector.get("carrier").equals("stream")) {
      arguments.add(vector.get("direction").equals("sent as answer") ? "--answer" : "--stream");
    }
    var config = config(vector);
    if (config.get("label") instanceof String label) {
      arguments.addAll(List.of("--label", label));
    }
    for (var key : (List<String>) config.getOrDefault("keys", List.of())) {
      arguments.addAll(List.of("--key", "hex:" + key));
    }
    arguments.add((String) vector.get("hex"));
    return Cli.run(arguments.toArray(String[]::new));
  }
}
