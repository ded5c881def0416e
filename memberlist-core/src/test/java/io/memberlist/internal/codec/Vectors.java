package io.memberlist.internal.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The golden vectors; their format is described beside them. */
public final class Vectors {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Vectors() {}

  /** All vectors of one file, named without extension. */
  public static Stream<JsonNode> of(String file) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file + ".json")) {
      return JSON.readTree(Objects.requireNonNull(in, file)).valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes that the library wrote or was fed. */
  public static byte[] hex(JsonNode vector) {
    return Hex.hex(vector.get("hex").asString());
  }

  public static String name(JsonNode vector) {
    return vector.get("id").asString() + " " + vector.get("description").asString();
  }
}
