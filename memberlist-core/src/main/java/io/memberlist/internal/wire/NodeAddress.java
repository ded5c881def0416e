package io.memberlist.internal.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Address bytes exactly as received, and a port. Never normalised: a 16-byte IPv4-mapped address is
 * another address than its 4 bytes (Q1).
 *
 * @param ip 4 or 16 bytes in whatever is sent; received ones may have any length; not to be
 *     modified
 * @param port 0..65535
 */
public record NodeAddress(byte[] ip, int port) {

  /** Whether something can be sent there: 4 or 16 address bytes. */
  public boolean usable() {
    return ip.length == 4 || ip.length == 16;
  }

  /** The same address with another port. */
  public NodeAddress withPort(int other) {
    return other == port ? this : new NodeAddress(ip, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NodeAddress that && port == that.port && Arrays.equals(ip, that.ip);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ip) + port;
  }

  /** Dotted quad or bracketed hex groups, and the port. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    if (ip.length == 4) {
      quad(text, 0);
    } else if (ip.length == 16 && mapped()) {
      quad(text, 12);
    } else {
      text.append('[');
      for (int i = 0; i < ip.length; i++) {
        if (i > 0 && i % 2 == 0) {
          text.append(':');
        }
        text.append(Character.forDigit(ip[i] >> 4 & 15, 16))
            .append(Character.forDigit(ip[i] & 15, 16));
      }
      text.append(']');
    }
    return text.append(':').append(port).toString();
  }

  private boolean mapped() {
    for (int i = 0; i < 10; i++) {
      if (ip[i] != 0) {
        return false;
      }
    }
    return ip[10] == -1 && ip[11] == -1;
  }

  private void quad(StringBuilder text, int offset) {
    for (int i = offset; i < offset + 4; i++) {
      if (i > offset) {
        text.append('.');
      }
      text.append(ip[i] & 255);
    }
  }
}
