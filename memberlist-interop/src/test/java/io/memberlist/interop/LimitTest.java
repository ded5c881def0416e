package io.memberlist.interop;

import static io.memberlist.interop.Wire.letters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.interop.ClusterNode.MergedState;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The largest messages and states that peers may send each other, and larger ones (§18.3). */
class LimitTest {

  /** A UDP datagram without the type of the message and the checksum in front of it. */
  private static final int BEST_EFFORT = 65_507 - 1 - 5;

  private static final int RELIABLE = 20_971_520;

  /** Both sides have to write, read and check 20 MiB beside other tests. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension final Cluster cluster = new Cluster();

  static Stream<Kind> others() {
    return Stream.of(Kind.GO_0_5_4, Kind.GO_0_7_0);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void theLargestMessagesArriveWhole(Kind sender, Kind receiver) {
    var a = cluster.start(sender, patient("a"));
    var b = cluster.start(receiver, patient("b"));
    b.join(a);
    Cluster.awaitComplete(a, b);

    a.sendLetters(false, "b", BEST_EFFORT);
    a.sendLetters(true, "b", RELIABLE);

    for (int size : new int[] {BEST_EFFORT, RELIABLE}) {
      var largest = Blob.of(letters(size));
      Await.until("a message of " + size + " bytes", () -> b.hasMessage(largest));
    }
    assertThatThrownBy(() -> a.sendLetters(false, "b", BEST_EFFORT + 1)).isNotNull();
  }

  /** The others do not know the limit of what they send. */
  @ParameterizedTest
  @MethodSource("others")
  void aMessageThatIsTooLargeIsRefusedAndItsSenderStaysAMember(Kind other) {
    var ours = cluster.startJava(patient("ours"));
    var peer = cluster.startProcess(other, patient("peer"));
    peer.join(ours);
    Cluster.awaitComplete(ours, peer);

    // whether it notices that nobody reads to the end is a matter of time
    peer.process().command("sendReliable", "to", "ours", "size", RELIABLE + 1);
    Await.until("a refusal", () -> refusals(ours) == 1);

    peer.send(true, "ours", letters(3));
    Await.until("the next message", () -> ours.hasMessage(Blob.of(letters(3))));
    assertThat(ours.messages()).hasSize(1);
    Cluster.awaitComplete(ours, peer);
  }

  /** Nothing of such an exchange is taken over; the next one with less is. */
  @ParameterizedTest
  @MethodSource("others")
  void aStateThatIsTooLargeIsRefusedAndItsOwnerStaysAMember(Kind other) {
    var ours = cluster.startJava(patient("ours"));
    var peer = cluster.startProcess(other, often(patient("peer")));
    peer.join(ours);
    Cluster.awaitComplete(ours, peer);

    peer.process().demand("state", "size", RELIABLE + 1);
    Await.until("a refused request", () -> refusals(ours) > 0);
    assertThatThrownBy(() -> ours.memberlist().sync()).hasMessageContaining("limit");
    assertThat(ours.mergedStates()).isEmpty();
    Cluster.awaitComplete(ours, peer);
    peer.process().demand("state", "size", RELIABLE);

    Await.until(
        "the largest state",
        () -> ours.mergedStates().contains(new MergedState(false, Blob.of(letters(RELIABLE)))));
    Cluster.awaitComplete(ours, peer);
  }

  private static long refusals(JavaNode node) {
    return node.memberlist().statistics().get(Metric.STREAMS_REFUSED_LIMIT);
  }

  private static NodeSpec patient(String name) {
    return NodeSpec.named(name).compress(false).set(Setting.TCP_TIMEOUT, PATIENCE);
  }

  private static NodeSpec often(NodeSpec spec) {
    return spec.set(Setting.PUSH_PULL_INTERVAL, Duration.ofSeconds(1));
  }
}
