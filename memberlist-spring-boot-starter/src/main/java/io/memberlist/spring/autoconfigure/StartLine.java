package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The one line about a start: who this node is, whom it joins, what keeps strangers out (S-16). */
final class StartLine {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.lifecycle");

  private StartLine() {}

  /**
   * Logs it.
   *
   * @param memberlist a node that runs
   * @param preset the base of its configuration, if that is the starter's
   * @param seeds whom it is going to join, as configured
   */
  static void log(
      Memberlist memberlist, MemberlistConfigProperties.Preset preset, List<String> seeds) {
    var config = memberlist.config();
    var address = memberlist.localNode().addressText();
    int keys = memberlist.keyring().map(ring -> ring.size()).orElse(0);
    boolean open = keys == 0 && isPublic(memberlist.localNode().address().getAddress());
    log.atLevel(open ? Level.WARN : Level.INFO)
        .addKeyValue("memberlist.node", config.name())
        .addKeyValue("memberlist.address", address)
        .addKeyValue("memberlist.reason", memberlist.advertisedAddress().reason())
        .log(
            "Node {} started at {} ({}), preset={}, seeds={}, label={}, encryption={}{}",
            config.name(),
            address,
            memberlist.advertisedAddress().reason(),
            config.delegate() instanceof NodeDelegate
                ? preset.name().toLowerCase(Locale.ROOT)
                : "own",
            seeds.isEmpty() ? "none" : seeds,
            config.label().isEmpty() ? "none" : config.label(),
            keys == 0 ? "off" : "on, " + keys + (keys == 1 ? " key" : " keys"),
            open ? "; the address is public" : "");
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
