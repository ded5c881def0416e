package io.memberlist;

import io.memberlist.internal.wire.TagCodec;
import java.util.Map;

/**
 * Tags in Serf's encoding of node metadata (§22.2), so that a Serf cluster and we understand each
 * other's.
 *
 * <p>Metadata have room for 512 bytes in all; who sets them finds out when the node starts.
 */
public final class Tags {

  private Tags() {}

  /** Metadata for the tags, in order of their names; empty for no tags. */
  public static byte[] encode(Map<String, String> tags) {
    return TagCodec.encode(tags);
  }

  /** Whether the metadata are a tag map. */
  public static boolean isTagMap(byte[] meta) {
    return TagCodec.isTagMap(meta);
  }

  /**
   * The tags, in order of their names, unmodifiable. Metadata without the leading {@code ff} are
   * the tag {@code role} (§22.2), no metadata are no tags.
   *
   * @throws IllegalArgumentException if there is a leading {@code ff}, but no tag map behind it
   */
  public static Map<String, String> decode(byte[] meta) {
    return TagCodec.decode(meta);
  }
}
