package io.memberlist.internal.codec;

import io.memberlist.internal.wire.MessageType;
import java.util.zip.CRC32;

/**
 * Checksum of a packet, outermost layer of the plaintext (§4.3).
 *
 * <pre> 0c | crc32, 4 bytes | message </pre>
 */
final class CrcLayer {

  static final int HEADER = 5;

  private CrcLayer() {}

  /** Whether there is a header; {@code 0c} alone is not one and is refused later as a type. */
  static boolean isPresent(Buf packet) {
    return packet.length() >= HEADER && packet.u8(0) == MessageType.CRC;
  }

  /**
   * Checks and removes a header that {@link #isPresent}.
   *
   * @throws MalformedMessageException if the checksum is another
   */
  static Buf decode(Buf packet) {
    if (!matches(packet)) {
      throw Refusal.BAD_CRC.at(packet.offset(), "the checksum does not match");
    }
    return packet.skip(HEADER);
  }

  static boolean matches(Buf packet) {
    return announced(packet) == crc(packet.skip(HEADER));
  }

  static int announced(Buf packet) {
    return packet.u32(1);
  }

  /** Writes the header of {@code length} bytes in {@code array} right in front of them. */
  static void encode(byte[] array, int offset, int length) {
    int crc = crc(new Buf(array, offset, length));
    int at = offset - HEADER;
    array[at] = MessageType.CRC;
    Bytes.putU32(array, at + 1, crc);
  }

  private static int crc(Buf bytes) {
    var crc = new CRC32();
    crc.update(bytes.array(), bytes.offset(), bytes.length());
    return (int) crc.getValue();
  }
}
