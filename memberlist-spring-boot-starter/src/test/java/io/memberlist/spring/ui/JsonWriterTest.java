package io.memberlist.spring.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

  @Test
  void objectsArraysAndValuesAreSeparated() {
    var json =
        new JsonWriter()
            .object()
            .field("a", 1)
            .field("b", "x")
            .field("absent", (String) null)
            .field("c", List.of("1", "2"))
            .field("d", Map.of("k", "v"))
            .name("e")
            .value(0.456)
            .endObject();

    assertThat(json)
        .hasToString("{\"a\":1,\"b\":\"x\",\"c\":[\"1\",\"2\"],\"d\":{\"k\":\"v\"},\"e\":0.46}");
  }

  @Test
  void l_73_noTextEndsALineOfTheStream() {
    var json = new JsonWriter().value("a\n\nevent: bye\r\u2028\u0000\"\\").toString();

    assertThat(json).isEqualTo("\"a\\u000a\\u000aevent: bye\\u000d\\u2028\\u0000\\\"\\\\\"");
  }

  @Test
  void l_72_loneSurrogatesAreEscapedAndPairsAreKept() {
    assertThat(new JsonWriter().value("\ud83d x \ud83d\ude00 \ude00"))
        .hasToString("\"\\ud83d x \ud83d\ude00 \\ude00\"");
  }
}
