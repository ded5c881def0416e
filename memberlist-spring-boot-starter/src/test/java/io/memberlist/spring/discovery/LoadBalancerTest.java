package io.memberlist.spring.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.Delegate;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.Tags;
import io.memberlist.spring.test.TestApplication;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.cloud.client.loadbalancer.LoadBalancerUriTools;
import org.springframework.cloud.client.loadbalancer.reactive.ReactorLoadBalancerExchangeFilterFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** Section 10.4: real calls between applications in one JVM. */
class LoadBalancerTest {

  private final List<TestApplication> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(TestApplication::close);
  }

  private TestApplication start(String name, String service, String... properties) {
    var all = new ArrayList<>(List.of(properties));
    all.add("memberlist.name=" + name);
    all.add("spring.application.name=" + service);
    all.add("memberlist.probe-interval=200ms");
    all.add("memberlist.probe-timeout=100ms");
    all.add("memberlist.suspicion-mult=10"); // a busy machine must not take the living for dead
    var application = TestApplication.start(List.of(Service.class), all.toArray(String[]::new));
    started.add(application);
    return application;
  }

  private static RestClient client(TestApplication application) {
    return application.context().getBean(RestClient.Builder.class).build();
  }

  private static String call(RestClient client) {
    return client.get().uri("http://stock/whoami").retrieve().body(String.class);
  }

  private static Set<String> callers(RestClient client, int calls) {
    var names = new TreeSet<String>();
    for (int i = 0; i < calls; i++) {
      names.add(call(client));
    }
    return names;
  }

  @Test
  void s_87_callsAreSharedAndANewInstanceTakesPart() {
    var caller = start("caller", "shop");
    start("one", "stock", "memberlist.join.seeds=" + caller.seed());
    var client = client(caller);
    await().ignoreExceptions().until(() -> call(client).equals("one"));

    start("two", "stock", "memberlist.join.seeds=" + caller.seed());

    await().until(() -> callers(client, 4).equals(Set.of("one", "two")));
  }

  @Test
  void s_87_afterDetectionNoCallGoesToAnInstanceThatWasKilled() {
    var caller = start("caller", "shop");
    start("one", "stock", "memberlist.join.seeds=" + caller.seed());
    var victim = start("two", "stock", "memberlist.join.seeds=" + caller.seed());
    var client = client(caller);
    await().ignoreExceptions().until(() -> callers(client, 4).equals(Set.of("one", "two")));

    kill(victim);

    int failedBefore = 0;
    while (isInstance(caller, "two")) {
      failedBefore += fails(client) ? 1 : 0;
    }
    LoggerFactory.getLogger(LoadBalancerTest.class)
        .info("{} calls failed before the failure was detected", failedBefore);
    for (int i = 0; i < 50; i++) {
      assertThat(call(client)).isEqualTo("one");
    }
  }

  /** No goodbye of any kind: connections are refused, packets are lost. */
  private static void kill(TestApplication application) {
    ((ServletWebServerApplicationContext) application.context()).getWebServer().stop();
    application.memberlist().shutdown();
  }

  private static boolean isInstance(TestApplication caller, String name) {
    return caller.context().getBean(Instances.class).of("stock").stream()
        .anyMatch(instance -> instance.getInstanceId().equals(name));
  }

  private static boolean fails(RestClient client) {
    try {
      call(client);
      return false;
    } catch (RuntimeException e) {
      return true;
    }
  }

  @Test
  void s_87_anInstanceThatLeavesIsNotCalledAgain() {
    var caller = start("caller", "shop");
    start("one", "stock", "memberlist.join.seeds=" + caller.seed());
    var leaver = start("two", "stock", "memberlist.join.seeds=" + caller.seed());
    var client = client(caller);
    await().ignoreExceptions().until(() -> callers(client, 4).equals(Set.of("one", "two")));

    started.remove(leaver);
    leaver.close();
    await().until(() -> !isInstance(caller, "two"));

    assertThat(callers(client, 20)).containsExactly("one");
  }

  @Test
  void s_87_reactiveCallersAreServedAsWell() {
    var caller = start("caller", "shop");
    start("one", "stock", "memberlist.join.seeds=" + caller.seed());
    var filter = caller.context().getBean(ReactorLoadBalancerExchangeFilterFunction.class);
    var client =
        WebClient.builder().clientConnector(new JdkClientHttpConnector()).filter(filter).build();

    await()
        .ignoreExceptions()
        .until(
            () ->
                "one"
                    .equals(
                        client
                            .get()
                            .uri("http://stock/whoami")
                            .retrieve()
                            .bodyToMono(String.class)
                            .block()));
  }

  @Test
  void s_87_otherDiscoveryClientsAreAskedForWhatNoMemberOffers() {
    var other = start("other", "unrelated", "memberlist.label=elsewhere");
    var caller =
        start(
            "caller",
            "shop",
            "spring.cloud.discovery.client.simple.instances.stock[0].uri=http://127.0.0.1:"
                + other.port());
    var client = client(caller);
    assertThat(call(client)).isEqualTo("other");

    start("one", "stock", "memberlist.join.seeds=" + caller.seed());

    await().until(() -> call(client).equals("one"));
    assertThat(callers(client, 4)).containsExactly("one");
  }

  @Test
  void s_87_theNearestInstancesAreChosenIfThatIsWished() {
    var caller = start("caller", "stock", "memberlist.discovery.nearest-first=true");
    assertThat(call(client(caller))).isEqualTo("caller");
  }

  @Test
  void s_87_instancesOfTheOwnZoneAreChosenIfThatIsWished() {
    var caller =
        start(
            "caller",
            "shop",
            "memberlist.discovery.zone=a",
            "spring.cloud.loadbalancer.configurations=zone-preference");
    var seeds = "memberlist.join.seeds=" + caller.seed();
    start("far", "stock", seeds, "memberlist.discovery.zone=b");
    var client = client(caller);
    await().ignoreExceptions().until(() -> call(client).equals("far"));

    start("near", "stock", seeds, "memberlist.discovery.zone=a");

    await().until(() -> call(client).equals("near"));
    assertThat(callers(client, 4)).containsExactly("near");
  }

  @Test
  void s_86_neverPrimaryAmongSeveralDiscoveryClients() {
    var application = start("caller", "shop");
    var factory = application.context().getBeanFactory();

    for (var name : List.of("memberlistDiscoveryClient", "reactiveMemberlistDiscoveryClient")) {
      assertThat(factory.getBeanDefinition(name).isPrimary()).as(name).isFalse();
    }
    assertThat(application.context().getBean(DiscoveryClient.class))
        .isInstanceOf(CompositeDiscoveryClient.class);
  }

  /** Supplies metadata of its own. */
  static class OwnMetadata implements Delegate {
    @Override
    public byte[] nodeMeta(int limit) {
      return new byte[] {1, 2, 3};
    }
  }

  @Test
  void s_83_aDelegateBeanThatSuppliesMetadataIsNotAnnouncedButFindsOthers() {
    var caller =
        TestApplication.start(
            List.of(Service.class, OwnMetadata.class),
            "memberlist.name=caller",
            "spring.application.name=shop");
    started.add(caller);
    start("one", "stock", "memberlist.join.seeds=" + caller.seed());
    var client = client(caller);

    await().ignoreExceptions().until(() -> call(client).equals("one"));

    assertThat(caller.memberlist().localNode().meta()).containsExactly(1, 2, 3);
    assertThat(caller.context().getBean(Instances.class).of("shop")).isEmpty();
  }

  @Test
  void s_87_addressesOfIpVersion6WorkInUris() throws Exception {
    var node =
        new Node(
            "six",
            InetAddress.getByName("2001:db8::7").getAddress(),
            7946,
            Tags.encode(Map.of("boot.app", "stock", "boot.port", "81")),
            NodeState.ALIVE,
            1,
            Instant.EPOCH,
            Node.Versions.NONE,
            null);
    var instance = MemberlistServiceInstance.of(node).orElseThrow();

    assertThat(instance.getUri()).hasToString("http://[2001:db8:0:0:0:0:0:7]:81");
    assertThat(LoadBalancerUriTools.reconstructURI(instance, URI.create("http://stock/whoami")))
        .hasToString("http://[2001:db8:0:0:0:0:0:7]:81/whoami");
  }

  @Configuration(proxyBeanMethods = false)
  @RestController
  static class Service {

    private final Memberlist memberlist;

    Service(Memberlist memberlist) {
      this.memberlist = memberlist;
    }

    @GetMapping("/whoami")
    String whoami() {
      return memberlist.config().name();
    }

    /** Short-lived connections: one that broke is not used again. */
    @Bean
    @LoadBalanced
    static RestClient.Builder restClientBuilder() {
      var requests = new SimpleClientHttpRequestFactory();
      requests.setConnectTimeout(2000);
      requests.setReadTimeout(10_000);
      return RestClient.builder().requestFactory(requests);
    }
  }
}
