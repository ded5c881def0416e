package io.memberlist.interop;

import static io.memberlist.interop.Wire.bytes;
import static io.memberlist.interop.Wire.letters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.memberlist.interop.ClusterNode.MergedState;
import io.memberlist.interop.ClusterNode.Seen;
import io.memberlist.interop.ClusterNode.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * What applications exchange: messages, broadcasts, metadata, state; Appendix D lines 3, 8, 9 and
 * 10.
 */
class MessageTest {

  private static final int MIB = 1 << 20;

  @RegisterExtension final Cluster cluster = new Cluster();

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void messagesOfAllSizesArriveWhole(Kind sender, Kind receiver) {
    var pair = pair(sender, receiver);

    for (int size : new int[] {0, 1, 127, 128, 1300, 8_000}) {
      pair.a.send(false, "b", letters(size));
      awaitMessage(pair.b, Blob.of(letters(size)));
    }
    for (int size : new int[] {2, 129, 40_000, MIB}) {
      pair.a.send(true, "b", letters(size));
      awaitMessage(pair.b, Blob.of(letters(size)));
    }
    assertThat(pair.b.messages()).hasSize(10);
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void anEmptyReliableMessageIsNotDelivered(Kind sender, Kind receiver) {
    var pair = pair(sender, receiver);

    pair.a.send(true, "b", new byte[0]);
    pair.a.send(true, "b", letters(3));

    awaitMessage(pair.b, Blob.of(letters(3)));
    assertThat(pair.b.messages()).containsExactly(Blob.of(letters(3)));
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void incompressibleMessagesArriveWhole(Kind sender, Kind receiver) {
    var pair = pair(sender, receiver);
    var noise = new byte[MIB];
    new Random(1).nextBytes(noise);

    pair.a.send(true, "b", noise);

    awaitMessage(pair.b, Blob.of(noise));
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void broadcastsReachEverybody(Kind first, Kind second) {
    var pair = pair(first, second);
    var c = cluster.start(first, NodeSpec.named("c"));
    c.join(pair.b);
    Cluster.awaitComplete(pair.a, pair.b, c);

    for (int i = 0; i < 20; i++) {
      pair.a.broadcast("name-" + i, bytes("to all " + i));
      pair.b.broadcast("name-" + i, bytes("also to all " + i));
    }

    for (int i = 0; i < 20; i++) {
      awaitMessage(c, Blob.of("to all " + i));
      awaitMessage(c, Blob.of("also to all " + i));
      awaitMessage(pair.b, Blob.of("to all " + i));
      awaitMessage(pair.a, Blob.of("also to all " + i));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void metadataAndItsChangesAreSeen(Kind owner, Kind observer) {
    var pair = pair(owner, observer);
    assertThat(pair.b.metaOf("a").isBlank()).isTrue();

    var changes = new ArrayList<Blob>();
    for (var meta :
        List.of(bytes("one"), letters(512), new byte[0], new byte[] {0, (byte) 0xff, 10})) {
      pair.a.updateMeta(meta);
      changes.add(Blob.of(meta));
      Await.until(
          "meta of " + meta.length + " bytes",
          () ->
              pair.b.metaOf("a").equals(Blob.of(meta))
                  || meta.length == 0 && pair.b.metaOf("a").isBlank());
    }

    Await.until(
        "last update",
        () -> pair.b.seen().stream().filter(seen -> seen.what() == What.UPDATE).count() >= 4);
    assertThat(pair.b.seen())
        .filteredOn(seen -> seen.what() == What.UPDATE)
        .extracting(Seen::node, seen -> seen.meta().isBlank() ? Blob.of("") : seen.meta())
        .containsExactlyElementsOf(changes.stream().map(meta -> tuple("a", meta)).toList());
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void aNodeWithoutDelegateHasNoMetadata(Kind owner, Kind observer) {
    var a = cluster.start(owner, NodeSpec.named("a").noDelegate());
    var b = cluster.start(observer, NodeSpec.named("b").state(bytes("state")));

    b.join(a);

    Cluster.awaitComplete(a, b);
    assertThat(b.metaOf("a").isBlank()).isTrue();
    assertThat(b.mergedStates()).isEmpty();
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void userStateGoesBothWaysOnJoinAndAgainPeriodically(Kind seed, Kind newcomer) {
    var a = cluster.start(seed, often(NodeSpec.named("a")));
    var b = cluster.start(newcomer, often(NodeSpec.named("b")));
    var stateOfA = letters(MIB);
    var stateOfB = letters(MIB + 1);
    a.userState(stateOfA);
    b.userState(stateOfB);

    b.join(a);

    Await.until(
        "states of the join",
        () ->
            a.mergedStates().contains(new MergedState(true, Blob.of(stateOfB)))
                && b.mergedStates().contains(new MergedState(true, Blob.of(stateOfA))));
    Await.until(
        "states of a periodic exchange",
        () ->
            a.mergedStates().contains(new MergedState(false, Blob.of(stateOfB)))
                && b.mergedStates().contains(new MergedState(false, Blob.of(stateOfA))));
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void anEmptyStateIsNotDelivered(Kind seed, Kind newcomer) {
    var a = cluster.start(seed, NodeSpec.named("a"));
    var b = cluster.start(newcomer, NodeSpec.named("b").state(bytes("state of b")));

    b.join(a);

    Await.until(
        "state of b",
        () -> a.mergedStates().equals(List.of(new MergedState(true, Blob.of("state of b")))));
    assertThat(b.mergedStates()).isEmpty();
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void compressionMayDiffer(Kind first, Kind second) {
    for (int i = 0; i < 4; i++) {
      var a = cluster.start(first, NodeSpec.named("a" + i).compress(i % 2 == 0));
      var b = cluster.start(second, NodeSpec.named("b" + i).compress(i / 2 == 0));
      b.join(a);
      Cluster.awaitComplete(a, b);

      a.send(false, b.name(), letters(900));
      b.send(false, a.name(), letters(901));
      a.send(true, b.name(), letters(70_000));
      b.send(true, a.name(), letters(70_001));

      for (int size : new int[] {900, 70_000}) {
        awaitMessage(b, Blob.of(letters(size)));
        awaitMessage(a, Blob.of(letters(size + 1)));
      }
    }
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void pingsMeasureARoundTripAndCarryThePayload(Kind first, Kind second) {
    var a = cluster.start(first, NodeSpec.named("a").ackPayload(bytes("of a")));
    var b = cluster.start(second, NodeSpec.named("b").ackPayload(bytes("of b")));
    b.join(a);
    Cluster.awaitComplete(a, b);

    a.awaitPing("b");

    Await.until(
        "payloads",
        () ->
            a.ackPayloads().contains(Blob.of("of b")) && b.ackPayloads().contains(Blob.of("of a")));
  }

  private static NodeSpec often(NodeSpec spec) {
    return spec.set(Setting.PUSH_PULL_INTERVAL, Duration.ofSeconds(1));
  }

  private static void awaitMessage(ClusterNode receiver, Blob message) {
    Await.until(receiver.name() + " receives " + message, () -> receiver.hasMessage(message));
  }

  private record Two(ClusterNode a, ClusterNode b) {}

  /** Two nodes called a and b that know each other. */
  private Two pair(Kind first, Kind second) {
    var pair =
        new Two(
            cluster.start(first, NodeSpec.named("a")), cluster.start(second, NodeSpec.named("b")));
    pair.b.join(pair.a);
    Cluster.awaitComplete(pair.a, pair.b);
    return pair;
  }
}
