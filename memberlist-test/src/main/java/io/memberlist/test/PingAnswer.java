package io.memberlist.test;

import io.memberlist.internal.core.PingCallback;
import io.memberlist.internal.core.SendResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a ping. */
final class PingAnswer implements PingCallback {

  private @Nullable Duration rtt;
  private boolean done;

  @Override
  public void answered(long rttNanos) {
    rtt = Duration.ofNanos(rttNanos);
    done = true;
  }

  @Override
  public void failed(SendResult sent) {
    done = true;
  }

  boolean done() {
    return done;
  }

  /** Null without an answer. */
  @Nullable Duration rtt() {
    return rtt;
  }
}
