package io.memberlist.simulator.experiment;

/** How much of a grid is run. */
public enum Profile {
  /** Part of the build: few points, few repetitions; gates look at confidence intervals. */
  QUICK,
  /** Before a release: the whole grid; gates look at means. */
  FULL
}
