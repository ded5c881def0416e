package io.memberlist.spring.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.spring.test.TestApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.EventListener;

/** Section 18.2 with whole applications. */
class CoordinatorTest {

  private final List<TestApplication> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(TestApplication::close);
  }

  private TestApplication start(String name, String... properties) {
    var all = new ArrayList<>(List.of(properties));
    all.add("memberlist.name=" + name);
    all.add("spring.application.name=orders");
    all.add("memberlist.coordinator.settle-time=100ms");
    var application =
        TestApplication.start(List.of(Listener.class, Job.class), all.toArray(String[]::new));
    started.add(application);
    return application;
  }

  private static MemberlistCoordinator coordinator(TestApplication application) {
    return application.context().getBean(MemberlistCoordinator.class);
  }

  private static List<String> events(TestApplication application) {
    return application.context().getBean(Listener.class).events;
  }

  /** Hears what becomes of this application. */
  static class Listener {
    final List<String> events = new CopyOnWriteArrayList<>();

    @EventListener
    void on(CoordinatorGrantedEvent event) {
      events.add("granted");
    }

    @EventListener
    void on(CoordinatorRevokedEvent event) {
      events.add("revoked");
    }
  }

  /** Only one is to run. */
  static class Job {
    final AtomicInteger runs = new AtomicInteger();

    @RunOnCoordinator
    public void run() {
      runs.incrementAndGet();
    }

    public int runs() {
      return runs.get();
    }
  }

  @Test
  void s_137_s_138_theInstanceThatStartedFirstCoordinatesUntilItIsGone() {
    var a = start("z-first");
    await().until(() -> coordinator(a).isCoordinator());
    var b = start("a-second", "memberlist.join.seeds=" + a.seed());
    await().until(() -> coordinator(b).current().equals(Optional.of("z-first")));
    assertThat(coordinator(b).isCoordinator()).isFalse();
    assertThat(events(a)).containsExactly("granted");

    var first = a.context().getBean(Job.class);
    var second = b.context().getBean(Job.class);
    first.run();
    second.run();
    assertThat(first.runs()).isEqualTo(1);
    assertThat(second.runs()).isZero();
    assertThat(b.get("/actuator/memberlist").json().at("/coordinator").asString())
        .isEqualTo("z-first");
    assertThat(b.get("/actuator/prometheus").text())
        .contains("memberlist_coordinator{name=\"memberlist\"} 0.0");
    assertThat(a.get("/actuator/prometheus").text())
        .contains("memberlist_coordinator{name=\"memberlist\"} 1.0")
        .contains("memberlist_cluster_events_total{name=\"memberlist\",outcome=\"unknown\"} 0.0");

    started.remove(a);
    a.close();

    await().until(() -> coordinator(b).isCoordinator());
    assertThat(events(b)).contains("granted");
  }

  @Test
  void s_137_leavingEndsIt() {
    var a = start("a");
    await().until(() -> events(a).equals(List.of("granted")));

    a.memberlist().leave(Duration.ofSeconds(10));

    await().until(() -> events(a).equals(List.of("granted", "revoked")));
    assertThat(coordinator(a).current()).isEmpty();
  }

  @Test
  void s_137_withTooFewInstancesThereIsNone() {
    var a = start("a", "memberlist.coordinator.min-members=2");
    var other =
        TestApplication.start(
            "memberlist.name=other",
            "spring.application.name=other",
            "memberlist.join.seeds=" + a.seed(),
            "memberlist.coordinator.settle-time=100ms");
    started.add(other);
    await().until(() -> coordinator(other).isCoordinator());
    assertThat(coordinator(a).current()).isEmpty();

    var b = start("b", "memberlist.join.seeds=" + a.seed(), "memberlist.coordinator.min-members=2");

    await().until(() -> coordinator(a).isCoordinator());
    await().until(() -> coordinator(b).current().equals(Optional.of("a")));
  }
}
