package io.memberlist.simulator.experiment.paper;

/** Published formulas for the spreading of a rumour. */
final class Curves {

  private Curves() {}

  /**
   * HashiCorp's convergence simulator: seconds until a share of the members has a rumour, in whole
   * rounds.
   */
  static double hashiCorp(
      int n, int gossipNodes, double loss, double failed, double interval, double share) {
    double perRound = gossipNodes * (1 - loss) * (1 - failed) / 2;
    double rounds = Math.log((n + 1) / (1 / share - 1)) / perRound;
    return Math.ceil(rounds) * interval;
  }

  /** SWIM, where rumours only ride on pings and acks: protocol periods until a share has it. */
  static double swim(int n, double share) {
    return Math.log((n - 1) / (1 / share - 1)) / (2 - 1.0 / n);
  }
}
