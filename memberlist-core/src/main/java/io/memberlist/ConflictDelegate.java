package io.memberlist;

/** Is told when two nodes claim one name (§15.5). */
@FunctionalInterface
public interface ConflictDelegate {

  /**
   * Called on the callbacks thread, every time such a claim is seen.
   *
   * @param existing the node that keeps the name
   * @param other the claimant, refused; only name, address, port and metadata are known
   */
  void notifyConflict(Node existing, Node other);
}
