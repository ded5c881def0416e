package io.memberlist.test;

import static io.memberlist.test.assertions.MemberlistAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.AliveDelegate;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.Memberlist;
import io.memberlist.Memberlist.Status;
import io.memberlist.NoPingResponseException;
import io.memberlist.NoSeedReachableException;
import io.memberlist.Node;
import io.memberlist.NodeMetadataException;
import io.memberlist.OperationTimeoutException;
import io.memberlist.TransportException;
import io.memberlist.VetoException;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.Address;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What applications hold behaves as {@link Memberlist} promises. */
class VirtualMemberlistTest {

  private final VirtualCluster cluster = VirtualCluster.of(1).nodes(3).joined();
  private final Memberlist one = cluster.node(1).memberlist();
  private final Memberlist two = cluster.node(2).memberlist();

  private Node seen(String name) {
    return one.node(name).orElseThrow();
  }

  @Test
  void beforeTheStartQueriesAreEmptyAndTheRestIsRefused() {
    var off = VirtualCluster.of(1).nodes(1).off().node(1).memberlist();

    assertThat(off).hasStatus(Status.STOPPED).hasMembers();
    assertThat(off.allNodes()).isEmpty();
    assertThat(off.node("node-1")).isEmpty();
    assertThat(off.details("node-1")).isEmpty();
    assertThat(off.queues().broadcasts()).isZero();
    for (Runnable refused :
        List.<Runnable>of(
            off::localNode,
            off::advertisedAddress,
            () -> off.join(List.of("node-1")),
            () -> off.leave(ZERO),
            () -> off.updateNode(ZERO),
            () -> off.sendBestEffort(seen("node-2"), new byte[1]),
            () -> off.sendReliable(seen("node-2"), new byte[1]),
            () -> off.ping("node-2", seen("node-2").address()),
            off::sync,
            () -> off.forget("node-2"))) {
      assertThatThrownBy(refused::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("not running");
    }
    off.shutdown();
    off.close();
  }

  @Test
  void aNodeHasSeveralLives() {
    assertThatThrownBy(two::start).isInstanceOf(IllegalStateException.class);

    two.shutdown();
    assertThat(two).hasStatus(Status.STOPPED).hasMembers();
    two.start();

    assertThat(two).hasStatus(Status.RUNNING).hasMembers("node-2");
    assertThat(two.localNode().name()).isEqualTo("node-2");
    assertThat(two.localNode().address()).isEqualTo(seen("node-2").address());
  }

  @Test
  void itsAddressIsOfTheVirtualNetwork() {
    assertThat(one.advertisedAddress().ip()).isEqualTo(one.localNode().addressBytes());
    assertThat(one.advertisedAddress().port()).isEqualTo(7946);
    assertThat(one.advertisedAddress().reason()).contains("virtual");
  }

  @Test
  void messagesArriveByPacketAndByStream() {
    one.sendBestEffort(seen("node-2"), "packet".getBytes(UTF_8));
    one.sendToAddress(new Address(seen("node-2").address(), null), "address".getBytes(UTF_8));
    one.sendReliable(seen("node-2"), new byte[100_000]);
    cluster.advance(ofMillis(10));

    assertThat(cluster.node(2).messages())
        .extracting(message -> message.length)
        .containsExactlyInAnyOrder(6, 7, 100_000);
    assertThat(one.statistics().get(Metric.MESSAGES_SENT_APPLICATION)).isEqualTo(2);
  }

  @Test
  void aStreamToNobodyFails() {
    var third = seen("node-3");
    cluster.node(3).kill();

    assertThatThrownBy(() -> one.sendReliable(third, new byte[1]))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("node-3")
        .hasMessageContaining("connection refused");
  }

  @Test
  void aPingToNobodyHasNoResponse() {
    var third = seen("node-3");
    cluster.node(3).kill();
    var before = cluster.now();

    assertThatThrownBy(() -> one.ping("node-3", third.address()))
        .isInstanceOf(NoPingResponseException.class);
    assertThat(cluster.now().minus(before)).isEqualTo(one.config().probeTimeout());
  }

  @Test
  void aJoinEndsAtItsDeadline() {
    cluster.partition("node-1");
    var before = cluster.now();

    assertThatThrownBy(() -> one.join(List.of("node-2"), ofSeconds(2)))
        .isInstanceOf(NoSeedReachableException.class)
        .hasMessageContaining("timed out");
    assertThat(cluster.now().minus(before)).isEqualTo(ofSeconds(2));
  }

  @Test
  void leavingIsConfirmedByTheOthersAndCanBeTakenBack() {
    one.leave(ofSeconds(10));
    assertThat(one).hasStatus(Status.LEFT);
    one.leave(ofSeconds(10));
    assertThatThrownBy(() -> one.updateNode(ZERO)).isInstanceOf(IllegalStateException.class);

    one.join(List.of("node-2"));
    cluster.awaitConverged();

    assertThat(one).hasStatus(Status.RUNNING).hasMembers("node-1", "node-2", "node-3");
  }

  @Test
  void whatOthersDoNotConfirmExpires() {
    cluster.partition("node-1");

    assertThatThrownBy(() -> one.leave(ofMillis(50)))
        .isInstanceOf(OperationTimeoutException.class)
        .hasMessageContaining("not confirmed");
    assertThatThrownBy(() -> one.leave(ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void stateIsExchangedOnDemand() {
    var cluster = VirtualCluster.of(2).nodes(2).started();
    assertThatThrownBy(() -> cluster.node(1).memberlist().sync())
        .isInstanceOf(IllegalStateException.class);

    one.sync();

    assertThat(one.statistics().get(Metric.MESSAGES_SENT_EXCHANGE)).isNotNegative();
  }

  @Test
  void recordsOfTheDeadCanBeForgotten() {
    assertThatThrownBy(() -> one.forget("node-2")).isInstanceOf(IllegalStateException.class);
    assertThat(one.forget("nobody")).isFalse();
    cluster.node(3).kill();
    cluster.advance(ofSeconds(20));
    assertThat(one).member("node-3").isDead();

    assertThat(one.forget("node-3")).isTrue();

    assertThat(one).doesNotKnow("node-3");
  }

  @Test
  void detailsAndCountsAreThere() {
    cluster.advance(ofSeconds(10));

    var details = one.details("node-2").orElseThrow();
    assertThat(details.lastAck()).isAfter(Instant.EPOCH);
    assertThat(details.node().lastRtt()).isBetween(ofMillis(0), ofMillis(2));
    assertThat(one.statistics().get(Metric.MEMBERS)).isEqualTo(3);
    assertThat(one.statistics().get(Metric.MESSAGES_SENT_PROBE)).isPositive();
    assertThat(one).hasHealthScore(0);
    assertThat(one.keyring()).isEmpty();
  }

  @Test
  void verificationChangesWithTheNextStart() {
    one.verify(false, true);

    assertThat(one.config().gossipVerifyIncoming()).isFalse();
    assertThat(one.config().gossipVerifyOutgoing()).isTrue();
  }

  /** Asks and answers by messages, waiting in its handler. */
  private static final class Answering implements Delegate {
    private final Supplier<Memberlist> node;
    private final List<String> received = new ArrayList<>();

    private Answering(Supplier<Memberlist> node) {
      this.node = node;
    }

    @Override
    public void notifyMsg(byte[] message) {
      var text = new String(message, UTF_8);
      received.add("begin " + text);
      if (text.startsWith("ask")) {
        var asker = node.get().node("node-1").orElseThrow();
        node.get().sendReliable(asker, "answer".getBytes(UTF_8));
        node.get().leave(ofSeconds(10));
      }
      received.add("end " + text);
    }
  }

  @Test
  void handlersMayWaitAndAreCalledOneAtATime() {
    Map<String, Answering> handlers = new ConcurrentHashMap<>();
    var holder = new VirtualCluster[1];
    holder[0] =
        VirtualCluster.of(3)
            .nodes(3)
            .configure(
                (node, config) -> {
                  handlers.put(node, new Answering(() -> holder[0].node(node).memberlist()));
                  config.delegate(handlers.get(node));
                })
            .joined();
    var asking = holder[0].node(1).memberlist();
    var asked = asking.node("node-2").orElseThrow();

    asking.sendBestEffort(asked, "ask 1".getBytes(UTF_8));
    asking.sendBestEffort(asked, "second".getBytes(UTF_8));
    holder[0].advance(ofSeconds(5));

    assertThat(handlers.get("node-2").received)
        .hasSize(4)
        .satisfies(
            all -> assertThat(all.indexOf("end ask 1")).isEqualTo(all.indexOf("begin ask 1") + 1));
    assertThat(handlers.get("node-1").received).containsExactly("begin answer", "end answer");
    assertThat(holder[0].node(2).memberlist()).hasStatus(Status.LEFT);
  }

  @Test
  void eventsAreToldAfterTheViewHasThem() {
    var counts = new ArrayList<Integer>();
    var holder = new VirtualCluster[1];
    holder[0] =
        VirtualCluster.of(4)
            .nodes(3)
            .configure(
                (node, config) -> {
                  if (node.equals("node-3")) {
                    config.events(
                        new EventDelegate() {
                          @Override
                          public void notifyJoin(Node joined) {
                            counts.add(holder[0].node(node).memberlist().numMembers());
                          }
                        });
                  }
                })
            .off();

    holder[0].nodes().forEach(node -> node.memberlist().start());
    assertThat(counts).containsExactly(1);
    holder[0].node(3).memberlist().join(List.of("node-1", "node-2"));
    holder[0].awaitConverged();

    assertThat(counts).hasSize(3);
    assertThat(counts.get(1)).isGreaterThanOrEqualTo(2);
    assertThat(counts.get(2)).isEqualTo(3);
  }

  @Test
  void delegatesThatTheProtocolWaitsForMayNotWaitForIt() {
    var failures = new ArrayList<String>();
    var holder = new VirtualCluster[1];
    AliveDelegate waiting =
        peer -> {
          try {
            holder[0].node(1).memberlist().leave(ZERO);
          } catch (IllegalStateException e) {
            failures.add(e.getMessage());
          }
        };
    holder[0] =
        VirtualCluster.of(5)
            .nodes(2)
            .configure((node, config) -> config.alive(node.equals("node-1") ? waiting : null))
            .off();
    holder[0].node(2).memberlist().start();

    holder[0].node(1).memberlist().start();

    assertThat(failures).singleElement().asString().contains("leave waits for the protocol");
  }

  @Test
  void aNodeThatRefusesItselfDoesNotStart() {
    var cluster =
        VirtualCluster.of(6)
            .nodes(1)
            .configure(
                (node, config) ->
                    config.alive(
                        peer -> {
                          throw new VetoException("no");
                        }))
            .off();

    assertThatThrownBy(() -> cluster.node(1).memberlist().start())
        .isInstanceOf(VetoException.class);
    assertThat(cluster.node(1).running()).isFalse();
  }

  @Test
  void metadataThatAreTooLongAreRefused() {
    Delegate long513 =
        new Delegate() {
          @Override
          public byte[] nodeMeta(int limit) {
            return new byte[limit + 1];
          }
        };
    var cluster =
        VirtualCluster.of(7).nodes(1).configure((node, config) -> config.delegate(long513)).off();

    assertThatThrownBy(() -> cluster.node(1).memberlist().start())
        .isInstanceOf(NodeMetadataException.class);
  }

  @Test
  void whatDelegatesThrowIsKeptAndTheNodeGoesOn() {
    Delegate failing =
        new Delegate() {
          @Override
          public void notifyMsg(byte[] message) {
            throw new IllegalStateException("on purpose");
          }
        };
    var cluster =
        VirtualCluster.of(8)
            .nodes(2)
            .configure((node, config) -> config.delegate(failing))
            .joined();
    var one = cluster.node(1).memberlist();

    one.sendBestEffort(one.node("node-2").orElseThrow(), new byte[] {1});
    one.sendBestEffort(one.node("node-2").orElseThrow(), new byte[] {2});
    cluster.advance(ofSeconds(1));

    assertThat(cluster.node(2).failures())
        .hasSize(2)
        .allMatch(e -> "on purpose".equals(e.getMessage()));
    assertThat(cluster.node(2).messages()).hasSize(2);
    assertThatThrownBy(() -> assertThat(cluster).hasNoFailures())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("node-2")
        .hasRootCauseMessage("on purpose");
  }

  @Test
  void aFailedAssertionInADelegateFailsTheTest() {
    Delegate asserting =
        new Delegate() {
          @Override
          public void notifyMsg(byte[] message) {
            throw new AssertionError("not what was expected");
          }
        };
    var cluster =
        VirtualCluster.of(9)
            .nodes(2)
            .configure((node, config) -> config.delegate(asserting))
            .joined();
    var one = cluster.node(1).memberlist();
    one.sendBestEffort(one.node("node-2").orElseThrow(), new byte[1]);

    assertThatThrownBy(() -> cluster.advance(ofSeconds(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("not what was expected");
  }

  @Test
  void otherThreadsMayUseItToo() throws Exception {
    var left = CompletableFuture.runAsync(() -> two.leave(ofSeconds(10)));

    left.get(60, TimeUnit.SECONDS);
    cluster.advance(ofSeconds(2));

    assertThat(one).member("node-2").hasLeft();
  }

  @Test
  void namesThatNobodyResolvedAreRefused() {
    var unresolved = InetSocketAddress.createUnresolved("node-2", 7946);

    assertThatThrownBy(() -> one.ping("node-2", unresolved))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("unknown host node-2");
  }
}
