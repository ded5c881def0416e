package io.memberlist.metrics;

/**
 * Takes single measurements, which {@link Statistics} does not keep. Called on the library's
 * threads: quick, non-blocking.
 */
public interface MetricsListener {

  /** A duration was measured. */
  default void timer(Metric metric, long nanos) {}

  /** A value was sampled. */
  default void sample(Metric metric, long value) {}
}
