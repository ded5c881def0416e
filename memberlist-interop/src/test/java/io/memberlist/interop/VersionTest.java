package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.interop.ClusterNode.What;
import java.util.HexFormat;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Protocol and delegate versions (§1.4, §9.1); Appendix D lines 18 and 26. */
class VersionTest {

  @RegisterExtension final Cluster cluster = new Cluster();

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void allSpokenVersionsUnderstandEachOther(Kind first, Kind second) {
    for (int version = 1; version <= 5; version++) {
      // version 1 knows no ports: all nodes have the same one
      var a = cluster.start(first, NodeSpec.named("a").protocol(version).bind("", 7946));
      var b = cluster.start(second, NodeSpec.named("b").protocol(6 - version).bind("", 7946));

      b.join(a);

      Cluster.awaitComplete(a, b);
      a.send(false, "b", Wire.letters(100));
      b.send(true, "a", Wire.letters(101));
      Await.until(
          "messages",
          () ->
              b.hasMessage(Blob.of(Wire.letters(100))) && a.hasMessage(Blob.of(Wire.letters(101))));
      a.awaitPing("b");
      a.close();
      b.close();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void delegateVersionsMustOverlap(Kind first, Kind second) {
    var a = cluster.start(first, NodeSpec.named("a").delegateVersions(2, 5, 4));
    var fitting = cluster.start(second, NodeSpec.named("fitting").delegateVersions(1, 4, 3));
    var older = cluster.start(second, NodeSpec.named("older").delegateVersions(0, 1, 1));

    assertThat(older.tryJoin(a.address()).reached()).isZero();
    assertThat(a.tryJoin(older.address()).reached()).isZero();
    fitting.join(a);

    Cluster.awaitComplete(a, fitting);
    assertThat(older.members()).containsExactly("older");
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void aRecordWithoutVersionsStopsStateExchangeAsInTheReference(Kind victim, Kind other) {
    var a = cluster.start(victim, NodeSpec.named("a").compress(false).noticesDeaths());
    var b = cluster.start(other, NodeSpec.named("b").compress(false));

    try (var wire = new Wire()) {
      wire.send(
          a,
          Wire.alive(
              new Wire.Entry("bare", 1, 0, new byte[] {127, 0, 0, 1}, 9, null, new byte[0])));
      Await.until("listed", () -> a.members().contains("bare"));
    }

    assertThat(b.tryJoin(a.address()).reached()).isZero();
    // as soon as nobody believes in it any more, everything is well again
    Await.until(
        () -> "death of the bare record",
        Await.LIMIT,
        () ->
            a.seen().stream()
                .anyMatch(seen -> seen.what() == What.LEAVE && seen.node().equals("bare")));
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void theVersionsAreAnnounced(Kind announcer, Kind observer) {
    var a =
        cluster.start(
            announcer, NodeSpec.named("a").compress(false).protocol(3).delegateVersions(1, 7, 4));
    var b = cluster.start(observer, NodeSpec.named("b").compress(false).delegateVersions(1, 7, 5));

    a.join(b);

    Await.until("record", () -> WireRecord.of("a", b).isPresent());
    var versions = HexFormat.of().formatHex(new byte[] {1, 5, 3, 1, 7, 4});
    assertThat(WireRecord.of("a", b).orElseThrow().versions()).isEqualTo(versions);
  }
}
