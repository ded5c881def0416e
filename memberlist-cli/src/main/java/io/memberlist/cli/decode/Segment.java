package io.memberlist.cli.decode;

import org.jspecify.annotations.Nullable;

/**
 * A UDP datagram or TCP segment of a captured frame.
 *
 * @param tcp null for UDP
 * @param from {@code host:port}, IPv6 in brackets
 * @param to the same of the receiver
 * @param fromPort sender's port
 * @param toPort receiver's port
 * @param payload the bytes carried, as far as they were captured
 */
record Segment(
    @Nullable Tcp tcp, String from, String to, int fromPort, int toPort, byte[] payload) {

  /**
   * What TCP says beside the payload.
   *
   * @param sequence number of the first byte
   * @param syn a direction begins here
   * @param ack something is acknowledged; together with {@code syn}, this is the accepting side
   * @param fin the direction ends behind the payload
   * @param rst the connection is broken off
   */
  record Tcp(int sequence, boolean syn, boolean ack, boolean fin, boolean rst) {}

  /** Whether it is from or to the port; every one is for 0. */
  boolean concerns(int port) {
    return port == 0 || fromPort == port || toPort == port;
  }
}
