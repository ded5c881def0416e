package io.memberlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeTest {

  private static final byte[] IPV4 = {10, 0, 0, 1};
  private static final byte[] META = "web".getBytes(UTF_8);
  private static final Instant SINCE = Instant.EPOCH;
  private static final Node.Versions VERSIONS = new Node.Versions(1, 5, 2, 0, 0, 0);
  private static final Node NODE = node("a", IPV4, META, null);

  private static Node node(String name, byte[] ip, byte[] meta, @Nullable Duration rtt) {
    return new Node(name, ip, 7946, meta, NodeState.ALIVE, 1, SINCE, VERSIONS, rtt);
  }

  @Test
  void snapshotsWithTheSameContentAreEqualWhateverTheRoundTrip() {
    var same = node("a", IPV4.clone(), META.clone(), Duration.ofMillis(1));

    assertThat(same).isEqualTo(NODE).hasSameHashCodeAs(NODE);
  }

  @Test
  void snapshotsThatDifferInAnythingElseAreNot() {
    var others =
        List.of(
            node("b", IPV4, META, null),
            node("a", new byte[] {10, 0, 0, 2}, META, null),
            node("a", IPV4, new byte[0], null),
            new Node("a", IPV4, 1, META, NodeState.ALIVE, 1, SINCE, VERSIONS, null),
            new Node("a", IPV4, 7946, META, NodeState.DEAD, 1, SINCE, VERSIONS, null),
            new Node("a", IPV4, 7946, META, NodeState.ALIVE, 2, SINCE, VERSIONS, null),
            new Node("a", IPV4, 7946, META, NodeState.ALIVE, 1, SINCE.plusNanos(1), VERSIONS, null),
            new Node("a", IPV4, 7946, META, NodeState.ALIVE, 1, SINCE, Node.Versions.NONE, null));

    assertThat(others).doesNotContain(NODE).doesNotHaveDuplicates();
    assertThat(NODE).isNotEqualTo("a");
  }

  @Test
  void d1_nobodyCanChangeASnapshot() {
    byte[] ip = IPV4.clone();
    byte[] meta = META.clone();
    var node = node("a", ip, meta, null);

    ip[0] = 99;
    meta[0] = 99;
    node.addressBytes()[0] = 99;
    node.meta()[0] = 99;

    assertThat(node).isEqualTo(NODE);
  }

  @Test
  void addressesAreShownWithBracketsWhereTheyNeedThem() {
    byte[] ipv6 = new byte[16];
    ipv6[15] = 1;
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};

    assertThat(NODE.addressText()).isEqualTo("10.0.0.1:7946");
    assertThat(node("a", ipv6, META, null).addressText()).isEqualTo("[0:0:0:0:0:0:0:1]:7946");
    assertThat(node("a", mapped, META, null).addressText()).isEqualTo("10.0.0.1:7946");
    assertThat(node("a", mapped, META, null).addressBytes()).isEqualTo(mapped);
  }

  @Test
  void anAddressOfAnotherLengthHasNoSocketAddress() {
    assertThatThrownBy(() -> node("a", new byte[3], META, null).address())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("address of node \"a\" has 3 bytes");
  }

  @Test
  void metadataThatAreATagMapAreShownAsTags() {
    assertThat(NODE.tags()).isEmpty();
    assertThat(node("a", IPV4, Tags.encode(Map.of("role", "web")), null).tags())
        .containsExactly(Map.entry("role", "web"));
  }

  @Test
  void itsTextIsShort() {
    assertThat(NODE).hasToString("a ALIVE inc 1");
  }
}
