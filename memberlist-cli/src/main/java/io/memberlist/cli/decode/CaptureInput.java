package io.memberlist.cli.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The bytes of a capture in the byte order of whoever wrote it. */
final class CaptureInput implements AutoCloseable {

  /** No frame is nearly as large; a damaged length usually is. */
  private static final int LARGEST_BLOCK = 64 << 20;

  private final InputStream in;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  CaptureInput(InputStream in) {
    this.in = in;
  }

  void order(ByteOrder value) {
    order = value;
  }

  /** That many bytes; null if the capture ends just here. */
  @Nullable ByteBuffer block(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length == 0 && length > 0) {
      return null;
    }
    if (bytes.length < length) {
      throw cut();
    }
    return ByteBuffer.wrap(bytes).order(order);
  }

  /** That many bytes, which must be there. */
  ByteBuffer rest(int length) throws IOException {
    if (length < 0 || length > LARGEST_BLOCK) {
      throw new DamagedCaptureException(
          "the capture is damaged: a block of " + Integer.toUnsignedLong(length) + " bytes");
    }
    var bytes = block(length);
    if (bytes == null) {
      throw cut();
    }
    return bytes;
  }

  private static DamagedCaptureException cut() {
    return new DamagedCaptureException(
        "the capture ends in the middle of a frame; everything before it was read");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
