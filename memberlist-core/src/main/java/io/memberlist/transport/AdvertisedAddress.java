package io.memberlist.transport;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a node announces as its address, and why.
 *
 * @param ip 4 or 16 bytes, exactly as announced
 * @param port for packets and streams
 * @param reason such as {@code private address of eth0}
 */
public record AdvertisedAddress(byte[] ip, int port, String reason) {
  /** Copies the array. */
  public AdvertisedAddress {
    ip = ip.clone();
  }

  /** A copy of the address, 4 or 16 bytes. */
  @Override
  public byte[] ip() {
    return ip.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AdvertisedAddress that
        && Arrays.equals(ip, that.ip)
        && port == that.port
        && reason.equals(that.reason);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ip) + port;
  }
}
