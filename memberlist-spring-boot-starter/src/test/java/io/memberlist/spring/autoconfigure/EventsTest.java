package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.address;
import static io.memberlist.spring.autoconfigure.Nodes.await;
import static io.memberlist.spring.autoconfigure.Nodes.plain;
import static io.memberlist.spring.autoconfigure.Nodes.runner;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Delegate;
import io.memberlist.Memberlist;
import io.memberlist.NodeState;
import io.memberlist.Tags;
import io.memberlist.spring.event.JoinFailedEvent;
import io.memberlist.spring.event.JoinSucceededEvent;
import io.memberlist.spring.event.MemberlistEvent;
import io.memberlist.spring.event.MemberlistStartedEvent;
import io.memberlist.spring.event.MemberlistStoppedEvent;
import io.memberlist.spring.event.MessageReceivedEvent;
import io.memberlist.spring.event.NodeConflictEvent;
import io.memberlist.spring.event.NodeEvent;
import io.memberlist.spring.event.NodeFailedEvent;
import io.memberlist.spring.event.NodeJoinedEvent;
import io.memberlist.spring.event.NodeLeftEvent;
import io.memberlist.spring.event.NodeReapedEvent;
import io.memberlist.spring.event.NodeRecoveredEvent;
import io.memberlist.spring.event.NodeSuspectedEvent;
import io.memberlist.spring.event.NodeUpdatedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** Section 6 of the contract: every class of event, and that none is lost or out of order. */
@ExtendWith(OutputCaptureExtension.class)
class EventsTest {

  private final List<Memberlist> others = new ArrayList<>();

  @AfterEach
  void shutDown() {
    others.forEach(Memberlist::shutdown);
  }

  /** Takes every event there is. */
  static class Recorder implements ApplicationListener<MemberlistEvent> {
    private final List<MemberlistEvent> all = new CopyOnWriteArrayList<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();

    @Override
    public void onApplicationEvent(MemberlistEvent event) {
      threads.add(Thread.currentThread().getName());
      all.add(event);
    }

    List<MemberlistEvent> numbered() {
      return all.stream().filter(event -> !(event instanceof MessageReceivedEvent)).toList();
    }

    <T extends MemberlistEvent> List<T> of(Class<T> type) {
      return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    boolean saw(Class<? extends NodeEvent> type, String node) {
      return of(type).stream().anyMatch(event -> event.getNode().name().equals(node));
    }
  }

  private Memberlist other(String name, String seed) {
    var node = plain(name);
    others.add(node);
    node.join(List.of(seed));
    return node;
  }

  private static void assertGapless(Recorder recorder) {
    var events = recorder.numbered();
    assertThat(events)
        .extracting(MemberlistEvent::getSequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
  }

  @Test
  void s_41_theFirstEventIsTheOwnJoinTheSecondTheStartTheLastTheStop() {
    var recorder = new Recorder();
    runner()
        .withPropertyValues("memberlist.name=a")
        .withBean(Recorder.class, () -> recorder)
        .run(context -> await().until(() -> recorder.numbered().size() >= 2));

    assertThat(recorder.numbered())
        .extracting(event -> (Class) event.getClass())
        .containsExactly(
            NodeJoinedEvent.class,
            MemberlistStartedEvent.class,
            NodeLeftEvent.class,
            MemberlistStoppedEvent.class);
    var joined = recorder.of(NodeJoinedEvent.class).get(0);
    assertThat(joined.isLocal()).isTrue();
    assertThat(joined.getNode().name()).isEqualTo("a");
    assertThat(joined.getPreviousNode()).isNull();
    assertThat(recorder.of(NodeLeftEvent.class).get(0).getReason())
        .isEqualTo(NodeLeftEvent.Reason.LEFT);
    assertThat(recorder.of(MemberlistStartedEvent.class).get(0).getAddress())
        .isEqualTo(joined.getNode().address());
    assertThat(recorder.threads).containsOnly("memberlist-a-events");
    assertGapless(recorder);
  }

  @Test
  void membersJoinUpdateLeaveAndComeBackWithWhatWasKnownOfThem() {
    var recorder = new Recorder();
    runner()
        .withBean(Recorder.class, () -> recorder)
        .run(
            context -> {
              var seed = address(context.getBean(Memberlist.class));
              var tags = new NodeTags(Map.of("zone", "a"));
              var config =
                  Nodes.config("b")
                      .delegate(
                          new Delegate() {
                            @Override
                            public byte[] nodeMeta(int limit) {
                              return tags.encode(limit);
                            }
                          })
                      .build();
              var b = Memberlist.create(config);
              others.add(b);
              b.join(List.of(seed));
              await().until(() -> recorder.saw(NodeJoinedEvent.class, "b"));
              tags.put("zone", "b");
              b.updateNode(Duration.ofSeconds(10));
              await().until(() -> recorder.saw(NodeUpdatedEvent.class, "b"));
              b.leave(Duration.ofSeconds(10));
              await().until(() -> recorder.saw(NodeLeftEvent.class, "b"));
              b.join(List.of(seed));
              await()
                  .until(
                      () ->
                          recorder.of(NodeJoinedEvent.class).stream()
                                  .filter(event -> !event.isLocal())
                                  .count()
                              == 2);
            });

    var updated = recorder.of(NodeUpdatedEvent.class).get(0);
    assertThat(updated.getPreviousTags()).isEqualTo(Map.of("zone", "a"));
    assertThat(updated.getTags()).isEqualTo(Map.of("zone", "b"));
    assertThat(updated.getPreviousNode()).isNotNull();
    assertThat(updated.isLocal()).isFalse();
    var left = recorder.of(NodeLeftEvent.class).stream().filter(event -> !event.isLocal()).toList();
    assertThat(left.get(0)).isNotInstanceOf(NodeFailedEvent.class);
    assertThat(left.get(0).getReason()).isEqualTo(NodeLeftEvent.Reason.LEFT);
    var again =
        recorder.of(NodeJoinedEvent.class).stream().filter(event -> !event.isLocal()).toList();
    assertThat(again.get(0).getPreviousNode()).isNull();
    assertThat(again.get(1).getPreviousNode())
        .satisfies(node -> assertThat(node.state()).isEqualTo(NodeState.LEFT));
    assertGapless(recorder);
  }

  @Test
  void aNodeThatIsKilledIsSuspectedThenFailedThenReaped() {
    var recorder = new Recorder();
    runner()
        .withPropertyValues(
            "memberlist.probe-interval=50ms",
            "memberlist.probe-timeout=20ms",
            "memberlist.suspicion-mult=1",
            "memberlist.gossip-to-the-dead-time=50ms",
            "memberlist.dead-node-reclaim-time=0",
            "memberlist.rejoin.enabled=false")
        .withBean(Recorder.class, () -> recorder)
        .run(
            context -> {
              var b = other("b", address(context.getBean(Memberlist.class)));
              await().until(() -> recorder.saw(NodeJoinedEvent.class, "b"));
              b.shutdown();
              await().until(() -> recorder.saw(NodeReapedEvent.class, "b"));
            });

    assertThat(recorder.saw(NodeSuspectedEvent.class, "b")).isTrue();
    var failed = recorder.of(NodeFailedEvent.class);
    assertThat(failed).hasSize(1);
    assertThat(failed.get(0).getReason()).isEqualTo(NodeLeftEvent.Reason.FAILED);
    assertThat(recorder.of(NodeLeftEvent.class).stream().filter(e -> !e.isLocal()))
        .as("a departure is seen once")
        .hasSize(1);
    assertThat(recorder.of(NodeSuspectedEvent.class).get(0).getAccusers()).isNotEmpty();
    assertGapless(recorder);
  }

  @Test
  void aSuspectThatRecoversTellsWhoHadAccusedIt() {
    var recorder = new Recorder();
    runner()
        .withBean(Recorder.class, () -> recorder)
        .run(
            context -> {
              var publisher = context.getBean(MemberlistEventPublisher.class);
              var node = context.getBean(Memberlist.class).localNode();

              publisher.notifySuspect(node, List.of("x", "y"));
              publisher.notifyRecover(node);

              await().until(() -> !recorder.of(NodeRecoveredEvent.class).isEmpty());
              assertThat(recorder.of(NodeRecoveredEvent.class).get(0).getAccusers())
                  .containsExactly("x", "y");
            });
  }

  @Test
  void aNameThatIsTakenIsAConflict() {
    var recorder = new Recorder();
    runner()
        .withBean(Recorder.class, () -> recorder)
        .run(
            context -> {
              var seed = address(context.getBean(Memberlist.class));
              other("b", seed);
              await().until(() -> recorder.saw(NodeJoinedEvent.class, "b"));
              other("b", seed);
              await().until(() -> recorder.saw(NodeConflictEvent.class, "b"));
            });

    var conflict = recorder.of(NodeConflictEvent.class).get(0);
    assertThat(conflict.getOther().port()).isNotEqualTo(conflict.getNode().port());
  }

  @Test
  void messagesAreEventsWithASequenceOfTheirOwn() {
    var recorder = new Recorder();
    runner()
        .withPropertyValues("memberlist.name=a")
        .withBean(Recorder.class, () -> recorder)
        .run(
            context -> {
              var b = other("b", address(context.getBean(Memberlist.class)));
              var a = b.node("a").orElseThrow();
              b.sendReliable(a, "one".getBytes(StandardCharsets.UTF_8));
              await().until(() -> recorder.of(MessageReceivedEvent.class).size() == 1);
              b.sendBestEffort(a, "two".getBytes(StandardCharsets.UTF_8));
              await().until(() -> recorder.of(MessageReceivedEvent.class).size() == 2);
            });

    var messages = recorder.of(MessageReceivedEvent.class);
    assertThat(messages)
        .extracting(event -> new String(event.getPayload(), StandardCharsets.UTF_8))
        .containsExactly("one", "two");
    assertThat(messages).extracting(MemberlistEvent::getSequence).containsExactly(1L, 2L);
    messages.get(0).getPayload()[0] = 'X';
    assertThat(messages.get(0).getPayload()[0]).isEqualTo((byte) 'o');
    assertGapless(recorder);
  }

  @Test
  void messagesAreNoEventsIfThatIsSwitchedOff() {
    var recorder = new Recorder();
    runner()
        .withPropertyValues("memberlist.name=a", "memberlist.events.messages=false")
        .withBean(Recorder.class, () -> recorder)
        .run(
            context -> {
              var a = context.getBean(Memberlist.class);
              var config = (NodeDelegate) a.config().delegate();
              config.notifyMsg(new byte[] {1});
            });

    assertThat(recorder.of(MessageReceivedEvent.class)).isEmpty();
  }

  @Test
  void s_40_twoHundredJoinsAndLeavesGiveOneSequenceWithoutAGap() {
    var recorder = new Recorder();
    runner()
        .withBean(Recorder.class, () -> recorder)
        .run(
            context -> {
              var publisher = context.getBean(MemberlistEventPublisher.class);
              var memberlist = context.getBean(Memberlist.class);
              var node = memberlist.localNode();
              var threads = new ArrayList<Thread>();
              for (int t = 0; t < 4; t++) {
                var thread =
                    new Thread(
                        () -> {
                          for (int i = 0; i < 25; i++) {
                            publisher.notifyJoin(node);
                            publisher.notifyLeave(node);
                          }
                        });
                threads.add(thread);
                thread.start();
              }
              for (var thread : threads) {
                thread.join();
              }
            });

    assertThat(recorder.numbered()).hasSize(200 + 4);
    assertGapless(recorder);
    assertThat(recorder.threads).hasSize(204).containsOnly(recorder.threads.get(0));
  }

  @Test
  void s_43_membersAreAtLeastAsNewAsTheEvent() {
    var unseen = new CopyOnWriteArrayList<String>();
    runner()
        .withBean(
            ApplicationListener.class,
            () ->
                (ApplicationListener<NodeJoinedEvent>)
                    event -> {
                      var name = event.getNode().name();
                      if (event.getMemberlist().node(name).isEmpty()) {
                        unseen.add(name);
                      }
                    })
        .run(
            context -> {
              var a = context.getBean(Memberlist.class);
              for (int i = 0; i < 5; i++) {
                other("n" + i, address(a));
              }
              await().until(() -> a.numMembers() == 6);
            });

    assertThat(unseen).isEmpty();
  }

  @Configuration(proxyBeanMethods = false)
  static class Listeners {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Bean
    List<String> seen() {
      return seen;
    }

    @Bean
    Failing failing() {
      return new Failing();
    }

    @Bean
    @Lazy
    LazyOne lazyOne(Memberlist memberlist) {
      return new LazyOne(seen, memberlist);
    }
  }

  static class Failing {
    @EventListener
    @Order(2)
    void started(MemberlistStartedEvent event) {
      throw new IllegalStateException("no room");
    }
  }

  static class LazyOne {
    private final List<String> seen;
    private final Memberlist memberlist;

    LazyOne(List<String> seen, Memberlist memberlist) {
      this.seen = seen;
      this.memberlist = memberlist;
    }

    @EventListener(condition = "#event.local")
    @Order(1)
    void joined(NodeJoinedEvent event) {
      seen.add("joined " + memberlist.members().size());
    }

    @EventListener
    @Order(1)
    void started(MemberlistStartedEvent event) {
      seen.add("started before");
    }

    @EventListener
    @Order(3)
    void startedToo(MemberlistStartedEvent event) {
      seen.add("started after");
    }

    @EventListener(condition = "!#event.local")
    void remote(NodeEvent event) {
      seen.add("remote");
    }

    @EventListener
    void stopped(MemberlistStoppedEvent event) {
      seen.add("stopped " + memberlist.members().size());
    }
  }

  @Test
  void s_44_aListenerThatThrowsIsNamedAndLaterEventsAreDelivered(CapturedOutput output) {
    var seen = new ArrayList<String>();
    runner()
        .withUserConfiguration(Listeners.class)
        .run(
            context -> {
              @SuppressWarnings("unchecked")
              var list = (List<String>) context.getBean("seen");
              await().until(() -> list.contains("started before"));
              seen.addAll(list);
              context.close();
              seen.clear();
              seen.addAll(list);
            });

    assertThat(seen).containsExactly("joined 1", "started before", "stopped 0");
    assertThat(output)
        .contains("Failing.started failed to take a MemberlistStartedEvent")
        .contains("no room");
  }

  @Test
  void s_44_aListenerMayJoinLeaveAndWait() {
    var joined = new CountDownLatch(1);
    var other = plain("b");
    others.add(other);
    runner()
        .withBean(
            ApplicationListener.class,
            () ->
                (ApplicationListener<MemberlistStartedEvent>)
                    event -> {
                      event.getMemberlist().join(List.of(address(other)));
                      event.getMemberlist().leave(Duration.ofSeconds(10));
                      joined.countDown();
                    })
        .run(
            context -> {
              joined.await();
              assertThat(context.getBean(Memberlist.class).status())
                  .isEqualTo(Memberlist.Status.LEFT);
            });
  }

  @Test
  void s_42_aSlowListenerStillGetsWhatHappenedBeforeTheEnd() {
    var recorder = new Recorder();
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    runner()
        .withBean("slow", ApplicationListener.class, () -> slow(entered, release))
        .withBean("recorder", Recorder.class, () -> recorder)
        .run(
            context -> {
              entered.await();
              var b = other("b", address(context.getBean(Memberlist.class)));
              await().until(() -> context.getBean(MemberlistEventPublisher.class).pending() >= 2);
              assertThat(b.numMembers()).isEqualTo(2);
              release.countDown();
            });

    assertThat(recorder.saw(NodeJoinedEvent.class, "b")).isTrue();
    assertThat(recorder.numbered().get(recorder.numbered().size() - 1))
        .isInstanceOf(MemberlistStoppedEvent.class);
    assertGapless(recorder);
  }

  @Test
  void s_42_aListenerThatNeverReturnsDelaysTheEndForALimitedTime(CapturedOutput output) {
    var entered = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    runner()
        .withPropertyValues("memberlist.name=stuck")
        .withBean("slow", ApplicationListener.class, () -> slow(entered, never))
        .run(context -> entered.await());

    assertThat(output)
        .contains("3 events were still waiting when the application stopped: dropped");
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("memberlist-stuck-events")));
  }

  @Test
  void s_47_eventsGoToTheContextThatOwnsTheNodeAndToItsParents() {
    var parent = new CopyOnWriteArrayList<MemberlistEvent>();
    var child = new CopyOnWriteArrayList<MemberlistEvent>();
    var sibling = new CopyOnWriteArrayList<MemberlistEvent>();
    try (var root = new AnnotationConfigApplicationContext()) {
      root.registerBean(ApplicationListener.class, () -> into(parent));
      root.refresh();
      new ApplicationContextRunner()
          .withParent(root)
          .withBean(ApplicationListener.class, () -> into(sibling))
          .run(
              other ->
                  runner()
                      .withParent(root)
                      .withBean(ApplicationListener.class, () -> into(child))
                      .run(context -> await().until(() -> child.size() >= 2)));
    }

    assertThat(child).hasSize(4).isEqualTo(parent);
    assertThat(sibling).isEmpty();
  }

  private static ApplicationListener<MemberlistEvent> into(List<MemberlistEvent> events) {
    return events::add;
  }

  private static ApplicationListener<NodeJoinedEvent> slow(
      CountDownLatch entered, CountDownLatch release) {
    return event -> {
      entered.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Test
  void s_46_theTimestampIsWhenItHappenedNotWhenItWasDelivered() {
    var recorder = new Recorder();
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    runner()
        .withBean("slow", ApplicationListener.class, () -> slow(entered, release))
        .withBean("recorder", Recorder.class, () -> recorder)
        .run(
            context -> {
              entered.await();
              long before = System.currentTimeMillis();
              await().until(() -> System.currentTimeMillis() > before);
              release.countDown();
              await().until(() -> recorder.numbered().size() >= 2);
              assertThat(recorder.of(MemberlistStartedEvent.class).get(0).getTimestamp())
                  .isLessThanOrEqualTo(before);
            });
  }

  @Test
  void s_46_aBacklogIsLoggedOncePerTimeItIsReached(CapturedOutput output) throws Exception {
    var queue = new EventQueue(true, 3);
    for (int i = 0; i < 5; i++) {
      queue.add(MemberlistStoppedEvent::new);
    }
    assertThat(queue.clear()).isEqualTo(5);
    for (int i = 0; i < 4; i++) {
      queue.add(MemberlistStoppedEvent::new);
    }

    assertThat(output.toString().split("3 events are waiting", -1)).hasSize(3);
  }

  @Test
  void eventsCanBeSwitchedOffAndThenNobodyCollectsThem() {
    runner()
        .withPropertyValues("memberlist.events.enabled=false", "memberlist.join.seeds=127.0.0.1:1")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(MemberlistEventPublisher.class);
              await().until(() -> context.getBean(JoinBoard.class).status().attempts() >= 2);
              assertThat(context.getBean(EventQueue.class).size()).isZero();
            });
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAsync
  static class AsyncListeners {
    static final List<String> SEEN = new CopyOnWriteArrayList<>();

    @Bean
    AsyncOne asyncOne() {
      return new AsyncOne();
    }
  }

  static class AsyncOne {
    @Async
    @EventListener(condition = "#event.local")
    public void left(NodeLeftEvent event) {
      AsyncListeners.SEEN.add(Thread.currentThread().getName());
    }
  }

  @Test
  void s_45_asynchronousListenersSeeTheOwnLeaveWhileTheContextCloses() {
    AsyncListeners.SEEN.clear();
    runner()
        .withConfiguration(
            org.springframework.boot.autoconfigure.AutoConfigurations.of(
                org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration.class))
        .withPropertyValues("spring.task.execution.shutdown.await-termination=true")
        .withUserConfiguration(AsyncListeners.class)
        .run(context -> assertThat(context).hasNotFailed());

    await().until(() -> !AsyncListeners.SEEN.isEmpty());
    assertThat(AsyncListeners.SEEN).hasSize(1).allMatch(name -> name.startsWith("task-"));
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnNode {
    @Bean(destroyMethod = "shutdown")
    Memberlist mine(MemberlistEventPublisher publisher) {
      return Memberlist.create(Nodes.config("own").events(publisher).conflict(publisher).build());
    }
  }

  @Test
  void s_41_aNodeThatStartsWithinItsFactoryMethodLosesNothing() {
    var recorder = new Recorder();
    runner()
        .withUserConfiguration(OwnNode.class)
        .withBean(Recorder.class, () -> recorder)
        .run(context -> await().until(() -> recorder.saw(NodeJoinedEvent.class, "own")));

    assertThat(recorder.of(NodeJoinedEvent.class).get(0).getSequence()).isEqualTo(1);
    assertThat(recorder.of(NodeJoinedEvent.class).get(0).isLocal()).isTrue();
  }

  @Test
  void attemptsToJoinAreEvents() {
    var recorder = new Recorder();
    var b = plain("b");
    others.add(b);
    var seeds = new CopyOnWriteArrayList<>(List.of("127.0.0.1:1"));
    runner()
        .withBean("seeds", SeedProvider.class, () -> () -> seeds)
        .withBean("recorder", Recorder.class, () -> recorder)
        .run(
            context -> {
              await().until(() -> !recorder.of(JoinFailedEvent.class).isEmpty());
              seeds.add(address(b));
              await().until(() -> !recorder.of(JoinSucceededEvent.class).isEmpty());
            });

    var failed = recorder.of(JoinFailedEvent.class).get(0);
    assertThat(failed.getAttempt()).isEqualTo(1);
    assertThat(failed.getFailures()).isEqualTo(Map.of("127.0.0.1:1", "connection refused"));
    assertThat(failed.getNextDelay()).isEqualTo(Duration.ofMillis(50));
    var succeeded = recorder.of(JoinSucceededEvent.class).get(0);
    assertThat(succeeded.isRejoin()).isFalse();
    assertThat(succeeded.getContacted()).isEqualTo(1);
    assertThat(succeeded.getAttempt()).isGreaterThan(1);
    assertGapless(recorder);
  }

  @Test
  void tagsAreInSerfsEncoding() {
    runner()
        .withPropertyValues("memberlist.tags.zone=a", "memberlist.tags.role=web")
        .run(
            context ->
                assertThat(context.getBean(Memberlist.class).localNode().meta())
                    .isEqualTo(Tags.encode(Map.of("role", "web", "zone", "a"))));
  }
}
