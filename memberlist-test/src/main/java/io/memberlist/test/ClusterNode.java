package io.memberlist.test;

import io.memberlist.Memberlist;
import java.util.List;

/** A node of a cluster under test, and what became known of its application. */
public interface ClusterNode {

  /** Name in the cluster. */
  String name();

  /** What the application of this node holds; the same through all its lives. */
  Memberlist memberlist();

  /** Whether its process runs. */
  boolean running();

  /** The process ends without a goodbye; nothing if it does not run. */
  void kill();

  /**
   * The process starts again, with an empty memory, and joins through the others that run.
   *
   * @throws IllegalStateException if it runs
   */
  void restart();

  /** What it told its application; a copy of this moment. */
  EventHistory events();

  /** Messages that its application received, in order; copies of this moment. */
  List<byte[]> messages();

  /** What its delegates threw; the node goes on, as in production. */
  List<Throwable> failures();
}
