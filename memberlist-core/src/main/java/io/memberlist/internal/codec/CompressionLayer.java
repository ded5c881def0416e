package io.memberlist.internal.codec;

import io.memberlist.internal.wire.CompressBody;
import org.jspecify.annotations.Nullable;

/**
 * Compression wrapper (§4.4): a record with the compressed bytes of a whole message, its type byte
 * included.
 *
 * <p>Keeps its tables, so it belongs to one thread; the decoder's are made when first needed.
 */
final class CompressionLayer {

  /** Output limit of one layer, and of all layers of a datagram together [H6] [D5]. */
  static final int MAX_OUTPUT = 40 * 1024 * 1024;

  /** Did not fit the room given. */
  static final int TOO_LONG = -1;

  private final LzwEncoder encoder = new LzwEncoder();
  private @Nullable LzwDecoder decoder;
  private int produced;

  /**
   * Wraps a message, if that makes it shorter.
   *
   * @param target needs as much room as the message has bytes
   * @return length of the wrapped message, less than that of the message, or {@link #TOO_LONG}
   */
  int shrink(Buf message, byte[] target, int offset) {
    return encode(message, target, offset, offset + message.length() - 1);
  }

  /**
   * Wraps a message.
   *
   * @param limit end of the room in {@code target}, exclusive
   * @return length of the wrapped message, or {@link #TOO_LONG}
   */
  int encode(Buf message, byte[] target, int offset, int limit) {
    int assumedHeader = CompressBody.headerLength(message.length());
    int dataAt = offset + assumedHeader;
    int end =
        dataAt >= limit ? LzwEncoder.TOO_LONG : encoder.encode(message, target, dataAt, limit);
    if (end == LzwEncoder.TOO_LONG) {
      return TOO_LONG;
    }
    int dataLength = end - dataAt;
    int header = CompressBody.headerLength(dataLength);
    if (offset + header + dataLength > limit) {
      return TOO_LONG;
    }
    if (header != assumedHeader) {
      System.arraycopy(target, dataAt, target, offset + header, dataLength);
    }
    CompressBody.writeHeader(target, offset, dataLength);
    return header + dataLength;
  }

  /**
   * Undoes the compression.
   *
   * @param limit largest output accepted
   * @throws MalformedMessageException if the algorithm is unknown, the data are no LZW, or too much
   *     comes out
   */
  byte[] decode(CompressBody body, int limit) {
    produced = 0;
    if (body.algorithm() != CompressBody.LZW) {
      throw Refusal.DECOMPRESS_FAILED.with(
          "compression algorithm " + body.algorithm() + " is unknown");
    }
    byte[] data = body.data();
    if (data == null || data.length == 0) {
      throw Refusal.DECOMPRESS_FAILED.with("a compression wrapper without data");
    }
    var lzw = decoder();
    try {
      return lzw.decode(Buf.of(data), limit);
    } finally {
      produced = lzw.produced();
    }
  }

  /** Bytes that the last {@link #decode} wrote, also if it failed. */
  int produced() {
    return produced;
  }

  private LzwDecoder decoder() {
    if (decoder == null) {
      decoder = new LzwDecoder();
    }
    return decoder;
  }
}
