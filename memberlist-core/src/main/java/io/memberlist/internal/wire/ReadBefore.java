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

  /** An array with these bytes, which nobody may change: that of a rumour that was read, if any. */
  public byte[] shared(byte[] rumour) {
    return rumours.shared(rumour);
  }

  /** A name that will be read, so that the readers return this string for it. */
  public void name(String name) {
    names.keep(name);
  }
}
