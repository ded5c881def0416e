package io.memberlist.spring.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.memberlist.Memberlist;
import io.memberlist.Tags;
import io.memberlist.spring.test.Peers;
import io.memberlist.spring.test.TestApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.context.event.EventListener;

/** Section 10 with whole applications. */
class DiscoveryTest {

  private final List<AutoCloseable> started = new ArrayList<>();
  private final Peers peers = new Peers();

  @AfterEach
  void end() throws Exception {
    for (var each : started) {
      each.close();
    }
    peers.close();
  }

  private TestApplication start(String name, String service, String... properties) {
    return start(List.of(), name, service, properties);
  }

  private TestApplication start(
      List<Class<?>> classes, String name, String service, String... properties) {
    var all = new ArrayList<>(List.of(properties));
    all.add("memberlist.name=" + name);
    all.add("spring.application.name=" + service);
    var application = TestApplication.start(classes, all.toArray(String[]::new));
    started.add(application);
    return application;
  }

  private static List<String> instances(TestApplication application, String service) {
    return application.context().getBean(DiscoveryClient.class).getInstances(service).stream()
        .map(ServiceInstance::getInstanceId)
        .toList();
  }

  private static void setReadiness(TestApplication application, ReadinessState state) {
    AvailabilityChangeEvent.publish(application.context(), state);
  }

  @Test
  void s_81_s_82_applicationsFindOneAnotherAsSoonAsTheyAcceptTraffic() {
    var a = start("a", "orders", "memberlist.tags.version=7");
    var b = start("b", "stock", "memberlist.join.seeds=" + a.seed());
    var client = b.context().getBean(DiscoveryClient.class);

    await().until(() -> client.getServices().equals(List.of("orders", "stock")));
    var instance = client.getInstances("ORDERS").get(0);
    assertThat(instance.getInstanceId()).isEqualTo("a");
    assertThat(instance.getServiceId()).isEqualTo("orders");
    assertThat(instance.getHost()).isEqualTo("127.0.0.1");
    assertThat(instance.getPort()).isEqualTo(a.port());
    assertThat(instance.isSecure()).isFalse();
    assertThat(instance.getScheme()).isEqualTo("http");
    assertThat(instance.getUri()).hasToString("http://127.0.0.1:" + a.port());
    assertThat(instance.getMetadata()).containsExactlyEntriesOf(Map.of("version", "7"));
    assertThat(((MemberlistServiceInstance) instance).getNode().name()).isEqualTo("a");
    assertThat(
            b.context()
                .getBean(ReactiveDiscoveryClient.class)
                .getInstances("orders")
                .map(ServiceInstance::getInstanceId)
                .collectList()
                .block())
        .containsExactly("a");
    assertThat(instances(b, "nothing")).isEmpty();

    setReadiness(a, ReadinessState.REFUSING_TRAFFIC);
    await().until(() -> instances(b, "orders").isEmpty());
    assertThat(client.getServices()).containsExactly("stock");

    setReadiness(a, ReadinessState.ACCEPTING_TRAFFIC);
    await().until(() -> instances(b, "orders").equals(List.of("a")));

    a.close();
    await().until(() -> instances(b, "orders").isEmpty());
  }

  @Test
  void s_81_theActuatorsOwnPortIsAnnounced() {
    var a = start("a", "orders", "management.server.port=0", "memberlist.discovery.zone=east");

    // readiness is announced without waiting
    await().until(() -> !a.memberlist().localNode().tags().containsKey("boot.up"));
    var tags = a.memberlist().localNode().tags();
    int management =
        a.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    assertThat(tags)
        .containsEntry("boot.app", "orders")
        .containsEntry("boot.port", String.valueOf(a.port()))
        .containsEntry("boot.mgmt", String.valueOf(management))
        .containsEntry("zone", "east")
        .doesNotContainKeys("boot.secure", "boot.host", "boot.up")
        .hasEntrySatisfying(
            "boot.since",
            since ->
                assertThat(Long.parseLong(since)).isLessThanOrEqualTo(System.currentTimeMillis()));
    var registration = a.context().getBean(Registration.class);
    assertThat(registration.getServiceId()).isEqualTo("orders");
    assertThat(registration.getInstanceId()).isEqualTo("a");
    assertThat(registration.getPort()).isEqualTo(a.port());
    assertThat(registration.getUri()).hasToString("http://127.0.0.1:" + a.port());
    assertThat(registration.getMetadata())
        .containsOnly(
            Map.entry("management.port", String.valueOf(management)), Map.entry("zone", "east"));
  }

  @Test
  void s_81_whatIsSaidWinsOverWhatIsSeen() {
    var a =
        start(
            "a",
            "orders",
            "memberlist.discovery.service-id=billing",
            "memberlist.discovery.hostname=shop.example.org",
            "memberlist.discovery.port=443",
            "memberlist.discovery.management-port=9001",
            "memberlist.discovery.secure=true");

    assertThat(a.memberlist().localNode().tags())
        .containsEntry("boot.app", "billing")
        .containsEntry("boot.host", "shop.example.org")
        .containsEntry("boot.port", "443")
        .containsEntry("boot.mgmt", "9001")
        .containsEntry("boot.secure", "1");
    assertThat(a.context().getBean(DiscoveryClient.class).getInstances("billing"))
        .extracting(ServiceInstance::getUri)
        .first()
        .hasToString("https://shop.example.org:443");
  }

  @Test
  void s_82_anApplicationMayAnnounceItselfWhateverItsReadiness() {
    var a = start("a", "orders", "memberlist.discovery.follow-readiness=false");

    setReadiness(a, ReadinessState.REFUSING_TRAFFIC);

    assertThat(instances(a, "orders")).containsExactly("a");
  }

  @Test
  void s_82_theServiceRegistryTakesAnInstanceOutOfServiceAndBack() {
    var a = start("a", "orders");
    var registry = a.context().getBean(MemberlistServiceRegistry.class);
    var registration = a.context().getBean(MemberlistRegistration.class);
    await().until(() -> instances(a, "orders").equals(List.of("a")));
    assertThat(registry.<String>getStatus(registration)).isEqualTo("UP");

    registry.setStatus(registration, "out_of_service");

    await().until(() -> instances(a, "orders").isEmpty()); // announcing waits for nobody
    assertThat(registry.<String>getStatus(registration)).isEqualTo("OUT_OF_SERVICE");
    setReadiness(a, ReadinessState.ACCEPTING_TRAFFIC);
    assertThat(instances(a, "orders")).isEmpty();
    registry.setStatus(registration, "UP");
    await().until(() -> instances(a, "orders").equals(List.of("a")));
    assertThatThrownBy(() -> registry.setStatus(registration, "asleep"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(a.memberlist().status()).isEqualTo(Memberlist.Status.RUNNING);
  }

  @Test
  void s_80_registrationAndDiscoveryCanBeSwitchedOff() {
    var silent = start("a", "orders", "memberlist.discovery.register=false");
    assertThat(silent.memberlist().localNode().meta()).isEmpty();
    assertThat(instances(silent, "orders")).isEmpty();

    var off = start("b", "orders", "memberlist.discovery.enabled=false");
    assertThat(off.memberlist().localNode().meta()).isEmpty();
    assertThat(off.context().getBeansOfType(MemberlistDiscoveryClient.class)).isEmpty();

    var without = start("c", "orders", "spring.cloud.discovery.enabled=false");
    assertThat(without.memberlist().localNode().tags()).containsEntry("boot.app", "orders");
    assertThat(without.context().getBeansOfType(MemberlistDiscoveryClient.class)).isEmpty();
  }

  @Test
  void s_85_plainMembersAreInstancesIfTheirTagsSaySo() {
    var a = start("a", "orders");
    peers.join("no tags", a.seed());
    peers.join(
        "like a Serf agent",
        a.seed(),
        c ->
            c.delegate(
                Peers.metadata(Tags.encode(Map.of("boot.app", "legacy", "boot.port", "81")))));
    peers.join(
        "hostile",
        a.seed(),
        c ->
            c.delegate(
                Peers.metadata(
                    Tags.encode(
                        Map.of("boot.app", "legacy", "boot.port", "x", "boot.host", "a b")))));
    peers.join(
        "hostile too",
        a.seed(),
        c ->
            c.delegate(
                Peers.metadata(
                    Tags.encode(
                        Map.of("boot.app", "legacy", "boot.port", "80", "boot.host", "a b")))));

    await().until(() -> a.memberlist().numMembers() == 5);
    assertThat(instances(a, "legacy")).containsExactly("like a Serf agent");
  }

  @Test
  void s_85_suspectsAreFoundOnlyIfNobodyElseIsLeft() {
    var a =
        start(
            "a",
            "caller",
            "memberlist.probe-interval=200ms",
            "memberlist.probe-timeout=100ms",
            "memberlist.suspicion-mult=500",
            "memberlist.detection.crash-evidence=false");
    var tags = Peers.metadata(Tags.encode(Map.of("boot.app", "legacy", "boot.port", "81")));
    var first = peers.join("first", a.seed(), c -> c.delegate(tags));
    var second = peers.join("second", a.seed(), c -> c.delegate(tags));
    await().until(() -> instances(a, "legacy").equals(List.of("first", "second")));
    var memberlist = a.memberlist();

    first.shutdown();
    await().until(() -> instances(a, "legacy").equals(List.of("second")));
    assertThat(new Instances(memberlist, Instances.Suspects.INCLUDE).of("legacy")).hasSize(2);

    second.shutdown();
    await().until(() -> instances(a, "legacy").equals(List.of("first", "second")));
    assertThat(new Instances(memberlist, Instances.Suspects.EXCLUDE).of("legacy")).isEmpty();
  }

  /** Remembers what Spring Cloud is told. */
  static class Listener {
    final List<Object> heartbeats = new CopyOnWriteArrayList<>();
    final List<Object> registrations = new CopyOnWriteArrayList<>();

    @EventListener
    void on(HeartbeatEvent event) {
      heartbeats.add(event.getValue());
    }

    @EventListener
    void on(InstanceRegisteredEvent<?> event) {
      registrations.add(event);
    }
  }

  @Test
  void s_85_springCloudIsToldOfTheStartAndOfEveryChange() {
    var a = start(List.of(Listener.class), "a", "orders");
    var listener = a.context().getBean(Listener.class);
    await().until(() -> listener.registrations.size() == 1 && !listener.heartbeats.isEmpty());
    await().until(() -> instances(a, "orders").equals(List.of("a")));
    var tags = Peers.metadata(Tags.encode(Map.of("boot.app", "legacy", "boot.port", "81")));

    int before = listener.heartbeats.size();
    var peer = peers.join("peer", a.seed(), c -> c.delegate(tags));
    await().until(() -> listener.heartbeats.size() > before);

    await().until(() -> instances(a, "legacy").equals(List.of("peer")));
    int joined = listener.heartbeats.size();
    peer.leave(Duration.ofSeconds(10));
    await().until(() -> listener.heartbeats.size() > joined);
    assertThat(listener.registrations).hasSize(1);
  }

  @Test
  void s_85_aStoppedNodeFindsNothingAndSaysSo() {
    var a = start("a", "orders");
    var client = a.context().getBean(MemberlistDiscoveryClient.class);
    var reactive = a.context().getBean(MemberlistReactiveDiscoveryClient.class);
    client.probe();
    assertThat(client.description()).isEqualTo("Memberlist Discovery Client");
    assertThat(reactive.description()).isEqualTo("Memberlist Reactive Discovery Client");

    a.memberlist().shutdown();

    assertThatThrownBy(client::probe).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> reactive.reactiveProbe().block())
        .isInstanceOf(IllegalStateException.class);
    assertThat(client.getServices()).isEmpty();
    assertThat(client.getInstances("orders")).isEmpty();
  }
}
