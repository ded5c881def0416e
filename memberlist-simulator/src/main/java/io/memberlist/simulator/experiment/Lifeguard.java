package io.memberlist.simulator.experiment;

import io.memberlist.internal.core.CoreOptions;

/** Which of the three mechanisms of Lifeguard are active. */
public enum Lifeguard {
  NONE("none", false, false, false),
  PROBE("probe", true, false, false),
  SUSPICION("suspicion", false, true, false),
  BUDDY("buddy", false, false, true),
  ALL_BUT_BUDDY("all without buddy", true, true, false),
  ALL("all", true, true, true);

  private final String text;
  private final boolean awareness;
  private final boolean confirmations;
  private final boolean buddy;

  Lifeguard(String text, boolean awareness, boolean confirmations, boolean buddy) {
    this.text = text;
    this.awareness = awareness;
    this.confirmations = confirmations;
    this.buddy = buddy;
  }

  /** The switches of the core. */
  public CoreOptions options() {
    return new CoreOptions(awareness, confirmations, buddy, false);
  }

  @Override
  public String toString() {
    return text;
  }
}
