package forged.internal.wire;

import forged.internal.codec.Sideways;

/** Uses a layer above. */
final class Backwards {
  final Sideways codec = new Sideways();
}
