package io.memberlist.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Where the lifecycle writes and the endpoint reads how joining goes. */
public final class JoinBoard {

  private final AtomicReference<JoinStatus> status =
      new AtomicReference<>(JoinStatus.initial(List.of()));

  JoinBoard() {}

  /** How joining goes. */
  public JoinStatus status() {
    return status.get();
  }

  void update(UnaryOperator<JoinStatus> change) {
    status.updateAndGet(change);
  }
}
