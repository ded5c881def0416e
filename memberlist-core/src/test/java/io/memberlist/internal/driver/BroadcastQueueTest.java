package io.memberlist.internal.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Delegate;
import io.memberlist.broadcast.Broadcast;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.broadcast.UniqueBroadcast;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.net.AllowList;
import io.memberlist.metrics.Statistics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A delegate that names its queue lets gossip rest while that is empty. */
class BroadcastQueueTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  private final TransmitLimitedQueue queue = new TransmitLimitedQueue(1, () -> 2);

  private final Delegate queueing =
      new Delegate() {
        @Override
        public TransmitLimitedQueue broadcastQueue() {
          return queue;
        }
      };

  private record Message(byte[] message) implements UniqueBroadcast {
    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public void finished() {}
  }

  private static DriverHooks hooks(@Nullable Delegate delegate) {
    var clock = Clock.system();
    return new DriverHooks(
        Nodes.config("a").delegate(delegate).build(),
        AllowList.of(List.of()),
        () -> new CodecSettings("", false, null, true, true, true, 1),
        clock,
        new Measurements(new Statistics(), null, new ObserverSlot()),
        new Logs(clock));
  }

  @Test
  void gossipHasSomethingToAskForOnlyWhileTheQueueHas() {
    var hooks = hooks(queueing);
    assertThat(hooks.mayHaveUserBroadcasts()).isFalse();

    queue.queueBroadcast(new Message("m".getBytes(UTF_8)));

    assertThat(hooks.mayHaveUserBroadcasts()).isTrue();
    assertThat(hooks.userBroadcasts(3, 100)).hasSize(1);
    assertThat(hooks.mayHaveUserBroadcasts()).isFalse();
  }

  @Test
  void aDelegateThatNamesNoQueueHasToBeAskedEveryTime() {
    assertThat(hooks(new Delegate() {}).mayHaveUserBroadcasts()).isTrue();
    assertThat(hooks(null).mayHaveUserBroadcasts()).isFalse();
  }

  @Test
  void queueingWakesTheNode() {
    var received = new CompletableFuture<String>();
    var a = nodes.start("a", c -> c.delegate(queueing));
    var b =
        nodes.start(
            "b",
            c ->
                c.delegate(
                    new Delegate() {
                      @Override
                      public void notifyMsg(byte[] message) {
                        received.complete(new String(message, UTF_8));
                      }
                    }));
    b.join(List.of(Nodes.seed(a)));
    Nodes.members(a, 2);
    Nodes.eventually(() -> a.queues().broadcasts() == 0);

    queue.queueBroadcast(new Message("wake up".getBytes(UTF_8)));

    assertThat(received).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("wake up");
    Nodes.eventually(() -> queue.numQueued() == 0);
  }
}
