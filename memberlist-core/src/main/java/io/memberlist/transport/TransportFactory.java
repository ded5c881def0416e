package io.memberlist.transport;

import io.memberlist.metrics.Statistics;

/**
 * Makes the transport of each life of a node; wrap one to add faults, tracing or another medium.
 */
@FunctionalInterface
public interface TransportFactory {

  /** Binds and returns a transport that does not receive yet. */
  Transport create(Context context);

  /**
   * What a transport may want to know.
   *
   * @param nodeName for thread names and logs
   * @param bindAddr IP literal
   * @param bindPort 0 for any free one
   * @param statistics where to count
   */
  record Context(String nodeName, String bindAddr, int bindPort, Statistics statistics) {}
}
