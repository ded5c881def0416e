package io.memberlist.interop;

import static io.memberlist.interop.Wire.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Cluster labels (§4.1), with and without encryption; Appendix D line 6. */
class LabelTest {

  private static final String KEY = "0123456789abcdef";

  @RegisterExtension final Cluster cluster = new Cluster();

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void equalLabelsUnderstandEachOther(Kind first, Kind second) {
    for (var label : List.of("x", "prod-eu", new String(Wire.letters(255), UTF_8), "größe")) {
      for (var key : List.of("", KEY)) {
        var a = cluster.start(first, spec("a", label, key));
        var b = cluster.start(second, spec("b", label, key));

        b.join(a);

        Cluster.awaitComplete(a, b);
        a.send(false, "b", bytes(label));
        b.send(true, "a", Wire.letters(5_000));
        Await.until(
            "messages",
            () ->
                b.hasMessage(Blob.of(bytes(label))) && a.hasMessage(Blob.of(Wire.letters(5_000))));
        b.awaitPing("a");
        a.close();
        b.close();
      }
    }
  }

  @ParameterizedTest
  @ArgumentsSource(Pairs.class)
  void differentOrMissingLabelsKeepNodesApart(Kind first, Kind second) {
    for (var labels : List.of(List.of("one", "two"), List.of("one", ""), List.of("", "two"))) {
      for (var key : List.of("", KEY)) {
        var a = cluster.start(first, spec("a", labels.get(0), key));
        var b = cluster.start(second, spec("b", labels.get(1), key));

        assertThat(b.tryJoin(a.address()).reached()).as("%s with key '%s'", labels, key).isZero();

        assertThat(a.members()).containsExactly("a");
        assertThat(b.members()).containsExactly("b");
        a.close();
        b.close();
      }
    }
  }

  private static NodeSpec spec(String name, String label, String key) {
    var spec = NodeSpec.named(name).label(label);
    return key.isEmpty() ? spec : spec.key(key);
  }
}
