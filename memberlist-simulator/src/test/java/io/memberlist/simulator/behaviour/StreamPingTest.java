package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Ping;
import io.memberlist.simulator.EventRecorder;
import io.memberlist.simulator.RawPeer;
import io.memberlist.simulator.SimCluster;
import io.memberlist.simulator.network.Reach;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member, "mongo", that answers no packets: it is asked over a stream. */
class StreamPingTest {

  private final SimCluster cluster = SimCluster.of(23).nodes(1).started();
  private final EventRecorder events = EventRecorder.on(cluster);
  private final RawPeer mongo = new RawPeer(cluster);
  private final List<Ping> asked = new ArrayList<>();
  private final StreamCodec codec =
      new StreamCodec(() -> CodecSettings.of(cluster.node(0).config()), nonce -> {}, size -> {});

  @BeforeEach
  void mongoIsKnown() {
    byte[] versions = {1, 5, 2, 0, 0, 0};
    cluster.node(0).learn(new Alive(1, "mongo", mongo.address(), null, versions), cluster.node(0));
  }

  private void answering(Function<Ping, byte[]> answer) {
    mongo.answering(
        request -> {
          try {
            var ping = codec.accept(new ByteArrayInputStream(request)).readPing();
            asked.add(ping);
            return answer.apply(ping);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private NodeState state() {
    return cluster.node(0).state().state("mongo");
  }

  @Test
  void ack_11_aPeerThatAnswersIsReached() {
    answering(ping -> codec.encodeAck(new Ack(ping.seqNo(), null)));

    cluster.run(ofSeconds(10));

    assertThat(asked).hasSizeGreaterThan(5).allMatch(ping -> ping.node().equals("mongo"));
    assertThat(asked).allMatch(ping -> ping.sourceNode().equals(cluster.node(0).name()));
    assertThat(state()).isEqualTo(NodeState.ALIVE);
    assertThat(events.about(cluster.node(0))).isEmpty();
  }

  @Test
  void ack_12_anotherSequenceNumberIsNoAnswer() {
    answering(ping -> codec.encodeAck(new Ack(ping.seqNo() + 1, null)));

    suspectedAfterOneInterval();
    assertThat(asked).hasSize(1);
  }

  @Test
  void ack_13_anotherMessageIsNoAnswer() {
    answering(ping -> codec.encodePing(ping));

    suspectedAfterOneInterval();
    assertThat(asked).hasSize(1);
  }

  @Test
  void ack_14_whereNobodyListensNobodyIsReached() {
    mongo.reach(Reach.REFUSING);

    suspectedAfterOneInterval();
    assertThat(asked).isEmpty();
  }

  /** The first tick is at a random moment within an interval; the probe takes one more. */
  private void suspectedAfterOneInterval() {
    var took = cluster.runUntil(() -> state() == NodeState.SUSPECT, ofSeconds(20));
    assertThat(took).isBetween(ofSeconds(1), ofSeconds(2).plus(ofMillis(10)));
  }
}
