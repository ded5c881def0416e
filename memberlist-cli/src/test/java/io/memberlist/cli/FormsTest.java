package io.memberlist.cli;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations, keys and times as people and programs write them. */
class FormsTest {

  @ParameterizedTest
  @CsvSource({
    "200ms, PT0.2S",
    "1s, PT1S",
    "1.5s, PT1.5S",
    "2m, PT2M",
    "1h, PT1H",
    "7us, PT0.000007S",
    "9ns, PT0.000000009S",
    "0, PT0S"
  })
  void durations(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "s", "-1s", "1 s", "1d", "one"})
  void otherTextsAreNoDurations(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("200ms");
  }

  @Test
  void keysInThreeForms() {
    byte[] raw = Keys.parse("0123456789abcdef");

    assertThat(Keys.parse("hex:30313233343536373839616263646566")).isEqualTo(raw);
    assertThat(Keys.parse("b64:MDEyMzQ1Njc4OWFiY2RlZg==")).isEqualTo(raw);
    var ring = Keys.ring(List.of("0123456789abcdef", "fedcba9876543210"));
    assertThat(ring.keys().get(0)).isEqualTo(raw);
    assertThat(Keys.ring(List.of()).size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b64:secret!!", "hex:secret", "secret", ""})
  void whatIsNoKeyIsNotShown(String text) {
    assertThatThrownBy(() -> Keys.parse(text))
        .hasNoCause()
        .hasMessageContaining("key")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T10:15:00Z",
        "2026-03-01T00:00:00Z",
        "2026-03-01T10:15:03.120Z",
        "1970-01-01T00:00:00.000001Z",
        "1969-12-31T23:59:59.999999999Z"
      })
  void timesLookLikeThoseOfThePlatform(String text) {
    assertThat(Timestamp.utc(Instant.parse(text))).isEqualTo(text);
  }

  @Test
  void timesOfTheDayHaveMilliseconds() {
    assertThat(Timestamp.local(Instant.parse("2026-03-01T01:02:03.004999Z"), UTC))
        .isEqualTo("01:02:03.004");
  }
}
