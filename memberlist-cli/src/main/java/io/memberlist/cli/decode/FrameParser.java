package io.memberlist.cli.decode;

import io.memberlist.internal.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds UDP and TCP in captured frames, and remembers what it had to leave out. */
final class FrameParser {

  private static final int LINK_NULL = 0;
  private static final int LINK_ETHERNET = 1;
  private static final int LINK_RAW_BSD = 12;
  private static final int LINK_RAW_OPENBSD = 14;
  private static final int LINK_RAW = 101;
  private static final int LINK_LOOP = 108;
  private static final int LINK_COOKED = 113;
  private static final int LINK_IPV4 = 228;
  private static final int LINK_IPV6 = 229;
  private static final int LINK_COOKED_2 = 276;

  private static final int ETHER_VLAN = 0x8100;
  private static final int ETHER_VLAN_OUTER = 0x88a8;

  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int IPV6_HOP_BY_HOP = 0;
  private static final int IPV6_ROUTING = 43;
  private static final int IPV6_FRAGMENT = 44;
  private static final int IPV6_DESTINATION = 60;

  private final Map<Integer, Integer> unknownLinks = new TreeMap<>();
  private int fragments;

  /** What the frame carries; null unless it is a whole IPv4 or IPv6 packet with UDP or TCP. */
  @Nullable Segment segment(Frame frame) {
    try {
      int ip = ipOffset(frame.linkType(), frame.bytes());
      return ip < 0 ? null : ofIp(frame.bytes(), ip);
    } catch (IndexOutOfBoundsException tooShort) {
      return null;
    }
  }

  /** Sentences about frames that may have held something. */
  List<String> omissions() {
    var sentences = new ArrayList<String>();
    unknownLinks.forEach(
        (type, count) ->
            sentences.add(
                count + " frames were left out: link type " + type + " is not supported"));
    if (fragments > 0) {
      sentences.add(fragments + " frames were left out: fragments of IP packets");
    }
    return sentences;
  }

  private int ipOffset(int linkType, byte[] b) {
    return switch (linkType) {
      case LINK_NULL, LINK_LOOP -> 4;
      case LINK_ETHERNET -> ethernet(b);
      case LINK_RAW, LINK_RAW_BSD, LINK_RAW_OPENBSD, LINK_IPV4, LINK_IPV6 -> 0;
      case LINK_COOKED -> 16;
      case LINK_COOKED_2 -> 20;
      default -> {
        unknownLinks.merge(linkType, 1, Integer::sum);
        yield -1;
      }
    };
  }

  private static int ethernet(byte[] b) {
    int type = 12;
    while (u16(b, type) == ETHER_VLAN || u16(b, type) == ETHER_VLAN_OUTER) {
      type += 4;
    }
    return type + 2;
  }

  private @Nullable Segment ofIp(byte[] b, int ip) {
    return switch ((b[ip] & 0xff) >> 4) {
      case 4 -> ofIpv4(b, ip);
      case 6 -> ofIpv6(b, ip);
      default -> null;
    };
  }

  private @Nullable Segment ofIpv4(byte[] b, int ip) {
    if ((u16(b, ip + 6) & 0x3fff) != 0) {
      fragments++;
      return null;
    }
    int total = u16(b, ip + 2);
    // network cards that cut packets into pieces themselves leave 0 there
    int end = total == 0 ? b.length : Math.min(b.length, ip + total);
    int payload = ip + (b[ip] & 0x0f) * 4;
    return ofTransport(b[ip + 9] & 0xff, b, payload, end, host(b, ip + 12, 4), host(b, ip + 16, 4));
  }

  private @Nullable Segment ofIpv6(byte[] b, int ip) {
    int length = u16(b, ip + 4);
    int end = length == 0 ? b.length : Math.min(b.length, ip + 40 + length);
    int next = b[ip + 6] & 0xff;
    int at = ip + 40;
    while (next == IPV6_HOP_BY_HOP || next == IPV6_ROUTING || next == IPV6_DESTINATION) {
      next = b[at] & 0xff;
      at += 8 + (b[at + 1] & 0xff) * 8;
    }
    if (next == IPV6_FRAGMENT) {
      fragments++;
      return null;
    }
    return ofTransport(next, b, at, end, host(b, ip + 8, 16), host(b, ip + 24, 16));
  }

  private static @Nullable Segment ofTransport(
      int protocol, byte[] b, int at, int end, String source, String target) {
    if (protocol != UDP && protocol != TCP) {
      return null;
    }
    int fromPort = u16(b, at);
    int toPort = u16(b, at + 2);
    var from = source + ":" + fromPort;
    var to = target + ":" + toPort;
    if (protocol == UDP) {
      int whole = Math.max(8, u16(b, at + 4));
      return new Segment(
          null, from, to, fromPort, toPort, range(b, at + 8, Math.min(end, at + whole)));
    }
    int flags = b[at + 13];
    var tcp =
        new Segment.Tcp(
            u16(b, at + 4) << 16 | u16(b, at + 6),
            (flags & 0x02) != 0,
            (flags & 0x10) != 0,
            (flags & 0x01) != 0,
            (flags & 0x04) != 0);
    int data = at + ((b[at + 12] & 0xff) >> 4) * 4;
    return new Segment(tcp, from, to, fromPort, toPort, range(b, data, end));
  }

  /** Empty where lengths contradict each other. */
  private static byte[] range(byte[] b, int from, int to) {
    return from < to ? Arrays.copyOfRange(b, from, to) : new byte[0];
  }

  private static String host(byte[] b, int at, int length) {
    var ip = IpAddress.text(Arrays.copyOfRange(b, at, at + length));
    return length == 4 ? ip : "[" + ip + "]";
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 255) << 8 | b[at + 1] & 255;
  }
}
