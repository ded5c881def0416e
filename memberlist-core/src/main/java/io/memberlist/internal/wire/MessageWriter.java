package io.memberlist.internal.wire;

/** Encodes messages, type byte first (§2, §7). Not thread-safe: reuses its buffers. */
public final class MessageWriter {

  /** The message with its type byte in front. */
  public byte[] encode(Message message) {
    throw new UnsupportedOperationException("skeleton");
  }
}
