package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at start what keeps strangers out of the cluster (S-16). */
final class Protection {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.lifecycle");

  private Protection() {}

  static void tell(Memberlist memberlist) {
    var label = memberlist.config().label();
    int keys = memberlist.keyring().map(ring -> ring.size()).orElse(0);
    boolean open = keys == 0 && isPublic(memberlist.localNode().address().getAddress());
    var text = "What protects the cluster: label={}, encryption={}";
    var encryption = keys == 0 ? "off" : "on, " + keys + (keys == 1 ? " key" : " keys");
    if (open) {
      log.warn(text + "; the address is public", label.isEmpty() ? "none" : label, encryption);
    } else {
      log.info(text, label.isEmpty() ? "none" : label, encryption);
    }
  }

  private static boolean isPublic(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !isUniqueLocal(address.getAddress())
        && !isShared(address.getAddress());
  }

  /** {@code fc00::/7}. */
  private static boolean isUniqueLocal(byte[] ip) {
    return ip.length == 16 && (ip[0] & 0xfe) == 0xfc;
  }

  /** {@code 100.64.0.0/10}, behind a provider's address translation. */
  private static boolean isShared(byte[] ip) {
    return ip.length == 4 && ip[0] == 100 && (ip[1] & 0xc0) == 0x40;
  }
}
