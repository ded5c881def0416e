package io.memberlist.spring.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.test.TestApplication;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The keyring over HTTP (7.4). */
class KeysTest {

  private static final String KEYS = "/actuator/memberlist/keys";
  private static final byte[] FIRST = counting(32);
  private static final byte[] SECOND = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final String FIRST_PRINT = "630dcd2966c43366";
  private static final String SECOND_PRINT = "9f9f5111f7b27a78";

  private TestApplication application;

  private static byte[] counting(int length) {
    var key = new byte[length];
    for (int i = 0; i < length; i++) {
      key[i] = (byte) i;
    }
    return key;
  }

  private static String base64(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  private void start(String... properties) {
    var all = Arrays.copyOf(properties, properties.length + 1);
    all[properties.length] = "management.endpoint.memberlist.access=unrestricted";
    application = TestApplication.start(all);
  }

  @AfterEach
  void end() {
    application.close();
  }

  @Test
  void s_54_keysAreShownAsTheDocumentationSays() {
    start(
        "memberlist.encryption.keys[0]=" + base64(FIRST),
        "memberlist.encryption.keys[1]=" + base64(SECOND));

    assertThat(application.get(KEYS).text())
        .isEqualTo(
            "{\"enabled\":true,\"keys\":["
                + "{\"fingerprint\":\"630dcd2966c43366\",\"bits\":256,\"primary\":true},"
                + "{\"fingerprint\":\"9f9f5111f7b27a78\",\"bits\":128,\"primary\":false}]}");
    assertThat(application.get("/actuator/memberlist").json().at("/cluster/encryption").toString())
        .isEqualTo("{\"enabled\":true,\"keys\":2}");
  }

  @Test
  void s_51_keysAreRotated() {
    start("memberlist.secret-key=" + base64(FIRST));

    var added = application.post(KEYS, "{\"key\":\"" + base64(SECOND) + "\"}");
    assertThat(added.status()).isEqualTo(200);
    assertThat(added.json().at("/keys").findValuesAsString("fingerprint"))
        .containsExactly(FIRST_PRINT, SECOND_PRINT);

    assertThat(application.delete(KEYS + "/" + FIRST_PRINT).status()).isEqualTo(409);

    var used = application.post(KEYS + "/" + SECOND_PRINT, "{}");
    assertThat(used.status()).isEqualTo(200);
    assertThat(used.json().at("/keys").findValuesAsString("fingerprint"))
        .containsExactly(SECOND_PRINT, FIRST_PRINT);

    assertThat(application.delete(KEYS + "/" + FIRST_PRINT).status()).isEqualTo(204);
    assertThat(application.memberlist().keyring().orElseThrow().keys()).containsExactly(SECOND);
    assertThat(application.delete(KEYS + "/" + FIRST_PRINT).status()).isEqualTo(404);
    assertThat(application.post(KEYS + "/" + FIRST_PRINT, "{}").status()).isEqualTo(404);
  }

  @Test
  void s_51_aKeyMayBecomePrimaryAtOnce() {
    start("memberlist.secret-key=" + base64(FIRST));

    var added = application.post(KEYS, "{\"key\":\"" + base64(SECOND) + "\",\"primary\":true}");

    assertThat(added.json().at("/keys").findValuesAsString("fingerprint"))
        .containsExactly(SECOND_PRINT, FIRST_PRINT);
  }

  @Test
  void s_51_aBadKeyIsRefusedAndNotRepeated() {
    start("memberlist.secret-key=" + base64(FIRST));

    var bad = application.post(KEYS, "{\"key\":\"not%base64%secret\"}");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.text()).isEqualTo("{\"error\":\"The key is not base64.\",\"property\":\"key\"}");

    var length = application.post(KEYS, "{\"key\":\"" + base64(new byte[20]) + "\"}");
    assertThat(length.status()).isEqualTo(400);
    assertThat(length.json().at("/error").asString())
        .isEqualTo("The key decodes to 20 bytes. AES-GCM keys have 16, 24 or 32 bytes.");
    assertThat(application.post(KEYS, "{}").status()).isEqualTo(400);
  }

  @Test
  void s_51_aKeyWouldCutOffANodeThatStartedWithout() {
    start();

    var added = application.post(KEYS, "{\"key\":\"" + base64(SECOND) + "\"}");

    assertThat(added.status()).isEqualTo(409);
    assertThat(application.get(KEYS).text()).isEqualTo("{\"enabled\":false,\"keys\":[]}");
  }

  @Test
  void s_51_encryptionIsSwitchedOnWhereUnencryptedInputIsStillAccepted() {
    start("memberlist.gossip-verify-incoming=false");

    var added = application.post(KEYS, "{\"key\":\"" + base64(SECOND) + "\"}");

    assertThat(added.status()).isEqualTo(200);
    assertThat(added.json().at("/enabled").asBoolean()).isTrue();
  }
}
