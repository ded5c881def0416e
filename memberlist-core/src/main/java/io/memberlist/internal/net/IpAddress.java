package io.memberlist.internal.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** IP addresses as bytes and as text, without ever asking a name service. */
public final class IpAddress {

  private static final int MAPPED_PREFIX = 12;

  private IpAddress() {}

  /**
   * Reads an IP literal. Unlike {@code InetAddress.getByName} it takes neither {@code 10.1} nor
   * {@code 010.0.0.1}, nor an IPv6 zone.
   *
   * @return 4 bytes for IPv4, also in mapped form, else 16; null if the text is none
   */
  public static byte @Nullable [] parse(String text) {
    if (text.indexOf(':') < 0) {
      return parseV4(text);
    }
    var bytes = parseV6(text);
    return bytes == null ? null : unmapped(bytes);
  }

  /** Whether the text is an IP literal. */
  public static boolean isLiteral(String text) {
    return parse(text) != null;
  }

  private static byte @Nullable [] parseV4(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    var bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      var part = parts[i];
      int value = decimal(part, 255);
      if (value < 0 || part.length() > 1 && part.charAt(0) == '0') {
        return null;
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  /**
   * A number of decimal digits only; -1 if the text is none or the number is above {@code max}.
   * Without a regular expression, which a node would load for this alone.
   */
  static int decimal(String text, int max) {
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
      if (value > max) {
        return -1;
      }
    }
    return text.isEmpty() ? -1 : value;
  }

  private static byte @Nullable [] parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      var all = groups(text);
      return all != null && all.length == 16 ? all : null;
    }
    var head = groups(text.substring(0, gap));
    var tail = groups(text.substring(gap + 2));
    if (head == null
        || tail == null
        || head.length + tail.length > 14
        || text.substring(0, gap).contains(".")) {
      return null;
    }
    var bytes = new byte[16];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
    return bytes;
  }

  /** Groups of four hex digits between colons; the last may be an IPv4 address. */
  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    var parts = text.split(":", -1);
    var bytes = new byte[2 * parts.length + 2];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      var part = parts[i];
      if (i == parts.length - 1 && part.indexOf('.') >= 0) {
        var v4 = parseV4(part);
        if (v4 == null) {
          return null;
        }
        System.arraycopy(v4, 0, bytes, length, 4);
        length += 4;
      } else {
        int group = group(part);
        if (group < 0) {
          return null;
        }
        bytes[length++] = (byte) (group >> 8);
        bytes[length++] = (byte) group;
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  /** One to four hex digits; -1 if the text is something else. */
  private static int group(String text) {
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = 16 * value + digit;
    }
    return text.isEmpty() || text.length() > 4 ? -1 : value;
  }

  /** Whether these are 16 bytes that stand for an IPv4 address ({@code ::ffff:0:0/96}). */
  public static boolean isMapped(byte[] ip) {
    if (ip.length != 16 || ip[10] != -1 || ip[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (ip[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** The 4-byte form of a mapped address; anything else unchanged. */
  public static byte[] unmapped(byte[] ip) {
    return isMapped(ip) ? Arrays.copyOfRange(ip, MAPPED_PREFIX, 16) : ip;
  }

  /** The 16-byte form of an IPv4 address; anything else unchanged. */
  public static byte[] mapped(byte[] ip) {
    if (ip.length != 4) {
      return ip;
    }
    var bytes = new byte[16];
    bytes[10] = -1;
    bytes[11] = -1;
    System.arraycopy(ip, 0, bytes, MAPPED_PREFIX, 4);
    return bytes;
  }

  /** Whether all bytes are 0: {@code 0.0.0.0} or {@code ::}. */
  public static boolean isUnspecified(byte[] ip) {
    for (byte b : unmapped(ip)) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The JDK's form of an address.
   *
   * @param ip 4 or 16 bytes
   */
  public static InetAddress inetAddress(byte[] ip) {
    try {
      return InetAddress.getByAddress(ip);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + ip.length, e);
    }
  }

  /** Address and port in the JDK's form. */
  public static InetSocketAddress socketAddress(byte[] ip, int port) {
    return new InetSocketAddress(inetAddress(ip), port);
  }

  /** Text of an address, without brackets; zero groups of IPv6 are not shortened. */
  public static String text(byte[] ip) {
    return inetAddress(ip).getHostAddress();
  }
}
