package io.memberlist;

import java.util.List;

/** Decides whether a join may go ahead (§15.4). */
@FunctionalInterface
public interface MergeDelegate {

  /**
   * Asked on both sides of a join, with all records the other side holds. Called on stream threads,
   * possibly several at once.
   *
   * @throws VetoException to refuse the merge
   */
  void notifyMerge(List<Node> peers);
}
