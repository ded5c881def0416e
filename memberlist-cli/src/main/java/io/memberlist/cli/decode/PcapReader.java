package io.memberlist.cli.decode;

import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The classic format: a header of 24 bytes, then frames with one of 16 bytes each. */
final class PcapReader implements CaptureReader {

  private static final int MICROS = 0xa1b2c3d4;
  private static final int NANOS = 0xa1b23c4d;

  private final CaptureInput in;
  private final int nanosPerTick;
  private final int linkType;
  private long number;

  /** Behind the first four bytes, which are given. */
  PcapReader(CaptureInput in, int magic) throws IOException {
    this.in = in;
    boolean little = magic == MICROS || magic == NANOS;
    in.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    nanosPerTick = magic == NANOS || Integer.reverseBytes(magic) == NANOS ? 1 : 1000;
    linkType = in.rest(20).getInt(16) & 0x0fff_ffff;
  }

  static boolean knows(int magic) {
    int swapped = Integer.reverseBytes(magic);
    return magic == MICROS || magic == NANOS || swapped == MICROS || swapped == NANOS;
  }

  @Override
  public @Nullable Frame next() throws IOException {
    var header = in.block(16);
    if (header == null) {
      return null;
    }
    long seconds = Integer.toUnsignedLong(header.getInt(0));
    long ticks = Integer.toUnsignedLong(header.getInt(4));
    var data = in.rest(header.getInt(8)).array();
    return new Frame(
        ++number, Instant.ofEpochSecond(seconds, ticks * nanosPerTick), linkType, data);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
