package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.VetoException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Applications whose classes are missing, or whose assertions fail, in the middle of a callback.
 */
class FaultyDelegatesTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void anErrorInAHookDoesNotEndTheProtocolThread() {
    var a = nodes.start("a");
    var b =
        nodes.start(
            "b",
            c ->
                c.alive(
                    peer -> {
                      if (!peer.name().equals("b")) {
                        throw new NoClassDefFoundError("of/The/Application");
                      }
                    }));

    assertThat(b.join(List.of(Nodes.seed(a))).reached()).isEqualTo(1);

    assertThat(b.numMembers()).isEqualTo(1);
    assertThat(b.ping("a", a.localNode().address())).isPositive();
  }

  @Test
  void anErrorInAStateCallbackFailsTheCallInsteadOfHoldingItUp() {
    var a = nodes.start("a");
    var b =
        nodes.start(
            "b",
            c ->
                c.delegate(
                    new Delegate() {
                      @Override
                      public byte[] localState(boolean join) {
                        throw new AssertionError("never empty");
                      }
                    }));

    assertThatThrownBy(() -> b.join(List.of(Nodes.seed(a))))
        .hasMessageContaining("failed: never empty");
  }

  @Test
  void anErrorDuringSyncIsThrownToTheCaller() {
    var fail = new AtomicBoolean();
    var pair =
        nodes.pair(
            c ->
                c.delegate(
                    new Delegate() {
                      @Override
                      public byte[] localState(boolean join) {
                        if (fail.get()) {
                          throw new AssertionError("never empty");
                        }
                        return new byte[0];
                      }
                    }));
    fail.set(true);

    assertThatThrownBy(() -> pair.get(0).sync())
        .isInstanceOf(AssertionError.class)
        .hasMessage("never empty");
  }

  @Test
  void anUpdateThatTheOwnAliveDelegateRefusesIsNoSuccess() {
    var refuse = new AtomicBoolean();
    var node =
        nodes.start(
            "a",
            c ->
                c.alive(
                    peer -> {
                      if (refuse.get()) {
                        throw new VetoException("not now");
                      }
                    }));
    refuse.set(true);

    assertThatThrownBy(() -> node.updateNode(Duration.ofSeconds(20)))
        .isInstanceOf(VetoException.class)
        .hasMessageContaining("refused by the own alive delegate");
  }

  @Test
  void closingWithinAHookDoesNothingButSaysSo() {
    var node = new AtomicReference<Memberlist>();
    var closed = new CompletableFuture<Boolean>();
    var a = nodes.start("a");
    var b =
        nodes.start(
            "b",
            c ->
                c.alive(
                    peer -> {
                      var self = node.get();
                      if (self != null) {
                        self.close();
                        closed.complete(true);
                      }
                    }));
    node.set(b);

    b.join(List.of(Nodes.seed(a)));

    assertThat(closed).succeedsWithin(20, TimeUnit.SECONDS);
    assertThat(b.status()).isEqualTo(Memberlist.Status.RUNNING);
  }

  @Test
  void theOwnNodeCanBeReadByCallbacksThatAreDeliveredDuringShutdown() {
    var node = new AtomicReference<Memberlist>();
    var entered = new CompletableFuture<Void>();
    var seen = new CompletableFuture<String>();
    var a =
        nodes.start(
            "a",
            c ->
                c.events(
                    new EventDelegate() {
                      @Override
                      public void notifyJoin(Node joined) {
                        if (joined.name().equals("b")) {
                          entered.complete(null);
                          Nodes.eventually(() -> refusesWork(node.get()));
                          seen.complete(
                              node.get().localNode().name()
                                  + node.get().members().size()
                                  + node.get().advertisedAddress().port());
                        }
                      }
                    }));
    node.set(a);
    int port = a.config().bindPort();
    var b = nodes.start("b");
    b.join(List.of(Nodes.seed(a)));
    assertThat(entered).succeedsWithin(20, TimeUnit.SECONDS);

    a.shutdown();

    assertThat(seen).isCompletedWithValue("a2" + port);
    assertThatThrownBy(a::localNode).isInstanceOf(IllegalStateException.class);
    assertThat(a.members()).isEmpty();
  }

  private static boolean refusesWork(Memberlist node) {
    try {
      node.verify(true, true);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
