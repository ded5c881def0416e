package io.memberlist.internal.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tags as Serf puts them into metadata (§22.2): the byte {@code ff}, then a msgpack map from text
 * to text.
 */
public final class TagCodec {

  private static final byte MAGIC = (byte) 0xff;

  /** What metadata without the magic byte are the value of. */
  private static final String ROLE = "role";

  private TagCodec() {}

  /** Metadata for the tags, ascending by the bytes of their names; empty for no tags. */
  public static byte[] encode(Map<String, String> tags) {
    if (tags.isEmpty()) {
      return new byte[0];
    }
    var out = new MsgpackWriter().raw(new byte[] {MAGIC});
    var sorted = new TreeMap<byte[], String>(Arrays::compareUnsigned);
    tags.forEach((name, value) -> sorted.put(utf8(name), value));
    out.mapHeader(sorted.size());
    sorted.forEach((name, value) -> out.bytes(name).bytes(utf8(value)));
    return out.toByteArray();
  }

  /** Whether the metadata are a complete tag map. */
  public static boolean isTagMap(byte[] meta) {
    if (!hasMagic(meta)) {
      return false;
    }
    try {
      read(meta);
      return true;
    } catch (MalformedBodyException notTags) {
      return false;
    }
  }

  /**
   * The tags, ascending by name; metadata without the magic byte are the role, no metadata are no
   * tags.
   *
   * @throws IllegalArgumentException if there is a magic byte but no tag map behind it
   */
  public static SortedMap<String, String> decode(byte[] meta) {
    if (hasMagic(meta)) {
      try {
        return read(meta);
      } catch (MalformedBodyException e) {
        throw new IllegalArgumentException(
            "metadata of " + meta.length + " bytes are no tag map: " + e.getMessage(), e);
      }
    }
    var tags = new TreeMap<String, String>();
    if (meta.length > 0) {
      tags.put(ROLE, new String(meta, StandardCharsets.UTF_8));
    }
    return Collections.unmodifiableSortedMap(tags);
  }

  private static boolean hasMagic(byte[] meta) {
    return meta.length > 0 && meta[0] == MAGIC;
  }

  private static SortedMap<String, String> read(byte[] meta) {
    try {
      var in = new MsgpackReader().reset(meta, 1, meta.length - 1);
      return Collections.unmodifiableSortedMap(in.textMap());
    } catch (IOException e) {
      throw new IllegalStateException("an array cannot fail", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
