package io.memberlist.spring.ui;

import io.memberlist.Config;
import java.time.Duration;

/**
 * How long a suspect has, as protocol.md 11.1 and 11.3 compute it; for showing only.
 *
 * @param wanted confirmations that shorten the time to {@code min}
 * @param min shortest time
 * @param max time without any confirmation
 */
record SuspicionBounds(int wanted, Duration min, Duration max) {

  static SuspicionBounds of(Config config, int nodes) {
    int k = config.suspicionMult() - 2;
    int wanted = nodes - 2 < k ? 0 : Math.max(k, 0);
    double scale = Math.max(1, Math.log10(Math.max(1, nodes)));
    long thousandths = (long) (scale * 1000);
    long min = config.suspicionMult() * thousandths * config.probeInterval().toNanos() / 1000;
    long max = wanted < 1 ? min : config.suspicionMaxTimeoutMult() * min;
    return new SuspicionBounds(wanted, Duration.ofNanos(min), Duration.ofNanos(max));
  }
}
