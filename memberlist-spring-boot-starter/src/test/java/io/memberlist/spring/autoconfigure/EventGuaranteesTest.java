package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.address;
import static io.memberlist.spring.autoconfigure.Nodes.await;
import static io.memberlist.spring.autoconfigure.Nodes.plain;
import static io.memberlist.spring.autoconfigure.Nodes.runner;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.spring.event.MemberlistEvent;
import io.memberlist.spring.event.MemberlistStartedEvent;
import io.memberlist.spring.event.MemberlistStoppedEvent;
import io.memberlist.spring.event.NodeEvent;
import io.memberlist.spring.event.NodeJoinedEvent;
import io.memberlist.spring.event.NodeLeftEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
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

/** Section 6.2 of the contract: order, no loss at the start, and what listeners may do. */
@ExtendWith(OutputCaptureExtension.class)
class EventGuaranteesTest {

  @RegisterExtension private final Peers peers = new Peers();

  @Test
  void s_40_twoHundredJoinsAndLeavesGiveOneSequenceWithoutAGap() {
    var recorder = new EventRecorder();
    runner()
        .withBean(EventRecorder.class, () -> recorder)
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
    recorder.assertGapless();
    assertThat(recorder.threads()).hasSize(204).containsOnly(recorder.threads().get(0));
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
                peers.join("n" + i, address(a));
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
    peers.add(other);
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
        .withPropertyValues(
            "spring.task.execution.shutdown.await-termination=true",
            "spring.task.execution.shutdown.await-termination-period=30s")
        .withUserConfiguration(AsyncListeners.class)
        .run(context -> assertThat(context).hasNotFailed());

    // accepted while the context closes; nobody waits for its end
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
    var recorder = new EventRecorder();
    runner()
        .withUserConfiguration(OwnNode.class)
        .withBean(EventRecorder.class, () -> recorder)
        .run(context -> await().until(() -> recorder.saw(NodeJoinedEvent.class, "own")));

    assertThat(recorder.of(NodeJoinedEvent.class).get(0).getSequence()).isEqualTo(1);
    assertThat(recorder.of(NodeJoinedEvent.class).get(0).isLocal()).isTrue();
  }
}
