package io.memberlist.internal.driver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackLaneTest {

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final Statistics statistics = new Statistics();
  private final CallbackLane lane =
      new CallbackLane(
          recorder(),
          null,
          null,
          new Measurements(statistics, null, new ObserverSlot()),
          new Logs(Clock.system()));

  @AfterEach
  void close() {
    lane.close();
  }

  @Test
  void eventsAreToldInTheirOrder() throws Exception {
    change(Kind.JOIN, "a");
    change(Kind.SUSPECT, "a");
    change(Kind.LEAVE, "a");
    change(Kind.REAP, "a");

    deliver();

    assertThat(told).containsExactly("join a", "suspect a", "leave a", "reap a");
  }

  @Test
  void anExceptionDoesNotKeepTheNextEventFromBeingTold() throws Exception {
    change(Kind.JOIN, "fails");
    change(Kind.JOIN, "b");

    deliver();

    assertThat(told).containsExactly("join b");
  }

  @Test
  void aboveTheLimitTheEventsOfANodeAreMerged() throws Exception {
    fill();
    change(Kind.JOIN, "a");
    change(Kind.UPDATE, "a");
    change(Kind.JOIN, "b");
    change(Kind.LEAVE, "b");
    change(Kind.LEAVE, "c");
    change(Kind.JOIN, "c");
    change(Kind.SUSPECT, "d");
    change(Kind.LEAVE, "d");
    change(Kind.REAP, "d");

    deliver();

    assertThat(told.subList(CallbackLane.LIMIT, told.size()))
        .containsExactly("join a", "update c", "leave d", "reap d");
    assertThat(statistics.get(Metric.EVENTS_DROPPED)).isEqualTo(5);
  }

  @Test
  void theLaneNeverHoldsMoreThanItsLimitAndOneEntryForEachNode() {
    fill();
    for (int i = 0; i < 1000; i++) {
      change(Kind.UPDATE, "node-" + i % 10);
    }

    change(Kind.JOIN, "last");

    assertThat(statistics.get(Metric.EVENTS_DROPPED)).isEqualTo(990);
  }

  @Test
  void nothingOvertakesMergedEvents() {
    var full = new AtomicReference<CallbackLane>();
    var order = new ArrayList<String>();
    var busy =
        new CallbackLane(
            new EventDelegate() {
              @Override
              public void notifyUpdate(Node node) {
                full.get().addRejoin(new JoinResult(1, 1, List.of()));
              }

              @Override
              public void notifyJoin(Node node) {
                order.add("join " + node.name());
              }

              @Override
              public void notifyRejoin(JoinResult result) {
                order.add("rejoin");
              }
            },
            null,
            null,
            new Measurements(statistics, null, new ObserverSlot()),
            new Logs(Clock.system()));
    full.set(busy);
    for (int i = 0; i <= CallbackLane.LIMIT; i++) {
      var kind = i == 0 ? Kind.UPDATE : Kind.JOIN;
      busy.add(new MemberEvent.Change(kind, node("n" + i), List.of()));
    }
    busy.close();

    busy.run();

    assertThat(order).hasSize(CallbackLane.LIMIT).doesNotContain("rejoin");
    assertThat(statistics.get(Metric.EVENTS_DROPPED)).isEqualTo(1);
  }

  @Test
  void whatIsQueuedIsStillToldAfterClosing() throws Exception {
    change(Kind.JOIN, "a");
    lane.close();

    lane.run();

    assertThat(told).containsExactly("join a");
  }

  private void fill() {
    for (int i = 0; i < CallbackLane.LIMIT; i++) {
      change(Kind.UPDATE, "first");
    }
  }

  private void deliver() throws Exception {
    var thread = Threads.daemon("test", "callbacks", lane);
    var delivered = lane.delivered();
    thread.start();
    delivered.get(60, SECONDS);
    lane.close();
    thread.join(60_000);
    assertThat(thread.isAlive()).isFalse();
  }

  private void change(Kind kind, String name) {
    lane.add(new MemberEvent.Change(kind, node(name), List.of()));
  }

  static Node node(String name) {
    return new Node(
        name,
        new byte[] {127, 0, 0, 1},
        7946,
        new byte[0],
        NodeState.ALIVE,
        1,
        Instant.EPOCH,
        Node.Versions.NONE,
        null);
  }

  private EventDelegate recorder() {
    return new EventDelegate() {
      @Override
      public void notifyJoin(Node node) {
        if (node.name().equals("fails")) {
          throw new IllegalStateException("from the application");
        }
        told.add("join " + node.name());
      }

      @Override
      public void notifyLeave(Node node) {
        told.add("leave " + node.name());
      }

      @Override
      public void notifyUpdate(Node node) {
        told.add("update " + node.name());
      }

      @Override
      public void notifySuspect(Node node, List<String> accusers) {
        told.add("suspect " + node.name());
      }

      @Override
      public void notifyReap(Node node) {
        told.add("reap " + node.name());
      }
    };
  }
}
