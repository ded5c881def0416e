package io.memberlist.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterBroadcastTest {

  private static final int PACKET = 1400;

  private final FakeCluster cluster = new FakeCluster();
  private long now;

  private ClusterBroadcast broadcast(ClusterBroadcastOptions options) {
    return new ClusterBroadcast(options, () -> now, cluster);
  }

  private ClusterBroadcast broadcast() {
    return broadcast(ClusterBroadcastOptions.DEFAULT);
  }

  @Test
  void publishedMessageGoesOutAsOftenAsTheSizeOfTheClusterDemands() {
    cluster.nodes = 10;
    var broadcast = broadcast(ClusterBroadcastOptions.DEFAULT.withRetransmitMult(2));

    broadcast.publish(bytes("hello"));

    for (int i = 0; i < 4; i++) {
      assertThat(broadcast.queue().getBroadcasts(2, PACKET)).containsExactly(bytes("hello"));
    }
    assertThat(broadcast.queue().getBroadcasts(2, PACKET)).isEmpty();
    assertThat(cluster.reliable).isEmpty();
  }

  @Test
  void def_18_receiverPassesOnAtFirstSightOnly() {
    var broadcast = broadcast();

    assertThat(broadcast.received(bytes("news"))).isTrue();
    assertThat(broadcast.queue().getBroadcasts(2, PACKET)).containsExactly(bytes("news"));
    assertThat(broadcast.received(bytes("news"))).isFalse();
    assertThat(broadcast.queue().numQueued()).isEqualTo(1);
  }

  @Test
  void ownMessageThatComesBackIsNotReceived() {
    var broadcast = broadcast();
    broadcast.publish(bytes("mine"));

    assertThat(broadcast.received(bytes("mine"))).isFalse();
    assertThat(broadcast.queue().numQueued()).isEqualTo(1);
  }

  @Test
  void longMessagesTravelOverStreamsAndAreNotPassedOn() {
    var options = ClusterBroadcastOptions.DEFAULT.withMaxGossipBytes(5);
    var origin = broadcast(options);
    var receiver = broadcast(options);

    origin.publish(bytes("longer"));

    assertThat(cluster.reliable).containsExactly(bytes("longer"));
    assertThat(origin.queue().numQueued()).isZero();
    assertThat(receiver.received(bytes("longer"))).isTrue();
    assertThat(receiver.received(bytes("longer"))).isFalse();
    assertThat(receiver.queue().numQueued()).isZero();
  }

  @Test
  void messagesThatCannotTravelAreRefused() {
    var broadcast =
        broadcast(ClusterBroadcastOptions.DEFAULT.withMaxGossipBytes(2).withMaxBytes(10));

    assertThatThrownBy(() -> broadcast.publish(new byte[11]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a message of 11 bytes cannot be published; 1 to 10 bytes are possible");
    assertThatThrownBy(() -> broadcast.publish(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(cluster.reliable).isEmpty();
    assertThat(broadcast.numRemembered()).isZero();
  }

  @Test
  void theCallersArrayMayChangeAfterwards() {
    var broadcast = broadcast(ClusterBroadcastOptions.DEFAULT.withMaxGossipBytes(5));
    var message = bytes("short");
    var longer = bytes("longer");

    broadcast.publish(message);
    broadcast.publish(longer);
    message[0] = 'X';
    longer[0] = 'X';

    assertThat(broadcast.queue().getBroadcasts(2, PACKET)).containsExactly(bytes("short"));
    assertThat(cluster.reliable).containsExactly(bytes("longer"));
  }

  @Test
  void messagesAreForgottenWithAge() {
    var broadcast = broadcast(ClusterBroadcastOptions.DEFAULT.withWindow(Duration.ofNanos(100)));
    broadcast.received(bytes("a"));

    now = 100;
    assertThat(broadcast.received(bytes("a"))).isFalse();
    now = 200;
    assertThat(broadcast.received(bytes("a"))).as("renewed at 100").isFalse();
    now = 301;
    assertThat(broadcast.received(bytes("a"))).isTrue();
    assertThat(broadcast.numRemembered()).isEqualTo(1);
  }

  @Test
  void rememberedMessagesAreBoundedAndTheOneLongestNotSeenMakesRoom() {
    var broadcast = broadcast(ClusterBroadcastOptions.DEFAULT.withMaxRemembered(2));
    broadcast.received(bytes("a"));
    broadcast.received(bytes("b"));
    broadcast.received(bytes("a"));

    broadcast.received(bytes("c"));

    assertThat(broadcast.numRemembered()).isEqualTo(2);
    assertThat(broadcast.received(bytes("a"))).isFalse();
    assertThat(broadcast.received(bytes("b"))).isTrue();
  }

  @Test
  void clockMayWrap() {
    now = Long.MAX_VALUE - 10;
    var broadcast = broadcast(ClusterBroadcastOptions.DEFAULT.withWindow(Duration.ofNanos(100)));
    broadcast.received(bytes("a"));

    now += 50;
    assertThat(broadcast.received(bytes("a"))).isFalse();
    now += 101;
    assertThat(broadcast.received(bytes("a"))).isTrue();
  }

  @Test
  void def_19_queueIsBoundedAndWhatMakesRoomIsReported() {
    cluster.nodes = 600;
    var broadcast = broadcast();

    for (int i = 0; i < 1300; i++) {
      broadcast.publish(bytes("message " + i));
    }

    assertThat(broadcast.queue().numQueued()).isEqualTo(1200);
    assertThat(cluster.dropped).isEqualTo(100);

    cluster.nodes = 1;
    broadcast.publish(bytes("one more"));

    assertThat(broadcast.queue().numQueued()).isEqualTo(1024);
    assertThat(cluster.dropped).isEqualTo(277);
  }

  /** Rounds of gossip as the protocol has them, 5 a second, to 3 others each. */
  @Test
  void def_18_everybodyGetsItWithinFiveSecondsHoweverManyPacketsAreLost() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(roundsUntilAllHaveIt(3, 0.3, new Random(seed))).isLessThanOrEqualTo(25);
      assertThat(roundsUntilAllHaveIt(100, 0.2, new Random(seed))).isLessThanOrEqualTo(25);
      assertThat(roundsUntilAllHaveIt(100, 0.3, new Random(seed))).isLessThanOrEqualTo(25);
    }
  }

  private int roundsUntilAllHaveIt(int size, double loss, Random random) {
    cluster.nodes = size;
    var members = Stream.generate(this::broadcast).limit(size).toList();
    members.get(0).publish(bytes("news"));
    int reached = 1;
    int rounds = 0;
    for (; reached < size; rounds++) {
      assertThat(members)
          .as("somebody who can still tell")
          .anyMatch(m -> m.queue().numQueued() > 0);
      for (int from = 0; from < size; from++) {
        for (int to : others(from, size, random)) {
          boolean lost = random.nextDouble() < loss;
          for (var message : members.get(from).queue().getBroadcasts(2, PACKET)) {
            reached += !lost && members.get(to).received(message) ? 1 : 0;
          }
        }
      }
    }
    return rounds;
  }

  private static int[] others(int self, int size, Random random) {
    return random
        .ints(0, size)
        .filter(i -> i != self)
        .distinct()
        .limit(Math.min(3, size - 1))
        .toArray();
  }

  @Test
  void impossibleOptionsAreRefused() {
    var options = ClusterBroadcastOptions.DEFAULT;

    assertThatThrownBy(() -> options.withRetransmitMult(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retransmitMult must be at least 1, not 0");
    assertThatThrownBy(() -> options.withMaxGossipBytes(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.withMaxBytes(1023))
        .hasMessage("maxBytes must be at least 1024, not 1023");
    assertThatThrownBy(() -> options.withMaxRemembered(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.withWindow(Duration.ZERO))
        .hasMessage("window must be more than 0, not PT0S");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static final class FakeCluster implements ClusterBroadcast.Cluster {

    int nodes = 3;
    long dropped;
    final List<byte[]> reliable = new ArrayList<>();

    @Override
    public int numNodes() {
      return nodes;
    }

    @Override
    public void sendReliable(byte[] message) {
      reliable.add(message);
    }

    @Override
    public void dropped(long count) {
      dropped += count;
    }
  }
}
