package io.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.MembershipChange.Kind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class QueueEventDelegateTest {

  private static final Node A =
      new Node(
          "a",
          new byte[] {10, 0, 0, 1},
          7946,
          new byte[0],
          NodeState.ALIVE,
          1,
          Instant.EPOCH,
          new Node.Versions(1, 5, 2, 0, 0, 0),
          null);

  private final ArrayBlockingQueue<MembershipChange> queue = new ArrayBlockingQueue<>(3);
  private final QueueEventDelegate delegate = new QueueEventDelegate(queue);

  @Test
  void changesComeInOrder() {
    delegate.notifyJoin(A);
    delegate.notifyUpdate(A);
    delegate.notifyLeave(A);

    assertThat(queue)
        .containsExactly(
            new MembershipChange(Kind.JOIN, A),
            new MembershipChange(Kind.UPDATE, A),
            new MembershipChange(Kind.LEAVE, A));
    assertThat(List.of(Kind.values())).containsExactly(Kind.JOIN, Kind.LEAVE, Kind.UPDATE);
  }

  @Test
  void othersAreNotReported() {
    delegate.notifySuspect(A, List.of("b"));
    delegate.notifyRecover(A);
    delegate.notifyReap(A);

    assertThat(queue).isEmpty();
  }

  @Test
  void fullQueueMakesTheCallbackWait() throws Exception {
    for (int i = 0; i < 3; i++) {
      delegate.notifyJoin(A);
    }
    var caller = new Thread(() -> delegate.notifyLeave(A));
    caller.start();
    while (caller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(queue.take().kind()).isEqualTo(Kind.JOIN);

    caller.join();
    assertThat(queue)
        .extracting(MembershipChange::kind)
        .containsExactly(Kind.JOIN, Kind.JOIN, Kind.LEAVE);
  }

  @Test
  void interruptEndsTheWait() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> delegate.notifyJoin(A))
        .isInstanceOf(OperationInterruptedException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(queue).isEmpty();
  }
}
