package io.memberlist.spring.autoconfigure;

import java.util.List;
import java.util.function.UnaryOperator;

/** Where the lifecycle writes and the endpoint reads how joining goes. */
public final class JoinBoard {

  private volatile JoinStatus status = JoinStatus.initial(List.of());

  JoinBoard() {}

  /** How joining goes. */
  public JoinStatus status() {
    return status;
  }

  synchronized void update(UnaryOperator<JoinStatus> change) {
    status = change.apply(status);
  }
}
