package io.memberlist.cli.decode;

import io.memberlist.cli.agent.AgentText;
import io.memberlist.internal.codec.Inspection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a packet as an indented tree with offsets, so that one can follow the bytes.
 */
final class InspectionText {

  private static final int LONGEST_VALUE = 100;
  private static final int OFFSET_WIDTH = 6;
  private static final String BOLD = "1";
  private static final String CYAN = "36";
  private static final String RED = "31";

  private InspectionText() {}

  static String of(Inspection found, boolean colour) {
    var text = new StringBuilder();
    for (var part : found.parts()) {
      var indent = "  ".repeat(part.depth());
      var name = String.valueOf(part.content().get(part.layer() ? "layer" : "type"));
      text.append(right(part.offset())).append("  ").append(indent);
      text.append(colour ? coloured(name, part.layer() ? CYAN : BOLD) : name);
      text.append(" (").append(part.length()).append(" bytes)").append(System.lineSeparator());
      fields(text, " ".repeat(OFFSET_WIDTH + 2) + indent + "  ", part.content());
    }
    var problem = found.problem();
    if (problem != null) {
      var sentence = problem.refusal().id() + ": " + AgentText.plain(problem.text());
      text.append(problem.at() < 0 ? right("!!!") : right(problem.at())).append("  ");
      text.append(colour ? coloured(sentence, RED) : sentence).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String right(Object offset) {
    var digits = offset.toString();
    return " ".repeat(Math.max(0, OFFSET_WIDTH - digits.length())) + digits;
  }

  private static String coloured(String text, String code) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  private static void fields(StringBuilder text, String indent, Map<?, ?> content) {
    content.forEach(
        (key, value) -> {
          if (!key.equals("layer") && !key.equals("type")) {
            field(text, indent, AgentText.plain(String.valueOf(key)), value);
          }
        });
  }

  private static void field(
      StringBuilder text, String indent, String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map && map.containsKey("hex") && map.size() == 1) {
      line(text, indent, name, "hex " + map.get("hex"));
    } else if (value instanceof Map<?, ?> map) {
      line(text, indent, name, "");
      fields(text, indent + "  ", map);
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      for (int i = 0; i < list.size(); i++) {
        field(text, indent, name + " " + i, list.get(i));
      }
    } else {
      line(text, indent, name, value == null ? "nil" : AgentText.plain(String.valueOf(value)));
    }
  }

  private static void line(StringBuilder text, String indent, String name, String value) {
    var shown = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    text.append((indent + name + "  " + shown).stripTrailing()).append(System.lineSeparator());
  }
}
