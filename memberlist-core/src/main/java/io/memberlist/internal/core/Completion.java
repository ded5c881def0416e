package io.memberlist.internal.core;

/**
 * Is told, on the protocol thread, that a command is finished. Must not block nor call the core.
 */
@FunctionalInterface
public interface Completion {
  void done();
}
