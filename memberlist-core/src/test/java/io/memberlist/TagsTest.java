package io.memberlist;

import static io.memberlist.internal.codec.Hex.hex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {

  @Test
  void serf_12_newEncodingIsAMapBehindFf() {
    byte[] meta = Tags.encode(Map.of("role", "test"));

    assertThat(hex(meta)).isEqualTo("ff81a4726f6c65a474657374");
    assertThat(Tags.isTagMap(meta)).isTrue();
    assertThat(Tags.decode(meta)).containsExactly(entry("role", "test"));
  }

  @Test
  void serf_12_oldEncodingIsTheRole() {
    byte[] meta = "test".getBytes(UTF_8);

    assertThat(Tags.isTagMap(meta)).isFalse();
    assertThat(Tags.decode(meta)).containsExactly(entry("role", "test"));
  }

  @Test
  void vectorOfTheSpecification() {
    assertThat(Tags.decode(hex("ff 81 a4726f6c65 a3776562"))).containsExactly(entry("role", "web"));
    assertThat(Tags.decode(hex("ff 80"))).isEmpty();
    assertThat(Tags.isTagMap(hex("ff 80"))).isTrue();
  }

  @Test
  void tagsAreSortedByName() {
    var tags = new TreeMap<String, String>(Comparator.reverseOrder());
    tags.putAll(Map.of("b", "2", "a", "1", "é", "3"));

    byte[] meta = Tags.encode(tags);

    assertThat(hex(meta)).isEqualTo("ff83a161a131a162a132a2c3a9a133");
    assertThat(Tags.decode(meta))
        .containsExactly(entry("a", "1"), entry("b", "2"), entry("é", "3"));
  }

  @Test
  void noTagsAreNoMetadata() {
    assertThat(Tags.encode(Map.of())).isEmpty();
    assertThat(Tags.decode(new byte[0])).isEmpty();
    assertThat(Tags.isTagMap(new byte[0])).isFalse();
  }

  @Test
  void moreThanFifteenTagsAndLongValues() {
    var tags = new TreeMap<String, String>();
    for (int i = 0; i < 20; i++) {
      tags.put("tag" + i, "x".repeat(40));
    }

    assertThat(Tags.decode(Tags.encode(tags))).isEqualTo(tags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff",
        "ff05",
        "ff81",
        "ff81a161",
        "ff81a16105",
        "ff81a1ffa161",
        "ffc1",
        "ffdfffffffff"
      })
  void ffWithoutATagMapIsRefused(String meta) {
    assertThat(Tags.isTagMap(hex(meta))).isFalse();
    assertThatThrownBy(() -> Tags.decode(hex(meta))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decodedTagsCannotBeChanged() {
    var tags = Tags.decode(hex("ff 81 a4726f6c65 a3776562"));

    assertThatThrownBy(() -> tags.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
  }
}
