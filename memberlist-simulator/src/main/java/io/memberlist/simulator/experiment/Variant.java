package io.memberlist.simulator.experiment;

import io.memberlist.Config;
import java.util.Locale;

/** Which behaviour is examined. */
public enum Variant {
  /** Exactly the specified one. */
  COMPAT,
  /** With all additions of §21.1. */
  IMPROVED;

  /** Changes a configuration accordingly. */
  public Config.Builder configure(Config.Builder config) {
    return this == IMPROVED ? config.withImprovements() : config;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
