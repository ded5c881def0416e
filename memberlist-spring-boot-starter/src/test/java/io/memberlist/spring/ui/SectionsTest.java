package io.memberlist.spring.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionsTest {

  private final Sections before =
      new Sections(
          Map.of("status", "\"RUNNING\"", "spread", "{}"),
          Map.of("a", "{\"n\":\"a\"}", "b", "{\"n\":\"b\"}"));

  @Test
  void nothingNewIsNoPatch() {
    assertThat(before.patch(before, 5)).isNull();
  }

  @Test
  void aPatchHasOnlyWhatChanged() {
    var now =
        new Sections(Map.of("status", "\"RUNNING\""), Map.of("a", "{\"n\":\"a\",\"s\":\"DEAD\"}"));

    assertThat(now.patch(before, 5))
        .isEqualTo(
            "{\"t\":5,\"spread\":null,\"members\":[{\"n\":\"a\",\"s\":\"DEAD\"}],\"gone\":[\"b\"]}");
  }
}
