package io.memberlist.cli;

/**
 * What SIGINT and SIGTERM do to a command that runs until it is told to stop: it says goodbye, and
 * the process ends as if it had come to an end by itself.
 */
public final class Interruption {

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /** From now on; the goodbye may take a few seconds, during which nothing else interrupts it. */
  public static Interruption on(Runnable goodbye) {
    var hook =
        new Thread(
            () -> {
              goodbye.run();
              // the exit code would be that of the signal otherwise
              Runtime.getRuntime().halt(0);
            },
            "memberlist-goodbye");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  /** The command ends by itself. If a signal was faster, its goodbye ends the process. */
  public void cancel() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // the hook runs, and exit waits for it
    }
  }
}
