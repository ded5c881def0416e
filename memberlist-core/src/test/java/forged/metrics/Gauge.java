package forged.metrics;

import forged.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Uses what is below it, and a library that need not be there. */
final class Gauge {
  final Tags tags = new Tags();
  final Object registry = new SimpleMeterRegistry();
}
