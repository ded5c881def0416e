package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.address;
import static io.memberlist.spring.autoconfigure.Nodes.await;
import static io.memberlist.spring.autoconfigure.Nodes.plain;
import static io.memberlist.spring.autoconfigure.Nodes.runner;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.NodeState;
import io.memberlist.spring.event.JoinAbandonedEvent;
import io.memberlist.spring.event.JoinFailedEvent;
import io.memberlist.spring.event.MemberlistEvent;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Section 5 of the contract, without a web server: start, join, leave, and start again. */
@ExtendWith(OutputCaptureExtension.class)
class LifecycleTest {

  private final List<Memberlist> others = new ArrayList<>();

  @AfterEach
  void shutDown() {
    others.forEach(Memberlist::shutdown);
  }

  private Memberlist other(String name) {
    var node = plain(name);
    others.add(node);
    return node;
  }

  private static JoinStatus joining(ConfigurableApplicationContext context) {
    return context.getBean(JoinBoard.class).status();
  }

  @Test
  void s_30_thePhasesAreThoseOfTheContract() {
    runner()
        .run(
            context -> {
              assertThat(context.getBean(MemberlistLifecycle.class).getPhase())
                  .isEqualTo(2147483135);
              assertThat(context.getBean(MemberlistShutdownLifecycle.class).getPhase())
                  .isEqualTo(2147481087);
              assertThat(context.getBean(MemberlistEventPublisher.class).getPhase())
                  .isEqualTo(2147480575);
            });
  }

  @Test
  void s_30_noLifecycleBeanDependsOnAnother() {
    runner()
        .run(
            context -> {
              var factory = context.getBeanFactory();
              for (var name : factory.getBeanNamesForType(SmartLifecycle.class)) {
                if (name.startsWith("memberlist")) {
                  assertThat(factory.getDependentBeans(name))
                      .as("beans that depend on " + name)
                      .isEmpty();
                }
              }
              assertThat(context.getBean(Memberlist.class))
                  .isNotInstanceOf(org.springframework.context.Lifecycle.class);
            });
  }

  @Test
  void s_31_aLazyContextStartsTheNodeAllTheSame() {
    runner()
        .withInitializer(
            context ->
                context.addBeanFactoryPostProcessor(
                    new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
        .run(
            context -> {
              assertThat(context.getBean(Memberlist.class).status())
                  .isEqualTo(Memberlist.Status.RUNNING);
              assertThat(context.getBean(MemberlistEventPublisher.class).isRunning()).isTrue();
            });
  }

  @Test
  void aSeedThatStartsLaterIsJoinedWithoutARestart() throws IOException {
    int port = freePort();
    runner()
        .withPropertyValues("memberlist.join.seeds=127.0.0.1:" + port)
        .run(
            context -> {
              await().until(() -> joining(context).attempts() >= 2);
              assertThat(joining(context).joined()).isFalse();
              assertThat(joining(context).failures())
                  .containsEntry("127.0.0.1:" + port, "connection refused");
              var late = Memberlist.create(Nodes.config("late").bindPort(port).build());
              others.add(late);

              await().until(() -> joining(context).joined());

              assertThat(context.getBean(Memberlist.class).numMembers()).isEqualTo(2);
              assertThat(joining(context).lastSuccess()).isNotNull();
              assertThat(joining(context).nextAttempt()).isNull();
            });
  }

  @Test
  void failFastHasJoinedWhenTheContextIsThere() {
    var seed = address(other("b"));
    runner()
        .withPropertyValues("memberlist.join.seeds=" + seed, "memberlist.join.fail-fast=true")
        .run(context -> assertThat(context.getBean(Memberlist.class).numMembers()).isEqualTo(2));
  }

  @Test
  void failFastFailsAndLeavesNothingBehind() throws IOException {
    int port = freePort();
    var b = other("b");
    runner()
        .withPropertyValues(
            "memberlist.name=a",
            "memberlist.bind-port=" + port,
            "memberlist.join.seeds=" + address(b),
            "memberlist.join.min-seeds=2",
            "memberlist.join.timeout=400ms",
            "memberlist.join.fail-fast=true")
        .withBean(
            io.memberlist.AliveDelegate.class,
            () ->
                node -> {
                  if (node.name().equals("b")) {
                    throw new io.memberlist.VetoException("alone");
                  }
                })
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(NotEnoughSeedsException.class));

    assertFree(port);
    assertThat(threadsOf("a")).isEmpty();
  }

  @Test
  void minSeedsZeroLetsTheFirstNodeOfAClusterStartWithFailFast() throws IOException {
    int port = freePort();
    runner()
        .withPropertyValues(
            "memberlist.bind-port=" + port,
            "memberlist.join.seeds=127.0.0.1:" + port + ",127.0.0.1:1",
            "memberlist.join.min-seeds=0",
            "memberlist.join.fail-fast=true")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void theOwnAddressAsOnlySeedIsACluster() throws IOException {
    int port = freePort();
    runner()
        .withPropertyValues(
            "memberlist.bind-port=" + port,
            "memberlist.join.seeds=127.0.0.1:" + port,
            "memberlist.join.fail-fast=true")
        .run(context -> assertThat(joining(context).joined()).isTrue());
  }

  @Test
  void retriesEndWithAnEventAndALine(CapturedOutput output) {
    var events = new CopyOnWriteArrayList<MemberlistEvent>();
    runner()
        .withPropertyValues(
            "memberlist.join.seeds=127.0.0.1:1", "memberlist.join.retry.max-retries=2")
        .withBean(
            ApplicationListener.class,
            () -> (ApplicationListener<MemberlistEvent>) event -> events.add(event))
        .run(
            context ->
                await()
                    .until(() -> events.stream().anyMatch(e -> e instanceof JoinAbandonedEvent)));

    var failures =
        events.stream()
            .filter(JoinFailedEvent.class::isInstance)
            .map(JoinFailedEvent.class::cast)
            .toList();
    assertThat(failures).extracting(JoinFailedEvent::getAttempt).containsExactly(1, 2, 3);
    assertThat(failures.get(2).getNextDelay()).isNull();
    assertThat(output).contains("Joining the cluster was given up after 3 attempts");
    assertThat(output.toString().split("Could not join the cluster, attempt", -1))
        .as("only the first failure of a kind is a warning")
        .hasSize(2);
  }

  @Test
  void pausesGrowUpToALimit() {
    var retry = new MemberlistProperties.Join.Retry();
    retry.setJitter(java.time.Duration.ZERO);

    assertThat(
            java.util.stream.IntStream.of(1, 2, 3, 6, 7, 1000)
                .mapToObj(attempt -> RetryPauses.after(attempt, retry).toSeconds()))
        .containsExactly(1L, 2L, 4L, 30L, 30L, 30L);

    retry.setJitter(java.time.Duration.ofMillis(500));
    for (int i = 0; i < 100; i++) {
      assertThat(RetryPauses.after(1, retry).toMillis()).isBetween(500L, 1500L);
    }
  }

  @Test
  void othersSeeThatTheNodeHasLeftNotFailed() {
    var b = other("b");
    runner()
        .withPropertyValues("memberlist.name=a", "memberlist.join.seeds=" + address(b))
        .run(
            context -> {
              await().until(() -> b.node("a").isPresent());
              var a = context.getBean(Memberlist.class);
              await().until(() -> a.node("b").isPresent()); // whom it does not know it cannot tell
            });

    await()
        .untilAsserted(
            () -> assertThat(b.node("a").orElseThrow().state()).isEqualTo(NodeState.LEFT));
  }

  @Test
  void withoutLeaveOthersHaveToFindOut() {
    var b = other("b");
    runner()
        .withPropertyValues(
            "memberlist.name=a",
            "memberlist.leave.enabled=false",
            "memberlist.join.seeds=" + address(b))
        .run(context -> await().until(() -> b.node("a").isPresent()));

    await()
        .untilAsserted(
            () -> assertThat(b.node("a").orElseThrow().state()).isEqualTo(NodeState.DEAD));
  }

  @Test
  void withoutAutoStartupTheNodeWaitsToBeStarted() {
    runner()
        .withPropertyValues("memberlist.name=a", "memberlist.auto-startup=false")
        .run(
            context -> {
              var memberlist = context.getBean(Memberlist.class);
              assertThat(memberlist.status()).isEqualTo(Memberlist.Status.STOPPED);
              assertThat(threadsOf("a")).allMatch(name -> name.endsWith("-events"));
              context.getBean(MemberlistLifecycle.class).start();
              assertThat(memberlist.status()).isEqualTo(Memberlist.Status.RUNNING);
            });
  }

  @Test
  void aNodeThatWasStartedByHandLeavesAsWell() {
    var b = other("b");
    runner()
        .withPropertyValues("memberlist.name=a", "memberlist.auto-startup=false")
        .run(
            context -> {
              var memberlist = context.getBean(Memberlist.class);
              memberlist.start();
              memberlist.join(List.of(address(b)));
            });

    await()
        .untilAsserted(
            () -> assertThat(b.node("a").orElseThrow().state()).isEqualTo(NodeState.LEFT));
  }

  @Test
  void aNodeThatHasLeftBeginsANewLife() {
    runner()
        .run(
            context -> {
              var memberlist = context.getBean(Memberlist.class);
              memberlist.leave(java.time.Duration.ofSeconds(10));

              context.getBean(MemberlistLifecycle.class).start();

              assertThat(memberlist.status()).isEqualTo(Memberlist.Status.RUNNING);
            });
  }

  @Test
  void s_36_aContextThatStopsAndStartsKeepsNameAndSequence() {
    var events = new CopyOnWriteArrayList<MemberlistEvent>();
    var b = other("b");
    runner()
        .withPropertyValues("memberlist.join.seeds=" + address(b))
        .withBean(
            ApplicationListener.class,
            () -> (ApplicationListener<MemberlistEvent>) event -> events.add(event))
        .run(
            context -> {
              var memberlist = context.getBean(Memberlist.class);
              var name = memberlist.config().name();
              await().until(() -> b.node(name).isPresent());

              ((ConfigurableApplicationContext) context.getSourceApplicationContext()).stop();
              assertThat(memberlist.status()).isEqualTo(Memberlist.Status.STOPPED);
              assertThat(threadsOf(name)).isEmpty();
              ((ConfigurableApplicationContext) context.getSourceApplicationContext()).start();

              assertThat(memberlist.config().name()).isEqualTo(name);
              await()
                  .until(
                      () ->
                          b.node(name).orElseThrow().state() == NodeState.ALIVE
                              && memberlist.numMembers() == 2);
            });

    assertThat(events)
        .extracting(MemberlistEvent::getSequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events.stream().map(event -> event.getClass().getSimpleName()))
        .filteredOn("MemberlistStartedEvent"::equals)
        .hasSize(2);
  }

  @Test
  void s_37_twoContextsInOneJvmShareNothingAndPortsAreFreeAfterwards() throws IOException {
    int port = freePort();
    for (int i = 0; i < 2; i++) {
      runner()
          .withPropertyValues("memberlist.name=first", "memberlist.bind-port=" + port)
          .run(
              first ->
                  runner()
                      .withPropertyValues(
                          "memberlist.name=second", "memberlist.join.seeds=127.0.0.1:" + port)
                      .run(
                          second -> {
                            await().until(() -> joining(second).joined());
                            var node = first.getBean(Memberlist.class); // learns it a moment later
                            await().until(() -> node.node("second").isPresent());
                          }));
      assertFree(port);
      assertThat(threadsOf("first")).isEmpty();
      assertThat(threadsOf("second")).isEmpty();
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void withVirtualThreadsJoiningAndStreamsRunOnThem() {
    var virtual = new CopyOnWriteArrayList<String>();
    runner()
        .withPropertyValues("memberlist.name=a", "spring.threads.virtual.enabled=true")
        .withBean(
            SeedProvider.class,
            () ->
                () -> {
                  virtual.add(Thread.currentThread().toString());
                  return List.of("127.0.0.1:1");
                })
        .run(
            context -> {
              await().until(() -> !virtual.isEmpty());
              var streams = context.getBean(Memberlist.class).config().streamThreads();
              assertThat(streams).isNotNull();
              assertThat(streams.newThread(() -> {}).toString()).startsWith("VirtualThread");
            });

    assertThat(virtual.get(0)).startsWith("VirtualThread").contains("memberlist-a-join");
  }

  @Test
  void platformThreadsAreDaemonsNamedAfterNodeAndRole() {
    var names = new CopyOnWriteArrayList<String>();
    runner()
        .withPropertyValues("memberlist.name=a")
        .withBean(
            SeedProvider.class,
            () ->
                () -> {
                  names.add(Thread.currentThread().getName() + Thread.currentThread().isDaemon());
                  return List.of("127.0.0.1:1");
                })
        .run(context -> await().until(() -> !names.isEmpty()));

    assertThat(names.get(0)).isEqualTo("memberlist-a-jointrue");
  }

  private static List<String> threadsOf(String node) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("memberlist-" + node + "-"))
        .toList();
  }

  private static void assertFree(int port) throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    new ServerSocket(port, 1, loopback).close();
    new DatagramSocket(port, loopback).close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
