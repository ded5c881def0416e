package io.memberlist.cli.simulate;

import io.memberlist.simulator.experiment.ExperimentRun;
import java.util.concurrent.atomic.AtomicInteger;

/** How far the runs are, on standard error, where that is a terminal. */
final class ProgressBar implements ExperimentRun.Progress {

  private static final int WIDTH = 40;

  private final String title;
  private final boolean shown = System.console() != null;
  private final AtomicInteger runs = new AtomicInteger();

  ProgressBar(String title) {
    this.title = title;
  }

  @Override
  public void done(int all) {
    int done = runs.incrementAndGet();
    if (shown) {
      int filled = WIDTH * done / all;
      System.err.printf(
          "\r%s [%s%s] %d/%d", title, "#".repeat(filled), ".".repeat(WIDTH - filled), done, all);
    }
  }

  void end() {
    if (shown) {
      System.err.println();
    }
  }
}
