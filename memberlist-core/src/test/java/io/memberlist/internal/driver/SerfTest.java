package io.memberlist.internal.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Config;
import io.memberlist.EventDelegate;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Serf, which is built on this layer, relies on; over sockets. */
class SerfTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  /** What happened to one node. */
  private static final class Story implements EventDelegate {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final String name;

    private Story(String name) {
      this.name = name;
    }

    private void add(Node node, String what) {
      if (node.name().equals(name)) {
        events.add(what);
      }
    }

    @Override
    public void notifyJoin(Node node) {
      add(node, "join");
    }

    @Override
    public void notifyLeave(Node node) {
      add(node, node.state().name());
    }

    @Override
    public void notifyUpdate(Node node) {
      add(node, "update");
    }
  }

  private static Config.Builder quick(Config.Builder c) {
    return c.probeInterval(Duration.ofMillis(200))
        .probeTimeout(Duration.ofMillis(100))
        .suspicionMult(1)
        .rejoin(rejoin -> rejoin.withEnabled(true).withInterval(Duration.ofMillis(200)));
  }

  @Test
  void serf_02_aFailedNodeThatStartsAgainIsBroughtBackWithoutJoining() {
    var story = new Story("b");
    var a = nodes.start("a", c -> quick(c).events(story));
    var b = nodes.start("b", SerfTest::quick);
    int port = b.config().bindPort();
    b.join(List.of(Nodes.seed(a)));
    Nodes.members(a, 2);

    b.shutdown();
    Nodes.members(a, 1);
    var again = nodes.start("b", c -> quick(c).bindPort(port));

    Nodes.members(a, 2);
    Nodes.members(again, 2);
    Nodes.eventually(() -> story.events.size() >= 3);
    assertThat(story.events).containsExactly("join", "DEAD", "join");
  }

  @Test
  void serf_03_whoRestartsUnnoticedWithOtherTagsAndVersionIsUpdated() {
    var story = new Story("b");
    var a =
        nodes.start("a", c -> c.events(story).delegateProtocolMax(5).delegateProtocolVersion(4));
    var b = nodes.start("b", c -> c.delegateProtocolMax(5).delegateProtocolVersion(4));
    int port = b.config().bindPort();
    b.join(List.of(Nodes.seed(a)));
    Nodes.members(a, 2);

    b.shutdown();
    var tags = new Recorder().meta("foo=bar");
    var again =
        nodes.start(
            "b",
            c -> c.bindPort(port).delegate(tags).delegateProtocolMax(5).delegateProtocolVersion(3));
    again.join(List.of(Nodes.seed(a)));

    Nodes.eventually(() -> story.events.size() >= 2);
    assertThat(story.events).containsExactly("join", "update");
    var record = a.node("b").orElseThrow();
    assertThat(new String(record.meta(), UTF_8)).isEqualTo("foo=bar");
    assertThat(record.versions().delegateCurrent()).isEqualTo(3);
  }

  private static byte[] key(int fill) {
    var key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  @Test
  void serf_10_keysAreInstalledUsedAndRemovedWhileTheNodesKeepTalking() {
    var rings =
        List.of(
            Keyring.of(List.of(key(2), key(3)), key(1)),
            Keyring.of(List.of(key(2), key(3)), key(1)));
    var a = nodes.start("a", c -> c.keyring(rings.get(0)));
    var b = nodes.start("b", c -> c.keyring(rings.get(1)));
    b.join(List.of(Nodes.seed(a)));
    Nodes.members(a, 2);

    rings.forEach(ring -> ring.add(key(4)));
    assertThat(rings).allMatch(ring -> Arrays.equals(ring.keys().get(0), key(1)));
    talk(a, b);
    rings.get(0).use(key(4)); // one after the other, as an operator does
    talk(a, b);
    rings.get(1).use(key(4));
    talk(a, b);
    rings.forEach(ring -> ring.remove(key(1)));
    rings.forEach(ring -> ring.remove(key(9)));
    talk(a, b);

    assertThat(rings).allMatch(ring -> Arrays.equals(ring.keys().get(0), key(4)));
    assertThat(rings).allMatch(ring -> ring.size() == 3);
    assertThatThrownBy(() -> rings.get(0).use(key(9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not in the keyring");
    for (var node : List.of(a, b)) {
      assertThat(node.statistics().get(Metric.PACKETS_DROPPED_DECRYPT)).isZero();
      assertThat(node.statistics().get(Metric.STREAMS_REFUSED_DECRYPT)).isZero();
    }
  }

  /** Packets and streams, both ways. */
  private static void talk(Memberlist a, Memberlist b) {
    assertThat(a.ping("b", b.localNode().address())).isPositive();
    assertThat(b.ping("a", a.localNode().address())).isPositive();
    a.sync();
    b.sync();
  }

  @Test
  void serf_11_aBlockedEventDelegateHoldsNobodyUp() {
    var release = new CountDownLatch(1);
    EventDelegate blocked =
        new EventDelegate() {
          @Override
          public void notifyJoin(Node node) {
            if (node.name().equals("a")) {
              return; // its start waits for that one
            }
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try {
      var a = nodes.start("a", c -> quick(c).events(blocked));
      var b = nodes.start("b", SerfTest::quick);
      var c = nodes.start("c", SerfTest::quick);
      b.join(List.of(Nodes.seed(a)));
      c.join(List.of(Nodes.seed(a)));
      Nodes.members(a, 3);
      c.shutdown();

      Nodes.members(a, 2);
      Nodes.members(b, 2);
      assertThat(b.ping("a", a.localNode().address())).isPositive();
    } finally {
      release.countDown();
    }
  }
}
