package forged.metrics;

import forged.Tags;

/** Uses what is below it. */
final class Gauge {
  final Tags tags = new Tags();
}
