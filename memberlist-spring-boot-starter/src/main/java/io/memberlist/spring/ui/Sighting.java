package io.memberlist.spring.ui;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A message that was seen. An end without a name is the one at {@code address}.
 *
 * @param nanos when the picture shows it, of the process's monotonic clock
 * @param kind letter of page.md, section 10
 * @param from name of the sender
 * @param to name of the receiver
 * @param heard whether the receiver saw it, not the sender
 * @param arrived false if it, or its answer, was lost
 */
record Sighting(
    long nanos,
    char kind,
    @Nullable String from,
    @Nullable String to,
    @Nullable InetSocketAddress address,
    boolean heard,
    boolean arrived) {

  static final char PING = 'p';
  static final char INDIRECT = 'i';
  static final char GOSSIP = 'g';
  static final char EXCHANGE = 's';
  static final char USER = 'u';

  /** Whether it is shown before others if there are too many. */
  boolean matters() {
    return !arrived || kind == INDIRECT;
  }

  Sighting named(@Nullable String name) {
    return new Sighting(
        nanos, kind, from == null ? name : from, to == null ? name : to, address, heard, arrived);
  }
}
