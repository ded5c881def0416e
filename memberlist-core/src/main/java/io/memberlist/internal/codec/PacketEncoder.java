package io.memberlist.internal.codec;

import java.util.List;
import java.util.function.Supplier;

/** Messages to one packet: compound, compression, CRC, encryption, label (§3.2). Not thread-safe: reuses its buffers. */
public final class PacketEncoder {

  /** Settings are asked anew for each packet. */
  public PacketEncoder(Supplier<CodecSettings> settings, NonceSource nonces) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Encodes one packet; more than one message become a compound. The result is in {@link #buffer()} from 0 until the next
   * call.
   *
   * @param messages complete messages with type byte, at most 255, none empty
   * @param crc whether the receiver is known to understand the checksum
   * @return number of bytes, label included
   */
  public int encode(List<byte[]> messages, boolean crc) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Holds the packet last encoded. */
  public byte[] buffer() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Bytes of the packet last encoded that are label header. */
  public int labelLength() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Bytes that label, encryption and, if so, CRC add to a packet under the present settings (§3.5, D12). */
  public static int overhead(CodecSettings settings, boolean crc) {
    throw new UnsupportedOperationException("skeleton");
  }
}
