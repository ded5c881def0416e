package io.memberlist.spring.ui;

import io.memberlist.Config;

/**
 * How long a change should take to reach everybody (page.md, section 12.3): the mean of experiment
 * E2 for that many members, scaled to other gossip settings.
 */
final class ExpectedSpread {

  private static final int[] MEMBERS = {10, 30, 100, 300, 1000, 3000, 10_000};
  private static final int[] MILLIS = {330, 490, 620, 760, 850, 1050, 1120};
  private static final double E2_INTERVAL_MILLIS = 200;
  private static final double E2_NODES = 3;
  private static final int STEP_MILLIS = 100;

  private ExpectedSpread() {}

  /** Milliseconds, rounded up to a tenth of a second; 0 if nothing is gossiped. */
  static long millis(Config config, int members) {
    int row = 0;
    while (row < MEMBERS.length - 1 && MEMBERS[row] < members) {
      row++;
    }
    double interval = config.gossipInterval().toMillis() / E2_INTERVAL_MILLIS;
    double fanOut = Math.log(E2_NODES + 1) / Math.log(Math.max(1, config.gossipNodes()) + 1.0);
    return (long) Math.ceil(MILLIS[row] * interval * fanOut / STEP_MILLIS) * STEP_MILLIS;
  }
}
