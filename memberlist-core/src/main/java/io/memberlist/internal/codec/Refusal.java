package io.memberlist.internal.codec;

import io.memberlist.internal.codec.MalformedMessageException.Reason;

/**
 * Every way in which input can be refused by the codec, finer than what is counted: the classes of
 * the golden vectors, which the command line's {@code decode} prints, and a few of our own.
 */
public enum Refusal {
  EMPTY_MESSAGE("empty-message", Reason.DECODE),
  UNSUPPORTED_TYPE("unsupported-type", Reason.UNSUPPORTED),
  BODY_MALFORMED("body-malformed", Reason.DECODE),
  COMPOUND_MALFORMED("compound-malformed", Reason.DECODE),
  COMPOUND_TRUNCATED("compound-truncated", Reason.DECODE),
  DECOMPRESS_FAILED("decompress-failed", Reason.DECODE),
  DECOMPRESSED_TOO_LARGE("decompressed-too-large", Reason.OVERSIZE),
  NESTED_TOO_DEEPLY("nested-too-deeply", Reason.OVERSIZE),
  BAD_CRC("bad-crc", Reason.CRC),

  LABEL_HEADER_MALFORMED("label-header-malformed", Reason.LABEL),
  LABEL_MISMATCH("label-mismatch", Reason.LABEL),
  DOUBLE_LABEL("double-label", Reason.LABEL),

  CIPHERTEXT_EMPTY("ciphertext-empty", Reason.DECRYPT),
  CIPHERTEXT_TOO_SHORT("ciphertext-too-short", Reason.DECRYPT),
  UNKNOWN_ENCRYPTION_VERSION("unknown-encryption-version", Reason.DECRYPT),
  NO_KEY_FITS("no-key-fits", Reason.DECRYPT),
  BAD_PADDING("bad-padding", Reason.DECRYPT),
  PLAINTEXT_EMPTY("plaintext-empty", Reason.DECRYPT),
  PLAINTEXT_BUT_KEY("plaintext-but-key", Reason.DECRYPT),
  ENCRYPTED_BUT_NO_KEY("encrypted-but-no-key", Reason.DECRYPT),

  FRAME_TOO_LARGE("frame-too-large", Reason.OVERSIZE),
  STREAM_TOO_LARGE("stream-too-large", Reason.OVERSIZE),
  END_OF_STREAM("end-of-stream", Reason.DECODE),
  /** A compression wrapper on a stream that cannot be undone. */
  STREAM_REFUSED("stream-refused", Reason.DECODE),
  PUSH_PULL_MALFORMED("push-pull-malformed", Reason.DECODE),
  NODE_COUNT_REFUSED("node-count-refused", Reason.OVERSIZE),
  USER_STATE_LENGTH_REFUSED("user-state-length-refused", Reason.OVERSIZE),
  USER_MESSAGE_MALFORMED("user-message-malformed", Reason.DECODE),
  USER_MESSAGE_LENGTH_REFUSED("user-message-length-refused", Reason.OVERSIZE);

  private final String id;
  private final Reason reason;

  Refusal(String id, Reason reason) {
    this.id = id;
    this.reason = reason;
  }

  /** As vectors and command line spell it. */
  public String id() {
    return id;
  }

  /** What it is counted as. */
  public Reason reason() {
    return reason;
  }

  MalformedMessageException with(String text) {
    return new MalformedMessageException(this, MalformedMessageException.NO_OFFSET, text);
  }

  MalformedMessageException at(long offset, String text) {
    return new MalformedMessageException(this, offset, text);
  }
}
