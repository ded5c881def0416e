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
import io.memberlist.spring.event.NodeFailedEvent;
import io.memberlist.spring.event.NodeJoinedEvent;
import io.memberlist.spring.event.NodeLeftEvent;
import io.memberlist.spring.event.NodeReapedEvent;
import io.memberlist.spring.event.NodeRecoveredEvent;
import io.memberlist.spring.event.NodeSuspectedEvent;
import io.memberlist.spring.event.NodeUpdatedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Section 6.1 of the contract: every class of event. */
class EventsTest {

  @RegisterExtension private final Peers peers = new Peers();

  @Test
  void s_41_theFirstEventIsTheOwnJoinTheSecondTheStartTheLastTheStop() {
    var recorder = new EventRecorder();
    runner()
        .withPropertyValues("memberlist.name=a")
        .withBean(EventRecorder.class, () -> recorder)
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
    assertThat(recorder.threads()).containsOnly("memberlist-a-events");
    recorder.assertGapless();
  }

  @Test
  void membersJoinUpdateLeaveAndComeBackWithWhatWasKnownOfThem() {
    var recorder = new EventRecorder();
    runner()
        .withBean(EventRecorder.class, () -> recorder)
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
              peers.add(b);
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
    recorder.assertGapless();
  }

  @Test
  void aNodeThatIsKilledIsSuspectedThenFailedThenReaped() {
    var recorder = new EventRecorder();
    runner()
        .withPropertyValues(
            "memberlist.probe-interval=50ms",
            "memberlist.probe-timeout=20ms",
            "memberlist.suspicion-mult=1",
            "memberlist.gossip-to-the-dead-time=50ms",
            "memberlist.dead-node-reclaim-time=0",
            "memberlist.rejoin.enabled=false")
        .withBean(EventRecorder.class, () -> recorder)
        .run(
            context -> {
              var b = peers.join("b", address(context.getBean(Memberlist.class)));
              await().until(() -> recorder.saw(NodeJoinedEvent.class, "b"));
              b.shutdown();
              await().until(() -> recorder.saw(NodeReapedEvent.class, "b"));
            });

    assertThat(recorder.saw(NodeSuspectedEvent.class, "b")).isTrue();
    assertThat(recorder.of(NodeFailedEvent.class))
        .isNotEmpty()
        .allMatch(failed -> failed.getReason() == NodeLeftEvent.Reason.FAILED);
    // on a busy machine it may have been thought dead, and have come back, before it was killed
    assertThat(recorder.of(NodeLeftEvent.class).stream().filter(e -> !e.isLocal()).count())
        .as("each departure is seen once")
        .isEqualTo(recorder.of(NodeJoinedEvent.class).stream().filter(e -> !e.isLocal()).count());
    assertThat(recorder.of(NodeSuspectedEvent.class).get(0).getAccusers()).isNotEmpty();
    recorder.assertGapless();
  }

  @Test
  void aSuspectThatRecoversTellsWhoHadAccusedIt() {
    var recorder = new EventRecorder();
    runner()
        .withBean(EventRecorder.class, () -> recorder)
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
    var recorder = new EventRecorder();
    runner()
        .withBean(EventRecorder.class, () -> recorder)
        .run(
            context -> {
              var seed = address(context.getBean(Memberlist.class));
              peers.join("b", seed);
              await().until(() -> recorder.saw(NodeJoinedEvent.class, "b"));
              peers.join("b", seed);
              await().until(() -> recorder.saw(NodeConflictEvent.class, "b"));
            });

    var conflict = recorder.of(NodeConflictEvent.class).get(0);
    assertThat(conflict.getOther().port()).isNotEqualTo(conflict.getNode().port());
  }

  @Test
  void messagesAreEventsWithASequenceOfTheirOwn() {
    var recorder = new EventRecorder();
    runner()
        .withPropertyValues("memberlist.name=a")
        .withBean(EventRecorder.class, () -> recorder)
        .run(
            context -> {
              var b = peers.join("b", address(context.getBean(Memberlist.class)));
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
    recorder.assertGapless();
  }

  @Test
  void messagesAreNoEventsIfThatIsSwitchedOff() {
    var recorder = new EventRecorder();
    runner()
        .withPropertyValues("memberlist.name=a", "memberlist.events.messages=false")
        .withBean(EventRecorder.class, () -> recorder)
        .run(
            context -> {
              var a = context.getBean(Memberlist.class);
              var config = (NodeDelegate) a.config().delegate();
              config.notifyMsg(new byte[] {1});
            });

    assertThat(recorder.of(MessageReceivedEvent.class)).isEmpty();
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

  @Test
  void attemptsToJoinAreEvents() {
    var recorder = new EventRecorder();
    var b = plain("b");
    peers.add(b);
    var seeds = new CopyOnWriteArrayList<>(List.of("127.0.0.1:1"));
    runner()
        .withBean("seeds", SeedProvider.class, () -> () -> seeds)
        .withBean("recorder", EventRecorder.class, () -> recorder)
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
    recorder.assertGapless();
  }

  @Test
  void tagsAreInSerfsEncoding() {
    runner()
        .withPropertyValues("memberlist.tags.zone=a", "memberlist.tags.role=web")
        .withPropertyValues("memberlist.discovery.register=false")
        .run(
            context ->
                assertThat(context.getBean(Memberlist.class).localNode().meta())
                    .isEqualTo(Tags.encode(Map.of("role", "web", "zone", "a"))));
  }
}
