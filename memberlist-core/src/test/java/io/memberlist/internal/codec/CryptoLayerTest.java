package io.memberlist.internal.codec;

import static io.memberlist.internal.codec.Hex.hex;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.Keyring;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoLayerTest {

  private static final byte[] KEY_A = "0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] KEY_B = "0123456789abcdef01234567".getBytes(US_ASCII);
  private static final byte[] KEY_C = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] TEXT = "this is a plain text message".getBytes(US_ASCII);
  private static final byte[] ASSOCIATED = "random data".getBytes(US_ASCII);
  private static final byte[] NONCE = hex("000102030405060708090a0b");
  private static final byte[] NOTHING = {};

  private final Random random = new Random(3);

  @ParameterizedTest
  @CsvSource({
    "0, '', 00000102030405060708090a0bfdbd605371105e978a83547fb1d5df2c10c747ea17a35a5b6779fae3ffbbbb7c1c776da76374f2c0c6bf2a5283bb5732",
    "0, lbl, 00000102030405060708090a0bfdbd605371105e978a83547fb1d5df2c10c747ea17a35a5b6779fae3ffbbbb7c17e73ab7ce01ffe25d390dacb6bd9846",
    "1, '', 01000102030405060708090a0bfdbd605371105e978a83547fb1d5df2c22c1111a26b89176890e4dea354e2634",
    "1, lbl, 01000102030405060708090a0bfdbd605371105e978a83547fb1d5df2cfbb4bd8007b5e442d55ba42a7499d745"
  })
  void vectorsOfTheSpecification(int version, String associated, String sealed) {
    byte[] plain = hex("0082a44e6f6465a162a55365714e6f01");

    byte[] output = seal(Keyring.of(KEY_A), version, NONCE, plain, associated.getBytes(US_ASCII));

    assertThat(hex(output)).isEqualTo(sealed);
    assertThat(open(Keyring.of(KEY_A), output, associated.getBytes(US_ASCII))).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "0123456789abcdef01234567, 01000102030405060708090a0ba773cbfc91d6aaea2ced8e3165f82af814532a",
    "0123456789abcdef0123456789abcdef, 01000102030405060708090a0b258dd2d0d4c307a0faaeda60afe07fa6554491"
  })
  void longerKeys(String key, String sealed) {
    byte[] output = seal(Keyring.of(key.getBytes(US_ASCII)), 1, NONCE, hex("086869"), NOTHING);

    assertThat(hex(output)).isEqualTo(sealed);
  }

  @ParameterizedTest
  @CsvSource({
    "1, lbl, 0a0000002d01000102030405060708090a0bfdbd605371105e978a83547fb1d5df2c529d58ee30f6f5c1f5c22a84a8100b43",
    "0, '', 0a0000003d00000102030405060708090a0bfdbd605371105e978a83547fb1d5df2c10c747ea17a35a5b6779fae3ffbbbb7c62a5dc8b1b8309fa629e3e591c40b073"
  })
  void streamFramesOfTheSpecification(int version, String label, String frame) {
    Buf plain = Buf.of(hex("0082a44e6f6465a162a55365714e6f01"));

    byte[] output =
        StreamFrame.seal(
            Keyring.of(KEY_A).snapshot(), version, NONCE, plain, label.getBytes(US_ASCII));

    assertThat(hex(output)).isEqualTo(frame);
  }

  @Test
  void enc_01_everyLengthIsPaddedAndUnpadded() {
    for (int length = 0; length <= 255; length++) {
      byte[] plain = new byte[length];
      random.nextBytes(plain);

      byte[] sealed = seal(Keyring.of(KEY_A), 0, nonce(), plain, NOTHING);

      assertThat((sealed.length - 29) % 16).isZero();
      assertThat(sealed.length - 29).isGreaterThan(length);
      assertThat(open(Keyring.of(KEY_A), sealed, NOTHING)).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 61", "1, 57"})
  void enc_02_enc_03_lengthIsAsPredicted(int version, int length) {
    byte[] sealed = seal(Keyring.of(KEY_A), version, nonce(), TEXT, ASSOCIATED);

    assertThat(sealed).hasSize(length);
    assertThat(CryptoLayer.sealedLength(version, TEXT.length)).isEqualTo(length);
    assertThat(open(Keyring.of(KEY_A), sealed, ASSOCIATED)).isEqualTo(TEXT);
  }

  @Test
  void key_09_anyInstalledKeyDecryptsUntilItIsRemoved() {
    var ring = Keyring.of(List.of(KEY_B, KEY_C), KEY_A);
    var layer = new CryptoLayer();
    byte[] byPrimary = seal(Keyring.of(KEY_A), 1, nonce(), TEXT, ASSOCIATED);
    byte[] bySecondary = seal(Keyring.of(KEY_C), 1, nonce(), TEXT, ASSOCIATED);

    assertThat(layer.open(ring.snapshot(), Buf.of(byPrimary), ASSOCIATED).key()).isZero();
    assertThat(layer.open(ring.snapshot(), Buf.of(bySecondary), ASSOCIATED).key()).isEqualTo(2);
    ring.remove(KEY_C);

    assertRefused(
        () -> layer.open(ring.snapshot(), Buf.of(bySecondary), ASSOCIATED), Refusal.NO_KEY_FITS);
    assertThat(layer.open(ring.snapshot(), Buf.of(byPrimary), ASSOCIATED).plain().toArray())
        .isEqualTo(TEXT);
  }

  @Test
  void aNewPrimaryKeyEncryptsFromThenOn() {
    var ring = Keyring.of(List.of(KEY_B), KEY_A);
    var layer = new CryptoLayer();
    byte[] target = new byte[100];
    layer.seal(ring.snapshot(), 1, nonce(), Buf.of(TEXT), NOTHING, target, 0);

    ring.use(KEY_B);
    int length = layer.seal(ring.snapshot(), 1, nonce(), Buf.of(TEXT), NOTHING, target, 0);

    assertThat(open(Keyring.of(KEY_B), Arrays.copyOf(target, length), NOTHING)).isEqualTo(TEXT);
  }

  @Test
  void everyFlippedBitIsNoticed() {
    byte[] sealed = seal(Keyring.of(KEY_A), 1, nonce(), TEXT, ASSOCIATED);

    for (int bit = 8; bit < 8 * sealed.length; bit++) {
      byte[] forged = sealed.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(() -> open(Keyring.of(KEY_A), forged, ASSOCIATED), Refusal.NO_KEY_FITS);
    }
  }

  @Test
  void associatedDataAreAuthenticated() {
    byte[] sealed = seal(Keyring.of(KEY_A), 1, nonce(), TEXT, ASSOCIATED);

    assertRefused(() -> open(Keyring.of(KEY_A), sealed, NOTHING), Refusal.NO_KEY_FITS);
  }

  @Test
  void whatCannotBeEncryptedIsRefusedBeforeAnyKeyIsTried() {
    var ring = Keyring.of(KEY_A);

    assertRefused(() -> open(ring, NOTHING, NOTHING), Refusal.CIPHERTEXT_EMPTY);
    assertRefused(
        () -> open(ring, hex("02" + "00".repeat(60)), NOTHING), Refusal.UNKNOWN_ENCRYPTION_VERSION);
    assertRefused(
        () -> open(ring, hex("01" + "00".repeat(27)), NOTHING), Refusal.CIPHERTEXT_TOO_SHORT);
    assertRefused(
        () -> open(ring, hex("00" + "00".repeat(43)), NOTHING), Refusal.CIPHERTEXT_TOO_SHORT);
    assertRefused(() -> open(ring, hex("01" + "00".repeat(28)), NOTHING), Refusal.NO_KEY_FITS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17, 200, 255})
  void def_36_paddingThatCannotBeIsRefused(int padding) {
    // version 0 is version 1 around a padded plaintext, the version byte is not authenticated
    byte[] plain = new byte[16];
    plain[15] = (byte) padding;
    byte[] forged = seal(Keyring.of(KEY_A), 1, nonce(), plain, NOTHING);
    forged[0] = 0;

    assertRefused(() -> open(Keyring.of(KEY_A), forged, NOTHING), Refusal.BAD_PADDING);
  }

  @Test
  void overheadIsThatOfTheBudget() {
    assertThat(CryptoLayer.overhead(0)).isEqualTo(45);
    assertThat(CryptoLayer.overhead(1)).isEqualTo(29);
  }

  private byte[] nonce() {
    byte[] nonce = new byte[CryptoLayer.NONCE];
    random.nextBytes(nonce);
    return nonce;
  }

  private static byte[] seal(
      Keyring ring, int version, byte[] nonce, byte[] plain, byte[] associated) {
    byte[] target = new byte[CryptoLayer.sealedLength(version, plain.length)];
    int length =
        new CryptoLayer()
            .seal(ring.snapshot(), version, nonce, Buf.of(plain), associated, target, 0);
    assertThat(length).isEqualTo(target.length);
    return target;
  }

  private static byte[] open(Keyring ring, byte[] sealed, byte[] associated) {
    return new CryptoLayer().open(ring.snapshot(), Buf.of(sealed), associated).plain().toArray();
  }

  private static void assertRefused(Runnable action, Refusal refusal) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            MalformedMessageException.class,
            e -> {
              assertThat(e.refusal()).isEqualTo(refusal);
              assertThat(e.getStackTrace()).isEmpty();
            });
  }
}
