package io.memberlist.spring.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.test.TestApplication;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** No output of the application holds a key (7.6). */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

  private static final byte[] SECRET = "secret-key-of-16".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RING = "another-key-of24bytes-ok".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADDED = "added-later-16-b".getBytes(StandardCharsets.US_ASCII);

  private static String base64(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  /** Everything by which a key could be recognised. */
  private static List<String> traces() {
    return List.of(SECRET, RING, ADDED).stream()
        .flatMap(
            key ->
                List.of(
                    base64(key),
                    HexFormat.of().formatHex(key),
                    new String(key, StandardCharsets.US_ASCII))
                    .stream())
        .toList();
  }

  @Test
  void s_58_s_59_noKeyAppearsInAnyEndpointOrLog(CapturedOutput output) {
    try (var application =
        TestApplication.start(
            "memberlist.secret-key=" + base64(SECRET),
            "memberlist.encryption.keys[0]=" + base64(RING),
            "management.endpoint.memberlist.access=unrestricted",
            "management.endpoint.env.show-values=always",
            "management.endpoint.configprops.show-values=always",
            "management.endpoint.health.show-details=always",
            "management.info.memberlist.enabled=true",
            "logging.level.io.memberlist=trace")) {
      application.post("/actuator/memberlist/keys", "{\"key\":\"" + base64(ADDED) + "\"}");

      for (var path :
          List.of(
              "memberlist",
              "memberlist/keys",
              "memberlist/config",
              "memberlist/members/" + application.memberlist().config().name(),
              "env",
              "env/memberlist.secret-key",
              "env/memberlist.encryption.keys[0]".replace("[", "%5B").replace("]", "%5D"),
              "configprops",
              "configprops/memberlist",
              "health",
              "info",
              "beans",
              "conditions",
              "metrics",
              "loggers")) {
        var answer = application.get("/actuator/" + path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(answer.text()).as(path).doesNotContain(traces());
      }
      assertThat(application.get("/actuator/env/memberlist.secret-key").text()).contains("******");
      assertThat(application.get("/actuator/configprops/memberlist").text()).contains("******");
    }
    assertThat(output.getAll()).doesNotContain(traces());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "memberlist.secret-key",
        "memberlist.secretKey",
        "memberlist.encryption.keys[0]",
        "memberlist.encryption.keyring-file",
        "MEMBERLIST_SECRETKEY",
        "MEMBERLIST_SECRET_KEY",
        "MEMBERLIST_ENCRYPTION_KEYS_0",
        "MEMBERLIST_ENCRYPTION_KEYS_0_"
      })
  void s_58_everySpellingOfAKeyIsRecognised(String name) {
    assertThat(SecretNames.matches(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"memberlist.label", "memberlist.name", "MEMBERLIST_LABEL", "my.memberlist.secret"})
  void s_58_everythingElseIsShown(String name) {
    assertThat(SecretNames.matches(name)).isFalse();
  }
}
