package forged.internal.core;

import forged.internal.driver.Engine;

/** Uses the layer above. */
public final class Upwards {
  final Engine engine = new Engine();
}
