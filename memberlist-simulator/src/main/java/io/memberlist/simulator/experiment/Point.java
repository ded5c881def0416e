package io.memberlist.simulator.experiment;

/**
 * A point of a grid.
 *
 * @param n members at the start
 * @param lifeguard mechanisms that are active
 * @param alpha {@code SuspicionMult}
 * @param beta {@code SuspicionMaxTimeoutMult}
 * @param loss of datagrams, independent, in [0, 1]
 * @param param1 the experiment says what it is; empty if it has none, as the next two
 * @param param2 see above
 * @param param3 see above
 * @param repetitions how often it is run, each time with the next seed
 */
public record Point(
    int n,
    Lifeguard lifeguard,
    int alpha,
    int beta,
    double loss,
    String param1,
    String param2,
    String param3,
    int repetitions) {

  /** The LAN defaults, all mechanisms, no loss. */
  public static Point of(int n, int repetitions) {
    return new Point(n, Lifeguard.ALL, 4, 6, 0, "", "", "", repetitions);
  }

  /** A copy with other mechanisms. */
  public Point with(Lifeguard other) {
    return new Point(n, other, alpha, beta, loss, param1, param2, param3, repetitions);
  }

  /** A copy with another {@code SuspicionMult}. */
  public Point withAlpha(int value) {
    return new Point(n, lifeguard, value, beta, loss, param1, param2, param3, repetitions);
  }

  /** A copy with loss. */
  public Point withLoss(double value) {
    return new Point(n, lifeguard, alpha, beta, value, param1, param2, param3, repetitions);
  }

  /** A copy with other parameters of the experiment. */
  public Point with(Object first, Object second, Object third) {
    return new Point(
        n,
        lifeguard,
        alpha,
        beta,
        loss,
        first.toString(),
        second.toString(),
        third.toString(),
        repetitions);
  }

  /** A copy that is run that often. */
  public Point times(int number) {
    return new Point(n, lifeguard, alpha, beta, loss, param1, param2, param3, number);
  }

  /** The minimum suspicion timeout in seconds, with the LAN probe interval of 1 s (§11.1). */
  public double minSuspicion() {
    return alpha * Math.max(1, Math.log10(n));
  }
}
