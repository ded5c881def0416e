package io.memberlist.internal.driver;

import io.memberlist.MemberlistException;
import io.memberlist.internal.core.ExchangeResult;

/**
 * Why a stream to a peer failed: in words for {@code SeedFailure}, typed for callers, and as far as
 * the core cares.
 */
final class ExchangeFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final MemberlistException typed;
  private final ExchangeResult result;

  private final boolean connected;

  ExchangeFailure(
      String reason, MemberlistException typed, ExchangeResult result, boolean connected) {
    super(reason, typed, false, false);
    this.reason = reason;
    this.typed = typed;
    this.result = result;
    this.connected = connected;
  }

  /** One of the closed list of reasons. */
  String reason() {
    return reason;
  }

  MemberlistException typed() {
    return typed;
  }

  ExchangeResult result() {
    return result;
  }

  /** Whether the connection was made at least. */
  boolean connected() {
    return connected;
  }
}
