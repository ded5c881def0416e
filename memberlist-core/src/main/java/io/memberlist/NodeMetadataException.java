package io.memberlist;

/** The metadata of the own node cannot be announced. */
public final class NodeMetadataException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final int limit;

  /** Too many bytes. */
  public NodeMetadataException(int size, int limit) {
    this(
        "the metadata of this node take " + size + " bytes; at most " + limit + " are allowed",
        size,
        limit);
  }

  /** With a sentence of its own. */
  public NodeMetadataException(String message, int size, int limit) {
    super(message);
    this.size = size;
    this.limit = limit;
  }

  /** Bytes the metadata take. */
  public int size() {
    return size;
  }

  /** Bytes allowed. */
  public int limit() {
    return limit;
  }
}
