package io.memberlist.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NamesTest {

  private final Names names = new Names(16);

  private String text(String text) {
    var bytes = (">" + text + "<").getBytes(UTF_8);
    return names.text(bytes, 1, bytes.length - 2);
  }

  @Test
  void aNameThatComesAgainIsTheSameString() {
    assertThat(text("node-7")).isEqualTo("node-7").isSameAs(text("node-7"));
  }

  @Test
  void namesOfOneHashAreToldApart() {
    assertThat("Aa-node".hashCode()).isEqualTo("BB-node".hashCode());

    assertThat(text("Aa-node")).isEqualTo("Aa-node");
    assertThat(text("BB-node")).isEqualTo("BB-node");
    assertThat(text("Aa-node")).isEqualTo("Aa-node");
  }

  @Test
  void everythingElseIsReadAsEver() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(80); length > 0; length--) {
        text.appendCodePoint(
            random.nextInt(8) == 0 ? 0xe4 + random.nextInt(300) : 'a' + length % 3);
      }
      assertThat(text(text.toString())).isEqualTo(text.toString());
    }
    assertThat(text("")).isEmpty();
    assertThat(text("\u0000")).isEqualTo("\u0000");
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    assertThatThrownBy(() -> names.text(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3))
        .isInstanceOf(MalformedBodyException.class);
  }
}
