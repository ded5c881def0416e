package io.memberlist.cli.simulate;

import io.memberlist.cli.Stdio;
import io.memberlist.simulator.experiment.ExperimentRun;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;

/** How far the runs are, on standard error, where that is a terminal. */
final class ProgressBar implements ExperimentRun.Progress {

  private static final int WIDTH = 40;

  private final String title;
  private final PrintStream out;
  private final boolean shown;
  private final AtomicInteger runs = new AtomicInteger();

  ProgressBar(Stdio stdio, String title) {
    out = stdio.err();
    shown = stdio.atTerminal().getAsBoolean();
    this.title = title;
  }

  @Override
  public void done(int all) {
    int done = runs.incrementAndGet();
    if (shown) {
      int filled = WIDTH * done / all;
      out.printf(
          "\r%s [%s%s] %d/%d", title, "#".repeat(filled), ".".repeat(WIDTH - filled), done, all);
      out.flush();
    }
  }

  void end() {
    if (shown) {
      out.println();
    }
  }
}
