package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.ProbeTrace;
import io.memberlist.TrafficObserver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrafficObserverTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  private record Seen(String what, @Nullable String peer, InetSocketAddress address, int bytes) {}

  /** Keeps what it is told. */
  private static final class Sight implements TrafficObserver {
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<ProbeTrace> traces = new CopyOnWriteArrayList<>();

    @Override
    public void sent(Kind kind, @Nullable String peer, InetSocketAddress to, int bytes) {
      seen.add(new Seen("sent " + kind, peer, to, bytes));
    }

    @Override
    public void received(Kind kind, @Nullable String peer, InetSocketAddress from, int bytes) {
      seen.add(new Seen("received " + kind, peer, from, bytes));
    }

    @Override
    public void probed(ProbeTrace trace) {
      traces.add(trace);
    }

    Seen await(String what) {
      Nodes.eventually(() -> seen.stream().anyMatch(one -> one.what.equals(what)));
      return seen.stream().filter(one -> one.what.equals(what)).findFirst().orElseThrow();
    }
  }

  private final Sight sight = new Sight();

  private List<Memberlist> probingPair() {
    return nodes.pair(c -> c.probeInterval(Duration.ofMillis(50)));
  }

  @Test
  void l_40_probesAndTheirAnswersAreSeenOnBothSides() {
    var pair = probingPair();
    var a = pair.get(0);
    var b = pair.get(1).localNode();
    a.observe(sight);

    assertThat(List.of(sight.await("sent PING"), sight.await("sent ACK")))
        .allSatisfy(
            seen -> {
              assertThat(seen.peer).isEqualTo("b");
              assertThat(seen.address).isEqualTo(b.address());
              assertThat(seen.bytes).isPositive();
            });
    assertThat(sight.await("received PING"))
        .satisfies(
            seen -> {
              assertThat(seen.peer).isEqualTo("b");
              assertThat(seen.address).isEqualTo(b.address());
              assertThat(seen.bytes).isPositive();
            });
    assertThat(sight.await("received ACK").peer).isNull();
    Nodes.eventually(() -> !sight.traces.isEmpty());
    assertThat(sight.traces.get(0).target()).isEqualTo("b");
    assertThat(sight.traces.get(0).outcome()).isEqualTo(ProbeTrace.Outcome.ANSWERED);
  }

  @Test
  void l_40_gossipExchangesAndMessagesOfApplicationsAreSeen() {
    var pair = nodes.pair(c -> c);
    var a = pair.get(0);
    var b = pair.get(1).localNode();
    var other = new Sight();
    a.observe(sight);
    pair.get(1).observe(other);

    a.sendBestEffort(b, new byte[] {1});
    assertThat(sight.await("sent APPLICATION").peer).isEqualTo("b");
    assertThat(other.await("received APPLICATION").address).isEqualTo(a.localNode().address());
    sight.seen.clear();
    other.seen.clear();
    a.sendReliable(b, new byte[] {1, 2, 3});
    assertThat(sight.await("sent APPLICATION").bytes).isGreaterThan(3);
    other.await("received APPLICATION");

    a.sync();
    assertThat(sight.await("sent EXCHANGE").bytes).isGreaterThan(50);
    assertThat(other.await("received EXCHANGE").peer).isNull();

    a.updateNode(Duration.ofSeconds(30));
    assertThat(sight.await("sent GOSSIP").peer).isEqualTo("b");
    assertThat(other.await("received GOSSIP").address).isEqualTo(a.localNode().address());
  }

  @Test
  void anObserverOutlivesARestartAndCanBeTakenAway() {
    var pair = probingPair();
    var a = pair.get(0);
    a.observe(sight);
    sight.await("sent ACK");

    a.shutdown();
    sight.seen.clear();
    a.start();
    a.join(List.of(Nodes.seed(pair.get(1))));
    sight.await("sent EXCHANGE");

    a.observe(null);
    var other = new Sight();
    pair.get(1).observe(other);
    other.await("received PING");
    int before = sight.seen.size();
    other.seen.clear();
    other.await("received PING");
    assertThat(sight.seen).hasSize(before);
  }

  @Test
  void anObserverThatThrowsHarmsNobodyAndIsNotCalledAgain() {
    var pair = probingPair();
    var calls = new AtomicInteger();
    pair.get(0)
        .observe(
            new TrafficObserver() {
              @Override
              public void sent(Kind kind, @Nullable String peer, InetSocketAddress to, int bytes) {
                calls.incrementAndGet();
                throw new IllegalStateException("on purpose");
              }
            });
    Nodes.eventually(() -> calls.get() > 0);
    pair.get(1).observe(sight);

    sight.await("received PING");
    sight.await("received ACK");

    assertThat(calls.get()).isLessThanOrEqualTo(2); // two threads may be in it at once
    assertThat(pair.get(0).numMembers()).isEqualTo(2);
  }
}
