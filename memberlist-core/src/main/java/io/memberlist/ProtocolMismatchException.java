package io.memberlist;

/** Two sides of a state exchange do not understand each other's versions (§9.1). */
public final class ProtocolMismatchException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final String node;
  private final boolean delegate;
  private final int current;
  private final int min;
  private final int max;

  /**
   * With the record that does not fit.
   *
   * @param node name of the node
   * @param delegate whether the application's versions are meant
   * @param current version the node speaks
   * @param min lowest version everybody understands
   * @param max highest version everybody understands
   */
  public ProtocolMismatchException(String node, boolean delegate, int current, int min, int max) {
    super(
        "node \""
            + node
            + "\" speaks "
            + (delegate ? "delegate protocol" : "protocol")
            + " version "
            + current
            + ", which is not within the versions "
            + min
            + ".."
            + max
            + " that all members understand");
    this.node = node;
    this.delegate = delegate;
    this.current = current;
    this.min = min;
    this.max = max;
  }

  /** Name of the node whose record does not fit. */
  public String node() {
    return node;
  }

  /** Whether the application's versions are meant. */
  public boolean delegate() {
    return delegate;
  }

  /** Version that node speaks. */
  public int current() {
    return current;
  }

  /** Lowest version everybody understands. */
  public int min() {
    return min;
  }

  /** Highest version everybody understands. */
  public int max() {
    return max;
  }
}
