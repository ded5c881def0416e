package forged.internal.driver;

import forged.internal.core.Clockwork;

/** Uses everything, as it may. */
public final class Engine {
  final Clockwork core = new Clockwork();
}
