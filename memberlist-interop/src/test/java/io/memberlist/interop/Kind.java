package io.memberlist.interop;

import java.util.Locale;

/** What a node of a test cluster is made of. */
enum Kind {
  /** Our node, in this process. */
  JAVA,
  /** Our node as a process of its own: {@code agent} of our command line. */
  AGENT,
  /** The old msgpack encoder (§22.1). */
  GO_0_5_0,
  /** The reference. */
  GO_0_5_4,
  /** The reference with all later hardening. */
  GO_0_7_0;

  boolean isGo() {
    return isProcess() && this != AGENT;
  }

  /** Whether it can be stopped, signalled and told to report its traffic. */
  boolean isProcess() {
    return this != JAVA;
  }

  /** As in the names of tests and nodes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace("go_", "go-").replace('_', '.');
  }
}
