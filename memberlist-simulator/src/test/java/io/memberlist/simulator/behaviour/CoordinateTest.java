package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.EventDelegate;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.PingDelegate;
import io.memberlist.simulator.SimCluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Network coordinates as an application adds them: they travel in the payload of acks. */
class CoordinateTest {

  private static final byte VERSION = 1;

  /** Coordinates in a plane, after Vivaldi: each answer pulls or pushes the own one a little. */
  private static class Coordinates implements PingDelegate, EventDelegate {
    final Map<String, double[]> known = new TreeMap<>();
    private final double[] own = new double[2];

    @Override
    public byte[] ackPayload() {
      return ByteBuffer.allocate(17).put(VERSION).putDouble(own[0]).putDouble(own[1]).array();
    }

    @Override
    public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
      if (payload.length != 17 || payload[0] != VERSION) {
        return;
      }
      var buffer = ByteBuffer.wrap(payload, 1, 16);
      double[] other = {buffer.getDouble(), buffer.getDouble()};
      known.put(node.name(), other);
      double x = own[0] - other[0];
      double y = own[1] - other[1];
      double distance = Math.hypot(x, y);
      double force = (rtt.toNanos() / 1e6 - distance) / 4;
      own[0] += distance == 0 ? force : force * x / distance;
      own[1] += distance == 0 ? force / 2 : force * y / distance;
    }

    @Override
    public void notifyReap(Node node) {
      known.remove(node.name());
    }

    private boolean moved() {
      return own[0] != 0 || own[1] != 0;
    }
  }

  /** Answers with something else. */
  private static final class Rogue extends Coordinates {
    private final byte[] payload;

    private Rogue(byte[] payload) {
      this.payload = payload;
    }

    @Override
    public byte[] ackPayload() {
      return payload;
    }
  }

  private static SimCluster cluster(Coordinates a, Coordinates b) {
    return SimCluster.of(8)
        .nodes(2)
        .config(
            (number, c) -> {
              var own = number == 0 ? a : b;
              return c.ping(own).events(own).gossipToTheDeadTime(ofSeconds(5));
            })
        .joined();
  }

  @Test
  void serf_08_coordinatesTravelWithAcksAndGoWithTheNode() {
    var a = new Coordinates();
    var b = new Coordinates();
    var cluster = cluster(a, b);

    cluster.run(ofSeconds(10));

    assertThat(a.known).containsOnlyKeys("n0000001");
    assertThat(b.known).containsOnlyKeys("n0000000");
    assertThat(a.moved()).isTrue();
    assertThat(b.moved()).isTrue();

    var leave = cluster.node(1).leave();
    cluster.runUntil(leave::done, ofSeconds(10));
    cluster.run(ofMillis(500));
    cluster.node(1).kill();
    assertThat(cluster.node(0).sees(cluster.node(1))).isEqualTo(NodeState.LEFT);
    assertThat(a.known).as("not yet reaped").isNotEmpty();
    cluster.run(ofMinutes(1));

    assertThat(cluster.node(0).sees(cluster.node(1))).isNull();
    assertThat(a.known).isEmpty();
  }

  @Test
  void serf_09_payloadsNobodyUnderstandsAreIgnoredAndHarmNoMembership() {
    var anotherVersion = ByteBuffer.allocate(17).put((byte) 200).array();
    var anotherDimension = ByteBuffer.allocate(25).put(VERSION).array();
    for (byte[] payload : List.of(anotherVersion, anotherDimension)) {
      var a = new Coordinates();
      var rogue = new Rogue(payload);
      var cluster = cluster(a, rogue);

      cluster.run(ofSeconds(10));

      assertThat(a.known).isEmpty();
      assertThat(a.moved()).isFalse();
      assertThat(rogue.known).containsOnlyKeys("n0000000");
      assertThat(cluster.nodes()).allMatch(node -> node.state().members() == 2);
    }
  }
}
