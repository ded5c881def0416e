package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.interop.ClusterNode.MergedState;
import io.memberlist.interop.ClusterNode.What;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A release with the old msgpack encoder, which writes header lengths and counts differently and
 * refuses {@code bin} types (§22.1); Appendix D line 22. Still older ones are in Serf and
 * Alertmanager.
 */
class OldReleaseTest {

  /** Above 127, where the two encoders differ; the user state as well. */
  private static final int LONG = 40_000;

  @RegisterExtension final Cluster cluster = new Cluster();

  static Stream<Arguments> pairs() {
    return Pairs.wanted(
        Arguments.of(Kind.JAVA, Kind.GO_0_5_0),
        Arguments.of(Kind.GO_0_5_0, Kind.JAVA),
        Arguments.of(Kind.GO_0_5_4, Kind.GO_0_5_0));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everythingWorksWithTheOldEncoder(Kind first, Kind second) {
    for (boolean compress : new boolean[] {false, true}) {
      var a = cluster.start(first, spec("a", compress).meta(Wire.letters(200)));
      var b = cluster.start(second, spec("b", compress).meta(Wire.letters(300)));
      a.userState(Wire.letters(LONG));
      b.userState(Wire.letters(LONG + 1));

      b.join(a);

      Cluster.awaitComplete(a, b);
      assertThat(a.metaOf("b")).isEqualTo(Blob.of(Wire.letters(300)));
      assertThat(b.metaOf("a")).isEqualTo(Blob.of(Wire.letters(200)));
      Await.until(
          "states",
          () ->
              a.mergedStates().contains(new MergedState(true, Blob.of(Wire.letters(LONG + 1))))
                  && b.mergedStates().contains(new MergedState(true, Blob.of(Wire.letters(LONG)))));
      for (boolean reliable : new boolean[] {false, true}) {
        var message = Wire.letters(reliable ? LONG : 1_000);
        a.send(reliable, "b", message);
        b.send(reliable, "a", message);
        Await.until(
            "messages", () -> a.hasMessage(Blob.of(message)) && b.hasMessage(Blob.of(message)));
      }
      a.updateMeta(new byte[0]);
      Await.until("no metadata any more", () -> b.metaOf("a").isBlank());
      a.leave();
      Await.until("left", () -> b.seen().stream().anyMatch(seen -> seen.what() == What.LEAVE));
      a.close();
      b.close();
    }
  }

  /** More records than a count of one byte can say. */
  @ParameterizedTest
  @MethodSource("pairs")
  void aTableOfManyRecordsIsUnderstood(Kind first, Kind second) {
    var a = cluster.start(first, idle("a"));
    var b = cluster.start(second, idle("b"));
    int records = 300;
    try (var wire = new Wire()) {
      for (int i = 0; i < records; i++) {
        wire.send(
            a,
            Wire.alive(
                new Wire.Entry(
                    "phantom-" + i,
                    1,
                    0,
                    new byte[] {127, 0, 0, 1},
                    9,
                    null,
                    new byte[] {1, 5, 2, 0, 0, 0})));
        assertThat(wire.answersPing(a, 1)).isTrue();
      }
    }
    Await.until("all phantoms", () -> a.members().size() == records + 1);

    b.join(a);

    Await.until("all phantoms here", () -> b.members().size() == records + 2);
  }

  private static NodeSpec spec(String name, boolean compress) {
    return NodeSpec.named(name)
        .compress(compress)
        .set(Setting.PUSH_PULL_INTERVAL, Duration.ofSeconds(1));
  }

  private static NodeSpec idle(String name) {
    return NodeSpec.named(name).compress(false).set(Setting.PROBE_INTERVAL, Duration.ofHours(1));
  }
}
