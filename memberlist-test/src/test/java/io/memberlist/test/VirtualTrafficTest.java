package io.memberlist.test;

import static io.memberlist.test.assertions.MemberlistAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.ProbeTrace;
import io.memberlist.ProbeTrace.Outcome;
import io.memberlist.TrafficObserver;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Observers see in virtual time what they see of a real node. */
class VirtualTrafficTest {

  private record Seen(String what, @Nullable String peer, InetSocketAddress address, int bytes) {}

  /** Keeps what it is told. */
  private static final class Sight implements TrafficObserver {
    private final List<Seen> seen = new ArrayList<>();
    private final List<ProbeTrace> traces = new ArrayList<>();

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

    Seen first(String what) {
      return seen.stream().filter(one -> one.what.equals(what)).findFirst().orElseThrow();
    }
  }

  private final VirtualCluster cluster = VirtualCluster.of(3).nodes(2).joined();
  private final Memberlist one = cluster.node(1).memberlist();
  private final Memberlist two = cluster.node(2).memberlist();
  private final Sight ofOne = new Sight();
  private final Sight ofTwo = new Sight();

  @Test
  void probesAndTheirAnswersAreSeenOnBothSides() {
    one.observe(ofOne);
    two.observe(ofTwo);
    cluster.advance(ofSeconds(3));

    assertThat(List.of(ofOne.first("sent PING"), ofOne.first("sent ACK")))
        .allSatisfy(
            seen -> {
              assertThat(seen.peer).isEqualTo("node-2");
              assertThat(seen.address).isEqualTo(two.localNode().address());
              assertThat(seen.bytes).isPositive();
            });
    assertThat(ofTwo.first("received PING").peer).isEqualTo("node-1");
    assertThat(ofTwo.first("received PING").bytes).isEqualTo(ofOne.first("sent PING").bytes);
    assertThat(ofTwo.first("received PING").address).isEqualTo(one.localNode().address());
    assertThat(ofOne.first("received ACK").peer).isNull();
    assertThat(ofOne.traces)
        .isNotEmpty()
        .allSatisfy(
            trace -> {
              assertThat(trace.target()).isEqualTo("node-2");
              assertThat(trace.outcome()).isEqualTo(Outcome.ANSWERED);
            });
  }

  @Test
  void gossipExchangesAndMessagesOfApplicationsAreSeen() {
    one.observe(ofOne);
    two.observe(ofTwo);
    var node = two.localNode();

    one.sendBestEffort(node, new byte[] {1});
    one.sendReliable(node, new byte[] {1, 2, 3});
    one.sync();
    one.updateNode(ofSeconds(30));
    cluster.advance(ofSeconds(1));

    for (var kind : List.of("APPLICATION", "EXCHANGE", "GOSSIP")) {
      assertThat(ofOne.first("sent " + kind).peer).as(kind).isEqualTo("node-2");
      assertThat(ofTwo.first("received " + kind).peer).as(kind).isNull();
    }
    assertThat(ofOne.seen).filteredOn(seen -> seen.what.equals("sent APPLICATION")).hasSize(2);
    assertThat(ofTwo.seen).filteredOn(seen -> seen.what.equals("received APPLICATION")).hasSize(2);
    assertThat(ofOne.first("sent EXCHANGE").bytes).isGreaterThan(50);
  }

  @Test
  void aProbeThatFailsIsToldWithWhatWasTried() {
    cluster.node(2).powerOff();
    one.observe(ofOne);

    cluster.advance(ofSeconds(3));

    assertThat(ofOne.traces.get(0).outcome()).isEqualTo(Outcome.UNANSWERED);
    assertThat(ofOne.traces.get(0).stream()).isTrue();
    assertThat(ofOne.traces.get(0).took()).isEqualTo(one.config().probeInterval());
  }

  @Test
  void anObserverOutlivesARestartAndCanBeTakenAway() {
    one.observe(ofOne);
    one.shutdown();
    one.start();
    one.join(List.of("node-2"));
    assertThat(ofOne.first("sent EXCHANGE").peer).isNull();

    one.observe(null);
    ofOne.seen.clear();
    cluster.advance(ofSeconds(3));

    assertThat(ofOne.seen).isEmpty();
  }

  @Test
  void anObserverThatThrowsHarmsNobodyAndIsNotCalledAgain() {
    var calls = new AtomicInteger();
    one.observe(
        new TrafficObserver() {
          @Override
          public void sent(Kind kind, @Nullable String peer, InetSocketAddress to, int bytes) {
            calls.incrementAndGet();
            throw new IllegalStateException("on purpose");
          }
        });

    cluster.advance(ofSeconds(20));

    assertThat(calls).hasValue(1);
    assertThat(cluster).hasConverged().hasNoFailures();
  }
}
