package io.memberlist.internal.core;

/** How a stream that the core asked for ended. */
public enum ExchangeResult {
  /** State was exchanged, or the stream ping was answered. */
  SUCCESS,
  FAILURE,
  /** Nobody listens there: the connection was refused, not timed out. */
  REFUSED
}
