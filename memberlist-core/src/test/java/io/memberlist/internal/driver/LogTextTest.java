package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

  @Test
  void ordinaryTextStaysAsItIs() {
    assertThat(LogText.escape("node-ä at 10.0.0.1:7946")).isEqualTo("node-ä at 10.0.0.1:7946");
  }

  @Test
  void whatCouldForgeALineOrATerminalSequenceIsEscaped() {
    assertThat(LogText.escape("a\nb\u001b[2J\u2028\u202ec"))
        .isEqualTo("a\\u000ab\\u001b[2J\\u2028\\u202ec");
  }

  @Test
  void longTextIsCut() {
    assertThat(LogText.escape("x".repeat(400))).hasSize(303).endsWith("xxx...");
  }
}
