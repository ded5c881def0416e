package io.memberlist.internal.codec;

import io.memberlist.Keyring;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encryption (§4.2): AES-GCM with a nonce of 12 and a tag of 16 bytes.
 *
 * <pre> version, 0 or 1 | nonce | ciphertext | tag </pre>
 *
 * <p>Version 0 pads the plaintext to a multiple of 16 with 1 to 16 bytes that hold their number.
 * One cipher object per key and direction is kept, because making one costs twenty times as much as
 * using it; so an object belongs to one thread.
 */
final class CryptoLayer {

  static final int NONCE = 12;
  static final int PADDED = 0;

  private static final int VERSION = 1;
  private static final int TAG = 16;
  private static final int BLOCK = 16;

  /** One of the keys with its two ciphers. */
  private static final class Slot {
    final byte[] bytes;
    final SecretKeySpec key;
    final Cipher sealing;
    final Cipher opening;

    Slot(byte[] bytes) throws GeneralSecurityException {
      this.bytes = bytes;
      key = new SecretKeySpec(bytes, "AES");
      sealing = Cipher.getInstance("AES/GCM/NoPadding");
      opening = Cipher.getInstance("AES/GCM/NoPadding");
    }
  }

  /**
   * What was inside.
   *
   * @param plain plaintext without padding
   * @param key index of the key that fitted
   */
  record Opened(Buf plain, int key) {}

  private Keyring.Snapshot keys = Keyring.empty().snapshot();
  private List<Slot> slots = List.of();

  /** Number of bytes that a plaintext becomes. */
  static int sealedLength(int version, int plainLength) {
    return VERSION + NONCE + plainLength + padding(version, plainLength) + TAG;
  }

  /** What the packet budget sets aside (§3.5), and the shortest ciphertext there can be. */
  static int overhead(int version) {
    return VERSION + NONCE + (version == PADDED ? BLOCK : 0) + TAG;
  }

  private static int padding(int version, int plainLength) {
    return version == PADDED ? BLOCK - plainLength % BLOCK : 0;
  }

  /**
   * Encrypts with the primary key.
   *
   * @param associated authenticated, not sent
   * @param target must not overlap {@code plain}
   * @return number of bytes written, see {@link #sealedLength}
   */
  int seal(
      Keyring.Snapshot ring,
      int version,
      byte[] nonce,
      Buf plain,
      byte[] associated,
      byte[] target,
      int offset) {
    try {
      Slot slot = slots(ring).get(0);
      target[offset] = (byte) version;
      System.arraycopy(nonce, 0, target, offset + VERSION, NONCE);
      int at = offset + VERSION + NONCE;
      slot.sealing.init(Cipher.ENCRYPT_MODE, slot.key, new GCMParameterSpec(8 * TAG, nonce));
      slot.sealing.updateAAD(associated);
      at += slot.sealing.update(plain.array(), plain.offset(), plain.length(), target, at);
      at +=
          slot.sealing.doFinal(
              paddingBytes(version, plain.length()),
              0,
              padding(version, plain.length()),
              target,
              at);
      return at - offset;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption failed", e);
    }
  }

  private static byte[] paddingBytes(int version, int plainLength) {
    byte[] padding = new byte[padding(version, plainLength)];
    Arrays.fill(padding, (byte) padding.length);
    return padding;
  }

  /**
   * Decrypts with whichever key fits.
   *
   * @throws MalformedMessageException if it is too short, of an unknown version, made with another
   *     key or otherwise forged
   */
  Opened open(Keyring.Snapshot ring, Buf sealed, byte[] associated) {
    if (sealed.isEmpty()) {
      throw Refusal.CIPHERTEXT_EMPTY.at(sealed.offset(), "no bytes to decrypt");
    }
    int version = sealed.u8(0);
    if (version > 1) {
      throw Refusal.UNKNOWN_ENCRYPTION_VERSION.at(
          sealed.offset(), "encryption version " + version + " is unknown");
    }
    if (sealed.length() < overhead(version)) {
      throw Refusal.CIPHERTEXT_TOO_SHORT.at(
          sealed.offset(),
          sealed.length()
              + " bytes cannot be encrypted, at least "
              + overhead(version)
              + " are needed");
    }
    try {
      List<Slot> candidates = slots(ring);
      for (int i = 0; i < candidates.size(); i++) {
        byte[] plain = tryKey(candidates.get(i), sealed, associated);
        if (plain != null) {
          return new Opened(version == PADDED ? unpadded(plain) : Buf.of(plain), i);
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("decryption failed", e);
    }
    throw Refusal.NO_KEY_FITS.at(
        sealed.offset(), "cannot be decrypted with any of " + ring.size() + " keys");
  }

  private static byte @Nullable [] tryKey(Slot slot, Buf sealed, byte[] associated)
      throws GeneralSecurityException {
    int nonceAt = sealed.offset() + VERSION;
    slot.opening.init(
        Cipher.DECRYPT_MODE,
        slot.key,
        new GCMParameterSpec(8 * TAG, sealed.array(), nonceAt, NONCE));
    slot.opening.updateAAD(associated);
    try {
      return slot.opening.doFinal(
          sealed.array(), nonceAt + NONCE, sealed.length() - VERSION - NONCE);
    } catch (AEADBadTagException anotherKey) {
      return null;
    }
  }

  /** The last byte says how many to cut; only holders of the key can make it wrong (Q6). */
  private static Buf unpadded(byte[] plain) {
    int padding = plain.length == 0 ? 0 : plain[plain.length - 1] & 0xff;
    if (padding < 1 || padding > BLOCK || padding > plain.length) {
      throw Refusal.BAD_PADDING.with(
          "the plaintext of " + plain.length + " bytes claims " + padding + " bytes of padding");
    }
    return new Buf(plain, 0, plain.length - padding);
  }

  private List<Slot> slots(Keyring.Snapshot ring) throws GeneralSecurityException {
    if (ring != keys) {
      var updated = new ArrayList<Slot>(ring.size());
      for (int i = 0; i < ring.size(); i++) {
        updated.add(slot(ring.key(i)));
      }
      slots = updated;
      keys = ring;
    }
    return slots;
  }

  private Slot slot(byte[] key) throws GeneralSecurityException {
    for (Slot slot : slots) {
      if (Arrays.equals(slot.bytes, key)) {
        return slot;
      }
    }
    return new Slot(key);
  }
}
