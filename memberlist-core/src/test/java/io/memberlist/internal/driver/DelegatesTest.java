package io.memberlist.internal.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.AliveDelegate;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeMetadataException;
import io.memberlist.PingDelegate;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DelegatesTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void meta_01_meta_02_metadataAndTheirUpdatesArrive() {
    var first = new Recorder().meta("web");
    var second = new Recorder().meta("lb");
    var a = nodes.start("a", c -> c.delegate(first));
    var b = nodes.start("b", c -> c.delegate(second));
    a.join(List.of(Nodes.seed(b)));
    Nodes.eventually(() -> shows(a, "web", "lb") && shows(b, "web", "lb"));

    first.meta("api");
    second.meta("db");
    a.updateNode(Duration.ZERO);
    b.updateNode(Duration.ZERO);

    Nodes.eventually(() -> shows(a, "api", "db") && shows(b, "api", "db"));
  }

  private static boolean shows(Memberlist node, String metaOfA, String metaOfB) {
    return meta(node, "a").equals(metaOfA) && meta(node, "b").equals(metaOfB);
  }

  private static String meta(Memberlist node, String name) {
    return node.node(name).map(n -> new String(n.meta(), UTF_8)).orElse("");
  }

  @Test
  void def_13_metadataThatGrewTooLargeLeaveTheRunningNodeAsItIs() {
    var recorder = new Recorder().meta("small");
    var a = nodes.start("a", c -> c.delegate(recorder));
    recorder.meta("x".repeat(513));

    assertThatThrownBy(() -> a.updateNode(Duration.ZERO))
        .isInstanceOf(NodeMetadataException.class)
        .hasMessageContaining("513")
        .hasMessageContaining("512");

    assertThat(meta(a, "a")).isEqualTo("small");
  }

  @Test
  void def_04_everythingMayBeCalledFromAnEventCallback() throws Exception {
    var self = new AtomicReference<Memberlist>();
    var seen = Collections.synchronizedList(new ArrayList<Integer>());
    var done = new CountDownLatch(1);
    var a = nodes.start("a");
    var b =
        nodes.start(
            "b",
            c ->
                c.delegate(new Recorder())
                    .events(
                        new EventDelegate() {
                          @Override
                          public void notifyJoin(Node node) {
                            var me = self.get();
                            if (me == null || !node.name().equals("a")) {
                              return;
                            }
                            seen.add(me.members().size());
                            me.sendBestEffort(node, new byte[1]);
                            me.sendReliable(node, new byte[1]);
                            me.ping("a", node.address());
                            me.sync();
                            me.updateNode(Nodes.PATIENCE);
                            me.join(List.of(Nodes.address(a)));
                            done.countDown();
                          }
                        }));
    self.set(b);

    b.join(List.of(Nodes.seed(a)));

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).as("a view is never older than its event").containsExactly(2);
  }

  @Test
  void def_04_hooksOnTheProtocolThreadMayAskButNotWait() throws Exception {
    var self = new AtomicReference<Memberlist>();
    var problems = new CopyOnWriteArrayList<Class<?>>();
    var asked = new CountDownLatch(1);
    AliveDelegate hook =
        peer -> {
          var me = self.get();
          if (me == null) {
            return;
          }
          me.members();
          me.sendBestEffort(me.localNode(), new byte[1]);
          for (Runnable waiting :
              List.<Runnable>of(
                  () -> me.join(List.of("127.0.0.1:1")),
                  () -> me.leave(Duration.ZERO),
                  () -> me.updateNode(Duration.ZERO),
                  () -> me.ping("a", me.localNode().address()),
                  me::sync,
                  () -> me.forget("x"),
                  me::shutdown)) {
            try {
              waiting.run();
            } catch (RuntimeException e) {
              problems.add(e.getClass());
            }
          }
          asked.countDown();
        };
    var a = nodes.start("a");
    var b = nodes.start("b", c -> c.alive(hook));
    self.set(b);

    b.join(List.of(Nodes.seed(a)));

    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    self.set(null);
    assertThat(problems).hasSizeGreaterThanOrEqualTo(7).containsOnly(IllegalStateException.class);
    assertThat(b.numMembers()).isEqualTo(2);
  }

  @Test
  void aHookThatIsSlowIsCounted() {
    var a = nodes.start("a", c -> c.alive(peer -> spin(Duration.ofMillis(15))));

    assertThat(a.statistics().get(Metric.HOOKS_SLOW)).isEqualTo(1);
  }

  private static void spin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void hooksThatThrowDoNotHarmTheNode() {
    var pair =
        nodes.pair(
            c ->
                c.delegate(
                        new Delegate() {
                          @Override
                          public List<byte[]> getBroadcasts(int overhead, int limit) {
                            throw new IllegalStateException("broadcasts");
                          }
                        })
                    .ping(
                        new PingDelegate() {
                          @Override
                          public byte[] ackPayload() {
                            throw new IllegalStateException("payload");
                          }
                        }));

    assertThat(pair.get(0).ping("b", pair.get(1).localNode().address())).isPositive();
  }

  @Test
  void aDelegateThatFailsToGiveItsStateFailsTheExchange() {
    var a = nodes.start("a");
    var b =
        nodes.start(
            "b",
            c ->
                c.delegate(
                    new Delegate() {
                      @Override
                      public byte[] localState(boolean join) {
                        throw new IllegalStateException("no state today");
                      }
                    }));

    assertThatThrownBy(() -> b.join(List.of(Nodes.seed(a))))
        .hasMessageContaining("failed: no state today");
  }

  @Test
  void def_16_aSlowMessageCallbackDelaysNeitherProbesNorEvents() throws Exception {
    var release = new CountDownLatch(1);
    Delegate slow =
        new Delegate() {
          @Override
          public void notifyMsg(byte[] message) {
            try {
              release.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    var a = nodes.start("a");
    var b = nodes.start("b", c -> c.delegate(slow).handoffQueueDepth(2));
    for (int i = 0; i < 10; i++) {
      a.sendBestEffort(b.localNode(), new byte[1]);
    }

    b.join(List.of(Nodes.seed(a)));

    assertThat(b.numMembers()).isEqualTo(2);
    assertThat(a.ping("b", b.localNode().address())).isPositive();
    Nodes.eventually(() -> b.statistics().get(Metric.PACKETS_DROPPED_QUEUE_FULL) >= 7);
    release.countDown();
  }
}
