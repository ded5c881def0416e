package io.memberlist.internal.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an inspector found: neutral trees of {@code Map<String, Object>}, {@code List}, {@code
 * String}, numbers, {@code Boolean} and null, in the form of {@code decoded} in the golden vectors.
 *
 * @param parts layers and messages in the order in which one meets them when reading
 * @param problem the first thing that a member would refuse, null if there is none
 */
public record Inspection(List<Part> parts, @Nullable Problem problem) {

  /**
   * A layer or a message.
   *
   * @param depth 0 outermost; what is inside a layer is one deeper
   * @param offset first byte, in the input or, below encryption and compression, in what came out
   *     of them
   * @param length number of bytes, header and content
   * @param layer whether it is a layer
   * @param content what it says
   */
  public record Part(
      int depth, int offset, int length, boolean layer, Map<String, @Nullable Object> content) {}

  /**
   * Why a member would refuse the input or a part of it.
   *
   * @param refusal its class
   * @param at offset counted as in {@link Part}, -1 if there is none
   * @param text for people
   */
  public record Problem(Refusal refusal, long at, String text) {}

  /** Copies the list. */
  public Inspection {
    parts = List.copyOf(parts);
  }

  /** The layers, outermost first. */
  public List<Map<String, @Nullable Object>> layers() {
    return contents(true);
  }

  /** The messages in order. */
  public List<Map<String, @Nullable Object>> messages() {
    return contents(false);
  }

  /**
   * All of it as one tree: {@code layers}, {@code messages} and, if there is a problem, {@code
   * error}.
   */
  public Map<String, @Nullable Object> tree() {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("layers", layers());
    tree.put("messages", messages());
    if (problem != null) {
      var error = new LinkedHashMap<String, @Nullable Object>();
      error.put("class", problem.refusal().id());
      error.put("at", problem.at());
      error.put("text", problem.text());
      tree.put("error", error);
    }
    return tree;
  }

  private List<Map<String, @Nullable Object>> contents(boolean layer) {
    return parts.stream()
        .filter(part -> part.layer() == layer)
        .<Map<String, @Nullable Object>>map(Part::content)
        .toList();
  }

  /** Collects what an inspector finds. */
  static final class Builder {

    private final List<Part> parts = new ArrayList<>();
    private @Nullable Problem problem;

    /** Starts a layer; its content may be completed afterwards. */
    Map<String, @Nullable Object> layer(String name, int depth, Buf bytes) {
      var content = new LinkedHashMap<String, @Nullable Object>();
      content.put("layer", name);
      parts.add(new Part(depth, bytes.offset(), bytes.length(), true, content));
      return content;
    }

    Map<String, @Nullable Object> message(String type, int depth, Buf bytes) {
      var content = new LinkedHashMap<String, @Nullable Object>();
      content.put("type", type);
      parts.add(new Part(depth, bytes.offset(), bytes.length(), false, content));
      return content;
    }

    /** Only the first problem counts; a member would have stopped there. */
    void problem(Refusal refusal, long at, @Nullable String text) {
      if (problem == null) {
        problem = new Problem(refusal, at, String.valueOf(text));
      }
    }

    void problem(MalformedMessageException e) {
      problem(e.refusal(), e.offset(), e.getMessage());
    }

    Inspection build() {
      return new Inspection(parts, problem);
    }
  }
}
