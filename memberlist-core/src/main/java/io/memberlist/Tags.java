package io.memberlist;

import java.util.Map;

/** Tags in Serf's encoding of node metadata (§22.2). */
public final class Tags {

  private Tags() {}

  /** Metadata for the tags, in order of their names; empty for no tags. */
  public static byte[] encode(Map<String, String> tags) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether the metadata are a tag map. */
  public static boolean isTagMap(byte[] meta) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The tags, in order of their names; metadata without the leading ff are the tag {@code role} (§22.2). */
  public static Map<String, String> decode(byte[] meta) {
    throw new UnsupportedOperationException("skeleton");
  }
}
