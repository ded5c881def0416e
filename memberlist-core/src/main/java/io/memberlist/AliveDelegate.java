package io.memberlist;

/** Decides whom to believe that he is alive (§15.3). */
@FunctionalInterface
public interface AliveDelegate {

  /**
   * Asked for every announcement of a node, known ones and the own one included, before it takes
   * effect. Called on the protocol thread: quick; may query and send, but not call what waits for
   * the protocol (join, leave, updateNode, ping, sync, shutdown).
   *
   * @throws VetoException to ignore the announcement
   */
  void notifyAlive(Node peer);
}
