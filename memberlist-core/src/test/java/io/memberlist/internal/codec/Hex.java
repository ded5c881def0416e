package io.memberlist.internal.codec;

import java.util.HexFormat;

/** Bytes as the specification writes them: hex, with blanks and line breaks where it helps. */
public final class Hex {

  private Hex() {}

  public static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
