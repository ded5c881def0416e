package io.memberlist.simulator.node;

import io.memberlist.MemberlistException;
import io.memberlist.internal.core.ExchangeResult;
import org.jspecify.annotations.Nullable;

/**
 * How a stream ended.
 *
 * @param result for the core
 * @param reason empty after a success
 * @param cause what an application is told, where there is a type for it
 */
record ExchangeEnd(ExchangeResult result, String reason, @Nullable MemberlistException cause) {

  static final ExchangeEnd SUCCESS = new ExchangeEnd(ExchangeResult.SUCCESS, "", null);

  static ExchangeEnd failed(String reason) {
    return new ExchangeEnd(ExchangeResult.FAILURE, reason, null);
  }

  static ExchangeEnd failed(String reason, MemberlistException cause) {
    return new ExchangeEnd(ExchangeResult.FAILURE, reason, cause);
  }

  boolean success() {
    return result == ExchangeResult.SUCCESS;
  }
}
