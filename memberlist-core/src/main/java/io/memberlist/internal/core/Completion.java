package io.memberlist.internal.core;

/**
 * Is told, on the protocol thread, that a command is finished. Must not block nor call the core.
 */
@FunctionalInterface
public interface Completion {
  void done();

  /** Passes the first call on, and no other. */
  static Completion once(Completion done) {
    return new Completion() {
      private boolean called;

      @Override
      public void done() {
        if (!called) {
          called = true;
          done.done();
        }
      }
    };
  }
}
