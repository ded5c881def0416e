package io.memberlist.simulator.node;

import io.memberlist.internal.core.ExchangeResult;

/**
 * How a stream ended.
 *
 * @param result for the core
 * @param reason empty after a success
 */
record ExchangeEnd(ExchangeResult result, String reason) {

  static final ExchangeEnd SUCCESS = new ExchangeEnd(ExchangeResult.SUCCESS, "");

  static ExchangeEnd failed(String reason) {
    return new ExchangeEnd(ExchangeResult.FAILURE, reason);
  }

  boolean success() {
    return result == ExchangeResult.SUCCESS;
  }
}
