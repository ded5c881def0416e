package io.memberlist.spring.ui;

import io.memberlist.Memberlist;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose views of the cluster the page can show. An application has one node and one view; a process
 * with several nodes may replace the bean and show all of them.
 */
public interface ClusterViews {

  /**
   * One node of this process.
   *
   * @param name of the node
   * @param memberlist the node
   * @param observing false while it was killed or stands still and knows nothing
   */
  record View(String name, Memberlist memberlist, boolean observing) {}

  /** The views, the own node's first; never empty. */
  List<View> views();

  /** Whether more than the own node's view is known ({@code all-views} of L-1). */
  default boolean all() {
    return false;
  }

  /** Path of the controls, relative to the context path; null if there are none. */
  default @Nullable String controls() {
    return null;
  }

  /** Groups that cannot reach each other at the moment; empty if the network is whole. */
  default List<List<String>> cut() {
    return List.of();
  }
}
