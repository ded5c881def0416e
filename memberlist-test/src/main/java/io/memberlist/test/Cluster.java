package io.memberlist.test;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A cluster under test; its nodes are called {@code node-1} and up. */
public interface Cluster extends AutoCloseable {

  /** All nodes, those that do not run included. */
  List<? extends ClusterNode> nodes();

  /**
   * A node by number, from 1.
   *
   * @throws IllegalArgumentException if there is none
   */
  ClusterNode node(int number);

  /**
   * A node by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  ClusterNode node(String name);

  /** What all nodes told their applications. */
  EventHistory history();

  /** Cuts the named nodes off from all others, both ways; earlier cuts stay. */
  void partition(String... names);

  /** Ends all cuts. */
  void heal();

  /**
   * Whether every node that runs and has not left has exactly those nodes as members, all alive.
   */
  boolean converged();

  /**
   * Waits until {@link #converged()}, five minutes of virtual time or one minute of real time.
   *
   * @throws AssertionError if that time is over
   */
  void awaitConverged();

  /**
   * Waits until {@link #converged()}.
   *
   * @throws AssertionError if that takes longer
   */
  void awaitConverged(Duration limit);

  /**
   * Waits until a condition holds.
   *
   * @throws AssertionError if that takes longer
   */
  void awaitUntil(BooleanSupplier condition, Duration limit);

  /** Ends all nodes. */
  @Override
  void close();
}
