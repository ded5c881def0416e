package io.memberlist.internal.codec;

import io.memberlist.Keyring;
import java.util.List;
import java.util.function.Supplier;

/**
 * Messages to one packet: compound, compression, CRC, encryption, label (§3.2). Not thread-safe:
 * reuses its buffers.
 */
public final class PacketEncoder {

  private static final int USUAL_PACKET = 2048;

  private final Supplier<CodecSettings> settings;
  private final NonceSource nonces;
  private final CryptoLayer crypto = new CryptoLayer();
  private final CompressionLayer compression = new CompressionLayer();
  private final byte[] nonce = new byte[CryptoLayer.NONCE];

  private byte[] plain = {};
  private byte[] packed = {};
  private byte[] packet = {};
  private int labelLength;

  /** Settings are asked anew for each packet. */
  public PacketEncoder(Supplier<CodecSettings> settings, NonceSource nonces) {
    this.settings = settings;
    this.nonces = nonces;
  }

  /**
   * Encodes one packet; more than one message become a compound. The result is in {@link #buffer()}
   * from 0 until the next call.
   *
   * @param messages complete messages with type byte, at most 255, none empty
   * @param crc whether the receiver is known to understand the checksum
   * @return number of bytes, label included
   */
  public int encode(List<byte[]> messages, boolean crc) {
    var current = settings.get();
    Buf message = joined(messages);
    if (current.compress()) {
      message = shrunk(message);
    }
    if (crc) {
      CrcLayer.encode(message.array(), message.offset(), message.length());
      message =
          new Buf(
              message.array(),
              message.offset() - CrcLayer.HEADER,
              message.length() + CrcLayer.HEADER);
    }
    byte[] header = LabelLayer.header(current.label());
    labelLength = header.length;
    int end = sealedOrPlain(message, current);
    System.arraycopy(header, 0, packet, 0, labelLength);
    return end;
  }

  /** Holds the packet last encoded. */
  public byte[] buffer() {
    return packet;
  }

  /** Bytes of the packet last encoded that are label header. */
  public int labelLength() {
    return labelLength;
  }

  /**
   * Bytes that label, encryption and, if so, CRC add to a packet under the present settings (§3.5,
   * D12).
   */
  public static int overhead(CodecSettings settings, boolean crc) {
    boolean sealed = settings.encryptionEnabled() && settings.verifyOutgoing();
    return LabelLayer.overhead(settings.label())
        + (sealed ? CryptoLayer.overhead(settings.encryptionVersion()) : 0)
        + (crc ? CrcLayer.HEADER : 0);
  }

  private static boolean anyEmpty(List<byte[]> messages) {
    for (byte[] message : messages) {
      if (message.length == 0) {
        return true;
      }
    }
    return false;
  }

  /** All messages as one, with room for a CRC header in front. */
  private Buf joined(List<byte[]> messages) {
    if (messages.isEmpty() || anyEmpty(messages)) {
      throw new IllegalArgumentException("a packet needs messages, and each of them its type byte");
    }
    boolean single = messages.size() == 1;
    int length = single ? messages.get(0).length : CompoundLayer.encodedLength(messages);
    plain = roomFor(CrcLayer.HEADER + length, plain);
    if (single) {
      System.arraycopy(messages.get(0), 0, plain, CrcLayer.HEADER, length);
    } else {
      CompoundLayer.encode(messages, plain, CrcLayer.HEADER);
    }
    return new Buf(plain, CrcLayer.HEADER, length);
  }

  private Buf shrunk(Buf message) {
    packed = roomFor(CrcLayer.HEADER + message.length(), packed);
    int length = compression.shrink(message, packed, CrcLayer.HEADER);
    return length == CompressionLayer.TOO_LONG ? message : new Buf(packed, CrcLayer.HEADER, length);
  }

  /** Puts the rest of the packet behind the place of the label and returns its end. */
  private int sealedOrPlain(Buf message, CodecSettings current) {
    Keyring keyring = current.keyring();
    if (keyring == null || keyring.size() == 0 || !current.verifyOutgoing()) {
      packet = roomFor(labelLength + message.length(), packet);
      System.arraycopy(message.array(), message.offset(), packet, labelLength, message.length());
      return labelLength + message.length();
    }
    int version = current.encryptionVersion();
    packet = roomFor(labelLength + CryptoLayer.sealedLength(version, message.length()), packet);
    nonces.next(nonce);
    byte[] associated = LabelLayer.bytes(current.label());
    return labelLength
        + crypto.seal(keyring.snapshot(), version, nonce, message, associated, packet, labelLength);
  }

  private static byte[] roomFor(int length, byte[] present) {
    return present.length >= length
        ? present
        : new byte[Math.max(length, Math.max(USUAL_PACKET, 2 * present.length))];
  }
}
