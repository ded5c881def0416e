package io.memberlist.internal.wire;

/**
 * What readers on one thread have read before and need not make anew: names and rumours. Not
 * thread-safe.
 */
public final class ReadBefore {

  private static final int NAMES = 1024;
  private static final int RUMOURS = 256;

  final Names names;
  final RecentRumours rumours;

  /** Of one node. */
  public ReadBefore() {
    this(NAMES, RUMOURS);
  }

  /**
   * Of several nodes.
   *
   * @param names how many are kept, a power of two
   * @param rumours how many are kept, a power of two
   */
  public ReadBefore(int names, int rumours) {
    this.names = new Names(names);
    this.rumours = new RecentRumours(rumours);
  }
}
