package io.memberlist.interop;

/** What a node of a test cluster is made of. */
enum Kind {
  /** Our node, in this process. */
  JAVA,
  /** The old msgpack encoder (§22.1). */
  GO_0_5_0,
  /** The reference. */
  GO_0_5_4,
  /** The reference with all later hardening. */
  GO_0_7_0;

  boolean isGo() {
    return this != JAVA;
  }

  /** As in the names of tests and nodes. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace("go_", "go-").replace('_', '.');
  }
}
