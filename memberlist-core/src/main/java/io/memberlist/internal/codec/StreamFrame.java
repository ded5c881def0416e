package io.memberlist.internal.codec;

import io.memberlist.Keyring;
import io.memberlist.internal.codec.StreamRefusedException.Treatment;
import io.memberlist.internal.wire.MessageType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * An encrypted message on a stream (§4.2.4). The first five bytes and the label are authenticated
 * with it.
 *
 * <pre> 0a | length, u32 | version | nonce | ciphertext | tag </pre>
 */
final class StreamFrame {

  static final int HEADER = 5;

  /** Longest ciphertext that anybody accepts. */
  static final int MAX_SEALED = 20 * 1024 * 1024;

  private static final int LENGTH = 4;

  private StreamFrame() {}

  /** A whole frame. */
  static byte[] seal(Keyring.Snapshot keys, int version, byte[] nonce, Buf plain, byte[] label) {
    int length = CryptoLayer.sealedLength(version, plain.length());
    byte[] frame = new byte[HEADER + length];
    System.arraycopy(header(length), 0, frame, 0, HEADER);
    new CryptoLayer().seal(keys, version, nonce, plain, associated(length, label), frame, HEADER);
    return frame;
  }

  /**
   * Reads length and ciphertext of a frame whose type byte has been read.
   *
   * @param sizes is told the announced length, whatever it is
   * @throws MalformedMessageException if the announced length is too large; nothing further has
   *     been read then
   * @throws StreamRefusedException if the stream ends before
   */
  static Buf read(InputStream in, LongConsumer sizes) throws IOException {
    byte[] header = in.readNBytes(LENGTH);
    if (header.length < LENGTH) {
      throw ended();
    }
    long length = Integer.toUnsignedLong(Buf.of(header).u32(0));
    sizes.accept(length);
    if (length > MAX_SEALED) {
      throw Refusal.FRAME_TOO_LARGE.with(
          "an encrypted message of " + length + " bytes is larger than limit " + MAX_SEALED);
    }
    // grows as data arrive; it is not sized by the number announced
    byte[] sealed = in.readNBytes((int) length);
    if (sealed.length < length) {
      throw ended();
    }
    return Buf.of(sealed);
  }

  /**
   * Decrypts what {@link #read} returned.
   *
   * @return at least the type byte
   * @throws MalformedMessageException if no key fits, or nothing is inside
   */
  static CryptoLayer.Opened open(Keyring.Snapshot keys, Buf sealed, byte[] label) {
    var opened = new CryptoLayer().open(keys, sealed, associated(sealed.length(), label));
    if (opened.plain().isEmpty()) {
      throw Refusal.PLAINTEXT_EMPTY.with("nothing is encrypted in the message");
    }
    return opened;
  }

  static byte[] associated(int length, byte[] label) {
    byte[] associated = Arrays.copyOf(header(length), HEADER + label.length);
    System.arraycopy(label, 0, associated, HEADER, label.length);
    return associated;
  }

  private static byte[] header(int length) {
    byte[] header = new byte[HEADER];
    header[0] = MessageType.ENCRYPT;
    Bytes.putU32(header, 1, length);
    return header;
  }

  private static StreamRefusedException ended() {
    return new StreamRefusedException(
        Treatment.SILENT, Refusal.END_OF_STREAM, "the stream ended inside a message");
  }
}
