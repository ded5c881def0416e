package io.memberlist;

/**
 * Group {@code limits}: what a node spends at most on its peers.
 *
 * @param streams inbound streams at once, at least 1 (D7)
 */
public record LimitOptions(int streams) {

  /** 1024 streams. */
  public static final LimitOptions DEFAULT = new LimitOptions(1024);

  /** A copy with {@link #streams()} changed. */
  public LimitOptions withStreams(int value) {
    return new LimitOptions(value);
  }
}
