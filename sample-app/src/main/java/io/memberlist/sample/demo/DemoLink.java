package io.memberlist.sample.demo;

import java.time.Duration;

/** What is wrong with the connection of one node; outlives its transports. */
final class DemoLink {

  /**
   * How much slower than healthy.
   *
   * @param delay of all that is received
   * @param loss share of packets that never arrive, 0 to 0.9
   */
  record Slowness(Duration delay, double loss) {
    static final Slowness NONE = new Slowness(Duration.ZERO, 0);
  }

  private final DemoNetwork network;
  private final Gate gate = new Gate();
  private volatile Slowness slowness = Slowness.NONE;

  DemoLink(DemoNetwork network) {
    this.network = network;
  }

  DemoNetwork network() {
    return network;
  }

  Gate gate() {
    return gate;
  }

  Slowness slowness() {
    return slowness;
  }

  void slow(Slowness how) {
    slowness = how;
  }
}
