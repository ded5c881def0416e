package forged;

import forged.internal.core.Clockwork;

/** Shows an internal type to applications. */
public final class Memberlist {

  /** Which it must not. */
  public Clockwork core() {
    return new Clockwork();
  }
}
