package io.memberlist.cli.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A UDP datagram or TCP segment of a captured frame.
 *
 * @param tcp false for UDP
 * @param from {@code host:port}
 * @param to {@code host:port}
 * @param fromPort sender's port
 * @param toPort receiver's port
 * @param sequence of the first byte, TCP only
 * @param starts a connection begins here (SYN)
 * @param ends the direction ends here (FIN or RST)
 * @param payload the bytes carried
 */
record Segment(
    boolean tcp,
    String from,
    String to,
    int fromPort,
    int toPort,
    int sequence,
    boolean starts,
    boolean ends,
    byte[] payload) {

  private static final int LINK_NULL = 0;
  private static final int LINK_ETHERNET = 1;
  private static final int LINK_RAW = 101;
  private static final int LINK_LOOP = 108;
  private static final int LINK_COOKED = 113;
  private static final int LINK_COOKED_2 = 276;
  private static final int VLAN = 0x8100;
  private static final int TCP = 6;
  private static final int UDP = 17;

  /** What the frame carries; null unless it is a whole IPv4 or IPv6 packet with UDP or TCP. */
  static @Nullable Segment of(Frame frame) {
    try {
      int ip = ipOffset(frame.linkType(), frame.bytes());
      return ip < 0 ? null : ofIp(frame.bytes(), ip);
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static int ipOffset(int linkType, byte[] b) {
    return switch (linkType) {
      case LINK_NULL, LINK_LOOP -> 4;
      case LINK_ETHERNET -> u16(b, 12) == VLAN ? 18 : 14;
      case 12, 14, LINK_RAW, 228, 229 -> 0;
      case LINK_COOKED -> 16;
      case LINK_COOKED_2 -> 20;
      default -> -1;
    };
  }

  private static @Nullable Segment ofIp(byte[] b, int ip) {
    int version = (b[ip] & 255) >> 4;
    if (version == 4) {
      int header = (b[ip] & 15) * 4;
      boolean fragment = (u16(b, ip + 6) & 0x3fff) != 0;
      int end = Math.min(b.length, ip + u16(b, ip + 2));
      return fragment
          ? null
          : ofTransport(b, b[ip + 9] & 255, ip + header, end, v4(b, ip + 12), v4(b, ip + 16));
    }
    if (version == 6) {
      int end = Math.min(b.length, ip + 40 + u16(b, ip + 4));
      return ofTransport(b, b[ip + 6] & 255, ip + 40, end, v6(b, ip + 8), v6(b, ip + 24));
    }
    return null;
  }

  private static @Nullable Segment ofTransport(
      byte[] b, int protocol, int at, int end, String source, String target) {
    int fromPort = u16(b, at);
    int toPort = u16(b, at + 2);
    var from = source + ":" + fromPort;
    var to = target + ":" + toPort;
    if (protocol == UDP) {
      return new Segment(
          false, from, to, fromPort, toPort, 0, false, false, Arrays.copyOfRange(b, at + 8, end));
    }
    if (protocol != TCP) {
      return null;
    }
    int data = at + ((b[at + 12] & 255) >> 4) * 4;
    int flags = b[at + 13] & 255;
    int sequence = u16(b, at + 4) << 16 | u16(b, at + 6);
    return new Segment(
        true,
        from,
        to,
        fromPort,
        toPort,
        sequence,
        (flags & 2) != 0,
        (flags & 5) != 0,
        Arrays.copyOfRange(b, data, Math.max(data, end)));
  }

  private static String v4(byte[] b, int at) {
    return (b[at] & 255)
        + "."
        + (b[at + 1] & 255)
        + "."
        + (b[at + 2] & 255)
        + "."
        + (b[at + 3] & 255);
  }

  private static String v6(byte[] b, int at) {
    var text = new StringBuilder("[");
    for (int i = 0; i < 16; i += 2) {
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(u16(b, at + i)));
    }
    return text.append(']').toString();
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 255) << 8 | b[at + 1] & 255;
  }
}
