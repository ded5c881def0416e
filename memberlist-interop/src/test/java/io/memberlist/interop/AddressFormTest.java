package io.memberlist.interop;

import static io.memberlist.interop.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.interop.ClusterNode.What;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * IPv4 addresses in 16 bytes, as nodes bound to the wildcard announce them (§Q1); Appendix D lines
 * 19 and 27.
 */
class AddressFormTest {

  @RegisterExtension final Cluster cluster = new Cluster();

  @ParameterizedTest
  @ArgumentsSource(Trios.class)
  void theLongFormIsRelayedUnchanged(Kind relay, Kind wildcard, Kind third) {
    var b = cluster.start(relay, plain("b"));
    var a = cluster.start(wildcard, plain("a").set(Setting.MAPPED_ADDRESS, true));
    var c = cluster.start(third, plain("c"));

    a.join(b);
    c.join(b);

    Cluster.awaitComplete(a, b, c);
    for (var node : List.of(a, b, c)) {
      assertThat(WireRecord.of("a", node).orElseThrow().address()).isEqualTo(longForm(a.host()));
      assertThat(node.seen())
          .as("seen by " + node.name())
          .noneMatch(seen -> seen.what() == What.CONFLICT);
    }
    c.send(false, "a", bytes("to the long form"));
    Await.until("message", () -> a.hasMessage(Blob.of("to the long form")));
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void aNodeIsReplacedByAnotherKindUnderTheSameNameAndAddress(Kind before, Kind after) {
    for (boolean mapped : new boolean[] {false, true}) {
      var b = cluster.start(Kind.GO_0_5_4, plain("b"));
      var a = cluster.start(before, plain("a").set(Setting.MAPPED_ADDRESS, mapped));
      a.join(b);
      Cluster.awaitComplete(a, b);
      a.kill();

      var successor =
          cluster.start(
              after,
              plain("a")
                  .bind(a.host(), a.port())
                  .set(Setting.MAPPED_ADDRESS, mapped)
                  .meta("successor"));
      successor.join(b);

      Await.until("the successor", () -> b.metaOf("a").equals(Blob.of("successor")));
      Await.until("an update", () -> b.seen().size() >= 3);
      assertThat(b.seen())
          .extracting(seen -> seen.what() + " " + seen.node())
          .containsExactly("JOIN b", "JOIN a", "UPDATE a");
      successor.close();
      b.close();
    }
  }

  private static NodeSpec plain(String name) {
    return NodeSpec.named(name).compress(false);
  }

  private static String longForm(String address) {
    try {
      return "00000000000000000000ffff"
          + HexFormat.of().formatHex(InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }
}
