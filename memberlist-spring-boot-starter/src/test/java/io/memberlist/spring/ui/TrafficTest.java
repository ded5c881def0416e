package io.memberlist.spring.ui;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.ProbeTrace;
import io.memberlist.ProbeTrace.Outcome;
import io.memberlist.TrafficObserver;
import io.memberlist.TrafficObserver.Kind;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final InetSocketAddress B = new InetSocketAddress("127.0.0.1", 2);
  private static final InetSocketAddress STRANGER = new InetSocketAddress("127.0.0.1", 99);

  private final Traffic traffic = new Traffic();
  private final AtomicReference<@Nullable TrafficObserver> observer = new AtomicReference<>();
  private final Memberlist memberlist = node(observer);

  /** A node that knows {@code a} and {@code b} and can be observed; nothing else is asked of it. */
  private static Memberlist node(AtomicReference<@Nullable TrafficObserver> observer) {
    return (Memberlist)
        Proxy.newProxyInstance(
            TrafficTest.class.getClassLoader(),
            new Class<?>[] {Memberlist.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "observe" -> observer.set((TrafficObserver) arguments[0]);
                case "allNodes" -> {
                  return List.of(member("a", 1, 1), member("b", 1, 2), member("c", 2, 1));
                }
                case "hashCode" -> {
                  return System.identityHashCode(proxy);
                }
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private static Node member(String name, int host, int port) {
    return new Node(
        name,
        new byte[] {127, 0, 0, (byte) host},
        port,
        new byte[0],
        NodeState.ALIVE,
        1,
        Instant.EPOCH,
        new Node.Versions(1, 5, 2, 0, 0, 0),
        null);
  }

  private ClusterViews views() {
    return () -> List.of(new ClusterViews.View("a", memberlist, true));
  }

  private static final class All implements ClusterViews {
    private final List<View> views;

    All(View... views) {
      this.views = List.of(views);
    }

    @Override
    public List<View> views() {
      return views;
    }

    @Override
    public boolean all() {
      return true;
    }
  }

  /** Messages of the next event without their times. */
  private List<String> shown(ClusterViews views) {
    var data = traffic.sample(views, 1000);
    var messages = new ArrayList<String>();
    if (data != null) {
      for (var message : data.replaceAll(".*\"m\":\\[\\[|\\]\\]\\}", "").split("\\],\\[")) {
        messages.add(message.replaceFirst("^\\d+,", "").replace("\"", ""));
      }
    }
    return messages;
  }

  private static ProbeTrace trace(Outcome outcome, String... helpers) {
    return new ProbeTrace(
        "b", outcome, ofMillis(1000), ofMillis(500), List.of(helpers), helpers.length, true);
  }

  @Test
  void l_40_anObserverIsSetWhileSomebodyWatchesAndNoLonger() {
    assertThat(observer.get()).isNull();

    traffic.watch(views(), false);
    var first = observer.get();
    assertThat(first).isNotNull();
    traffic.watch(views(), false);
    assertThat(observer.get()).isSameAs(first);

    traffic.end();
    assertThat(observer.get()).isNull();
  }

  @Test
  void aNodeThatIsNoViewAnyMoreIsNotWatched() {
    var other = new AtomicReference<@Nullable TrafficObserver>();
    var a = new ClusterViews.View("a", memberlist, true);
    traffic.watch(new All(a, new ClusterViews.View("b", node(other), true)), false);
    assertThat(other.get()).isNotNull();

    traffic.watch(new All(a), false);

    assertThat(other.get()).isNull();
    assertThat(observer.get()).isNotNull();
  }

  @Test
  void l_42_messagesToAndFromTheOwnNodeAreShownByName() {
    traffic.watch(views(), true);
    var told = observer.get();

    told.sent(Kind.GOSSIP, "b", B, 100);
    told.sent(Kind.EXCHANGE, null, B, 100);
    told.sent(Kind.APPLICATION, "b", B, 100);
    told.sent(Kind.PING, "b", B, 100);
    told.probed(trace(Outcome.ANSWERED));
    told.received(Kind.PING, "b", B, 100);
    told.received(Kind.ACK, null, B, 100);
    told.received(Kind.GOSSIP, null, B, 100);
    told.received(Kind.GOSSIP, null, STRANGER, 100);

    assertThat(shown(views()))
        .containsExactlyInAnyOrder(
            "g,a,b,1", "s,a,b,1", "u,a,b,1", "p,a,b,1", "p,b,a,1", "g,b,a,1");
    assertThat(traffic.sample(views(), 1000)).isNull();
  }

  @Test
  void l_42_anExchangeThatAnotherProcessBeginsIsThatOfTheOnlyMemberOfItsHost() {
    traffic.watch(views(), true);
    var alone = new InetSocketAddress("127.0.0.2", 50_000);
    var oneOfTwo = new InetSocketAddress("127.0.0.1", 50_000);

    observer.get().received(Kind.EXCHANGE, null, alone, 100);
    observer.get().received(Kind.EXCHANGE, null, oneOfTwo, 100);
    observer.get().received(Kind.GOSSIP, null, alone, 100);

    assertThat(shown(views())).containsExactly("s,c,a,1");
  }

  @Test
  void l_42_whatBothEndsSeeIsShownOnce() {
    var other = new AtomicReference<@Nullable TrafficObserver>();
    var views =
        new All(
            new ClusterViews.View("a", memberlist, true),
            new ClusterViews.View("b", node(other), true));
    traffic.watch(views, true);

    observer.get().sent(Kind.GOSSIP, "b", B, 100);
    other.get().received(Kind.GOSSIP, null, new InetSocketAddress("127.0.0.1", 1), 100);

    assertThat(shown(views)).containsExactly("g,a,b,1");
  }

  @Test
  void l_43_aFailedProbeIsShownInItsParts() {
    traffic.watch(views(), true);
    observer.get().probed(trace(Outcome.UNANSWERED, "c"));

    assertThat(shown(views())).containsExactly("p,a,b,0", "i,a,c,1");
    assertThat(traffic.failures()).extracting(Traffic.Failure::by).containsExactly("a");
    assertThat(traffic.failures()).isEmpty();

    var all = new All(new ClusterViews.View("a", memberlist, true));
    traffic.end();
    traffic.watch(all, true);
    observer.get().probed(trace(Outcome.UNANSWERED, "c"));
    assertThat(shown(all)).containsExactly("p,a,b,0", "i,a,c,1", "i,c,b,0");
  }

  @Test
  void l_42_whoDoesNotWantToSeeMessagesCostsNothingButFailures() {
    traffic.watch(views(), false);

    observer.get().sent(Kind.GOSSIP, "b", B, 100);
    observer.get().probed(trace(Outcome.UNANSWERED, "c"));

    assertThat(traffic.sample(views(), 1000)).isNull();
    assertThat(traffic.failures()).hasSize(1);
  }

  @Test
  void l_42_whatIsMoreThanTheRingHoldsIsCounted() {
    traffic.watch(views(), true);

    for (int i = 0; i < 5000; i++) {
      observer.get().sent(Kind.GOSSIP, "b", B, 100);
    }

    assertThat(traffic.sample(views(), 1000)).contains("\"of\":5000,");
  }
}
