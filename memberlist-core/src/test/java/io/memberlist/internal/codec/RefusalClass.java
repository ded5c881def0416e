package io.memberlist.internal.codec;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the vectors say about the class of a refusal; v0.7.0 is the behaviour to follow. */
final class RefusalClass {

  /** Decided by a member's table, delegates or filters, not by the bytes. */
  private static final Set<String> BY_MEMBERSHIP =
      Set.of("alive-refused", "address-not-allowed", "ping-for-another-node", "merge-refused");

  /** The reference crashed or was silent. Ours have a class. */
  private static final Map<String, Refusal> OURS =
      Map.of(
          "pub-rejected-65", Refusal.BAD_PADDING,
          "pub-rejected-streams-38", Refusal.END_OF_STREAM,
          "pub-rejected-streams-39", Refusal.END_OF_STREAM,
          "pub-rejected-streams-43", Refusal.PLAINTEXT_EMPTY);

  /**
   * Double labels need a setting that an inspector has not; an ack is as good an answer as it is a
   * bad request.
   */
  private static final Set<String> NOT_BY_THE_INPUT =
      Set.of("pub-rejected-77", "pub-rejected-streams-52", "pub-rejected-streams-02");

  private RefusalClass() {}

  static boolean isDecidedByTheInput(JsonNode vector) {
    String expected = of(vector);
    return !expected.isEmpty()
        && !BY_MEMBERSHIP.contains(expected)
        && !NOT_BY_THE_INPUT.contains(vector.get("id").asString());
  }

  /** Empty if nothing was refused by name. */
  static String of(JsonNode vector) {
    Refusal ours = OURS.get(vector.get("id").asString());
    if (ours != null) {
      return ours.id();
    }
    JsonNode reaction = vector.path("reactionOfOtherVersions").path("v0.7.0");
    JsonNode log = (reaction.isMissingNode() ? vector.get("reaction") : reaction).path("log");
    return log.path(0).path("class").asString("");
  }
}
