package io.memberlist.test;

import io.memberlist.Config;

/**
 * Says what the nodes of a cluster under test are like; above all, which delegates they have. A
 * test class that implements it configures the clusters of its own tests.
 */
@FunctionalInterface
public interface NodeConfigurer {

  /**
   * Changes the configuration of one node before the cluster starts. Name, address, port and
   * transport are the cluster's matter: what is set here does not count.
   *
   * @param node name of the node, {@code node-1} and up
   * @param config preset already, to be changed
   */
  void configure(String node, Config.Builder config);
}
