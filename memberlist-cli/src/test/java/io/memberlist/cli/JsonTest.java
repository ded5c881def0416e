package io.memberlist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void whatIsWrittenCanBeRead() {
    var map = new HashMap<String, Object>();
    map.put("null", null);
    var list = new ArrayList<Object>(List.of(1L, "two", false));
    var json =
        Json.object()
            .put("text", "é \"\n\u0001")
            .put("number", 42)
            .put("large", new BigInteger("18446744073709551615"))
            .put("fraction", 1.5)
            .put("flag", true)
            .put("map", map)
            .put("list", list)
            .put("object", Json.object().put("a", 1L));

    var read = Json.parse(json.toString());

    assertThat(json.toString()).doesNotContain("\n");
    assertThat(read)
        .containsEntry("text", "é \"\n\u0001")
        .containsEntry("number", 42L)
        .containsEntry("large", new BigInteger("18446744073709551615"))
        .containsEntry("fraction", 1.5)
        .containsEntry("flag", true)
        .containsEntry("map", map)
        .containsEntry("list", list);
    assertThat(read.keySet())
        .containsExactly("text", "number", "large", "fraction", "flag", "map", "list", "object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1]", "\"a\"", "{\"a\":", "{a:1}", "{} {}", "{\"a\":1} x", "null"})
  void onlyOneObjectIsRead(String text) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("JSON object");
  }
}
