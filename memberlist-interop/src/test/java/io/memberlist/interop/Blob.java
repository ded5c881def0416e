package io.memberlist.interop;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;

/**
 * Bytes as an agent reports them: long ones only by length and checksum, so everything is compared
 * by those.
 *
 * @param length number of bytes, -1 for no bytes at all (nil)
 * @param checksum CRC-32 of them
 */
record Blob(int length, String checksum) {

  static final Blob NONE = new Blob(-1, "");

  static Blob of(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return new Blob(bytes.length, String.format("%08x", crc.getValue()));
  }

  static Blob of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the fields {@code name}, {@code nameLen}, {@code nameHex} and {@code nameSum} of an
   * event.
   */
  static Blob of(JsonNode event, String name) {
    if (!event.has(name + "Len")) {
      return NONE;
    }
    return event.has(name + "Hex")
        ? of(HexFormat.of().parseHex(event.get(name + "Hex").asString()))
        : new Blob(event.get(name + "Len").asInt(), event.get(name + "Sum").asString());
  }

  /** No bytes, whether nil or empty: peers treat both alike (§6.1). */
  boolean isBlank() {
    return length <= 0;
  }
}
