package io.memberlist.spring.autoconfigure;

import java.util.List;
import java.util.function.UnaryOperator;

/** Where the lifecycle writes and the endpoint reads how joining goes. */
public final class JoinBoard {

  /**
   * Name of the bean. Conditions on it by name ask whether the starter is at work: by type each of
   * them would go through all beans.
   */
  public static final String BEAN = "memberlistJoinBoard";

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
