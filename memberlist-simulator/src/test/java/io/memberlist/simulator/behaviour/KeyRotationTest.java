package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Delegate;
import io.memberlist.Keyring;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.simulator.EventRecorder;
import io.memberlist.simulator.SimCluster;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys of a running cluster are changed from one of its nodes. */
class KeyRotationTest {

  /** Does to its ring what a message says: install, use or remove, and the key. */
  private record Ring(Keyring keys) implements Delegate {
    @Override
    public void notifyMsg(byte[] message) {
      var key = Arrays.copyOfRange(message, 1, message.length);
      switch (message[0]) {
        case 'i' -> keys.add(key);
        case 'u' -> keys.use(key);
        default -> keys.remove(key);
      }
    }
  }

  private static byte[] key(int fill) {
    var key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  private final List<Ring> rings =
      IntStream.range(0, 2)
          .mapToObj(i -> new Ring(Keyring.of(List.of(key(2), key(3)), key(1))))
          .toList();

  private final SimCluster cluster =
      SimCluster.of(10)
          .nodes(2)
          .config((number, c) -> c.keyring(rings.get(number).keys).delegate(rings.get(number)))
          .joined();

  /** Here and on the other node. */
  private void everywhere(char what, byte[] key) {
    var message = new byte[33];
    message[0] = (byte) what;
    System.arraycopy(key, 0, message, 1, 32);
    cluster.node(0).sendReliable(cluster.node(1), message);
    rings.get(0).notifyMsg(message);
    cluster.run(ofSeconds(1));
  }

  private long holders(byte[] key) {
    return rings.stream()
        .filter(ring -> ring.keys.keys().stream().anyMatch(each -> Arrays.equals(each, key)))
        .count();
  }

  private byte[] primary(int node) {
    return rings.get(node).keys.keys().get(0);
  }

  @Test
  void serf_10_keysAreInstalledUsedAndRemovedWhileTheNodesKeepTalking() {
    var events = EventRecorder.on(cluster);

    everywhere('i', key(4));
    assertThat(holders(key(4))).isEqualTo(2);
    assertThat(primary(0)).isEqualTo(key(1));
    assertThat(primary(1)).isEqualTo(key(1));

    everywhere('u', key(4));
    assertThat(primary(0)).isEqualTo(key(4));
    assertThat(primary(1)).isEqualTo(key(4));
    cluster.run(ofMinutes(1));

    everywhere('r', key(1));
    assertThat(holders(key(1))).isZero();
    everywhere('r', key(9)); // absent
    assertThatThrownBy(() -> rings.get(0).keys.use(key(9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not in the keyring");
    rings.get(1).keys.add(key(5));
    assertThat(holders(key(5))).isEqualTo(1);
    cluster.run(ofMinutes(1));

    assertThat(events.of(Kind.SUSPECT)).isEmpty();
    assertThat(cluster.nodes()).allMatch(node -> node.refused() == 0);
    assertThat(rings).allMatch(ring -> ring.keys.size() >= 3);
  }
}
