package io.memberlist.conformance;

import java.util.Set;

/**
 * One row of the catalogue.
 *
 * @param section heading it is under
 * @param what its first statement, shortened
 * @param mode {@code U}, {@code S}, {@code R} or {@code S+R} as the catalogue has it; empty if it
 *     names other entries instead
 * @param repeats entries whose result is also this one's; empty unless it needs no test of its own
 * @param differences intended differences from the reference it names (§21)
 */
record Entry(
    String id,
    String section,
    String what,
    String mode,
    Set<String> repeats,
    Set<String> differences) {

  /** Whether it is to be shown in virtual time. */
  boolean simulated() {
    return mode.startsWith("S");
  }

  /** Whether it is to be shown with real sockets. */
  boolean real() {
    return mode.endsWith("R");
  }
}
