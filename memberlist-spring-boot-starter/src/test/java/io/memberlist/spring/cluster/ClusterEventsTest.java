package io.memberlist.spring.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.memberlist.Delegate;
import io.memberlist.spring.cluster.ClusterEventCounts.Outcome;
import io.memberlist.spring.event.MessageReceivedEvent;
import io.memberlist.spring.test.Peers;
import io.memberlist.spring.test.TestApplication;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;

/** Section 18.1 with whole applications. */
class ClusterEventsTest {

  private static final String[] PACKAGES = {
    "memberlist.cluster-events.base-packages=io.memberlist.spring.cluster"
  };

  private final List<AutoCloseable> started = new ArrayList<>();
  private final Peers peers = new Peers();

  @AfterEach
  void end() throws Exception {
    for (var each : started) {
      each.close();
    }
    peers.close();
  }

  private TestApplication start(String name, String... properties) {
    return start(List.of(Listener.class), name, properties);
  }

  private TestApplication start(List<Class<?>> classes, String name, String... properties) {
    var all = new ArrayList<>(List.of(PACKAGES));
    all.addAll(List.of(properties));
    all.add("memberlist.name=" + name);
    var application = TestApplication.start(classes, all.toArray(String[]::new));
    started.add(application);
    return application;
  }

  private static Listener listener(TestApplication application) {
    return application.context().getBean(Listener.class);
  }

  private static String publish(TestApplication application, Object event) {
    return application.context().getBean(ClusterEventPublisher.class).publish(event);
  }

  private static long count(TestApplication application, Outcome outcome) {
    return application.context().getBean(ClusterEvents.class).counts().get(outcome);
  }

  /** An event as applications declare it. */
  @ClusterEvent("price-changed")
  record PriceChanged(String sku, BigDecimal price) {}

  /** One that is too long for the gossip. */
  @ClusterEvent("text-changed")
  record TextChanged(String text) {}

  record NotDeclared(String text) {}

  /** Hears everything. */
  static class Listener {
    final List<PriceChanged> prices = new CopyOnWriteArrayList<>();
    final List<ReceivedClusterEvent<PriceChanged>> received = new CopyOnWriteArrayList<>();
    final List<TextChanged> texts = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();

    @EventListener
    void on(PriceChanged event) {
      prices.add(event);
    }

    @EventListener
    void on(ReceivedClusterEvent<PriceChanged> event) {
      received.add(event);
    }

    @EventListener
    void on(TextChanged event) {
      texts.add(event);
    }

    @EventListener
    void on(MessageReceivedEvent event) {
      messages.add(new String(event.getPayload(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void s_133_anEventReachesEveryMemberOnceWithWhereItComesFrom() {
    var a = start("a");
    var b = start("b", "memberlist.join.seeds=" + a.seed());
    var c = start("c", "memberlist.join.seeds=" + a.seed());
    await().until(() -> c.memberlist().numMembers() == 3 && a.memberlist().numMembers() == 3);
    var event = new PriceChanged("A-1", new BigDecimal("9.95"));

    var id = publish(a, event);

    for (var each : List.of(a, b, c)) {
      await().until(() -> !listener(each).received.isEmpty());
      var received = listener(each).received.get(0);
      assertThat(received.getEvent()).isEqualTo(event);
      assertThat(received.getOrigin()).isEqualTo("a");
      assertThat(received.getId()).isEqualTo(id);
      assertThat(received.isLocal()).isEqualTo(each == a);
      assertThat(listener(each).messages).isEmpty();
    }
    await().until(() -> count(b, Outcome.DUPLICATE) + count(c, Outcome.DUPLICATE) > 0);
    for (var each : List.of(a, b, c)) {
      assertThat(listener(each).prices).containsExactly(event);
    }
  }

  @Test
  void s_133_aLongEventGoesToEachMemberByItself() {
    var a = start("a", "memberlist.cluster-events.publish-locally=false");
    var b = start("b", "memberlist.join.seeds=" + a.seed());
    await().until(() -> a.memberlist().numMembers() == 2);
    var event = new TextChanged("x".repeat(100_000));

    publish(a, event);

    await().until(() -> listener(b).texts.equals(List.of(event)));
    assertThat(listener(a).texts).isEmpty();
  }

  @Test
  void s_130_whatIsNotDeclaredIsNeitherWrittenNorRead() {
    var a = start("a");
    var b =
        start(
            "b",
            "memberlist.join.seeds=" + a.seed(),
            "memberlist.cluster-events.base-packages=org.example.nothing");
    await().until(() -> a.memberlist().numMembers() == 2);

    assertThatThrownBy(() -> publish(a, new NotDeclared("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("@ClusterEvent");
    publish(a, new PriceChanged("A-1", BigDecimal.ONE));

    await().until(() -> count(b, Outcome.UNKNOWN) == 1);
    assertThat(listener(b).prices).isEmpty();
  }

  @Test
  void s_131_hostileEnvelopesAreCountedAndOtherMessagesUntouched() {
    var a = start("a");
    var peer = peers.join("peer", a.seed());
    var node = peer.node("a").orElseThrow();
    var magic = new byte[] {(byte) 0x9d, 0x4d, 0x4c, 0x45, 0x01};
    var huge = Arrays.copyOf(magic, 10);
    huge[5] = (byte) 0xdf; // a map of four billion fields
    Arrays.fill(huge, 6, 10, (byte) 0xff);

    peer.sendReliable(node, huge);
    peer.sendReliable(node, Arrays.copyOf(magic, 6));
    peer.sendReliable(node, "plain".getBytes(StandardCharsets.UTF_8));

    await().until(() -> listener(a).messages.equals(List.of("plain")));
    assertThat(count(a, Outcome.INVALID)).isEqualTo(2);
  }

  @Test
  void s_130_anEventThatIsTooLongIsRefusedWithBothSizes() {
    var a = start("a", "memberlist.cluster-events.max-size=2KB");

    assertThatThrownBy(() -> publish(a, new TextChanged("x".repeat(3000))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2048")
        .hasMessageContaining("memberlist.cluster-events.max-size");
  }

  @Test
  void s_130_switchedOffThereIsNoBean() {
    var a = start("a", "memberlist.cluster-events.enabled=false");

    assertThat(a.context().getBeansOfType(ClusterEventPublisher.class)).isEmpty();
  }

  /** Owns the messages. */
  static class OwnDelegate implements Delegate {}

  @Test
  void s_135_aDelegateBeanSwitchesClusterEventsOff() {
    var a = start(List.of(Listener.class, OwnDelegate.class), "a");

    assertThatThrownBy(() -> publish(a, new PriceChanged("A-1", BigDecimal.ONE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Delegate bean");
    assertThat(a.context().getBean(ClusterEvents.class).handle(new byte[] {1})).isFalse();
  }

  /** Owns the messages and hands those that are cluster events on. */
  static class SharingDelegate implements Delegate {
    private final ObjectProvider<ClusterEvents> events;
    final List<String> others = new CopyOnWriteArrayList<>();

    SharingDelegate(ObjectProvider<ClusterEvents> events) {
      this.events = events;
    }

    @Override
    public void notifyMsg(byte[] message) {
      if (!events.getObject().handle(message)) {
        others.add(new String(message, StandardCharsets.UTF_8));
      }
    }

    @Override
    public List<byte[]> getBroadcasts(int overhead, int limit) {
      return events.getObject().getBroadcasts(overhead, limit);
    }
  }

  @Test
  void s_135_aDelegateBeanMayShareTheMessages() {
    var a = start(List.of(Listener.class, SharingDelegate.class), "a");
    var b = start("b", "memberlist.join.seeds=" + a.seed());
    await().until(() -> a.memberlist().numMembers() == 2 && b.memberlist().numMembers() == 2);
    var event = new PriceChanged("A-1", BigDecimal.ONE);
    a.context().getBean(ClusterEvents.class).getBroadcasts(0, 0);

    publish(b, event);
    await().until(() -> listener(a).prices.equals(List.of(event)));
    publish(a, event);
    await().until(() -> listener(b).prices.equals(List.of(event, event)));

    b.memberlist().sendReliable(b.memberlist().node("a").orElseThrow(), new byte[] {'x'});
    await().until(() -> a.context().getBean(SharingDelegate.class).others.equals(List.of("x")));
  }

  /** Keeps the thread that delivers the own events busy. */
  static class Slow {
    final CountDownLatch go = new CountDownLatch(1);

    @EventListener
    void on(TextChanged event) throws InterruptedException {
      go.await();
    }
  }

  @Test
  void s_134_aListenerMayBlockAndWhatTheQueueCannotTakeIsDroppedAndCounted() {
    // none travels by gossip, whose queue drops as well
    var a = start(List.of(Slow.class), "a", "memberlist.cluster-events.max-gossip-size=0");
    for (int i = 0; i < 1100; i++) {
      publish(a, new TextChanged("x"));
    }

    assertThat(count(a, Outcome.PUBLISHED)).isEqualTo(1100);
    assertThat(count(a, Outcome.DROPPED)).isBetween(1100L - 1024 - 1, 1100L - 1024);
    a.context().getBean(Slow.class).go.countDown();
  }
}
