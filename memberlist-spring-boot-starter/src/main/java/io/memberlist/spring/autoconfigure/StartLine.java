package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one line about a start: who this node is, whom it joins, what keeps strangers out (S-16). The
 * core warns if nothing does.
 */
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
    log.atInfo()
        .addKeyValue("memberlist.node", config.name())
        .addKeyValue("memberlist.address", address)
        .addKeyValue("memberlist.reason", memberlist.advertisedAddress().reason())
        .log(
            "Node {} started at {} ({}), preset={}, seeds={}, label={}, encryption={}",
            config.name(),
            address,
            memberlist.advertisedAddress().reason(),
            config.delegate() instanceof NodeDelegate
                ? preset.name().toLowerCase(Locale.ROOT)
                : "own",
            seeds.isEmpty() ? "none" : seeds,
            config.label().isEmpty() ? "none" : config.label(),
            keys == 0 ? "off" : "on, " + keys + (keys == 1 ? " key" : " keys"));
  }
}
