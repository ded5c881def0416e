package io.memberlist.cli.decode;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks of sections; those that are no frame and no interface are passed over. */
final class PcapngReader implements CaptureReader {

  static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int BYTE_ORDER = 0x1a2b3c4d;
  private static final int INTERFACE = 1;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int OPTION_END = 0;
  private static final int OPTION_RESOLUTION = 9;
  private static final int UNKNOWN_LINK = -1;
  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

  /** End of the year 9999; timestamps as text have no more digits. */
  private static final BigInteger LAST_SECOND = BigInteger.valueOf(253_402_300_799L);

  /** Where frames come from; time is counted in {@code ticksPerSecond}. */
  private record Interface(int linkType, BigInteger ticksPerSecond) {}

  private final CaptureInput in;
  private final List<Interface> interfaces = new ArrayList<>();
  private long number;

  /** Behind the first four bytes, which were a section header's. */
  PcapngReader(CaptureInput in) throws IOException {
    this.in = in;
    section();
  }

  @Override
  public @Nullable Frame next() throws IOException {
    while (true) {
      var type = in.block(4);
      if (type == null) {
        return null;
      }
      var frame = block(type.getInt());
      if (frame != null) {
        return frame;
      }
    }
  }

  private @Nullable Frame block(int type) throws IOException {
    if (type == SECTION_HEADER) {
      section();
      return null;
    }
    var body = in.rest(in.rest(4).getInt() - 12);
    in.rest(4);
    if (type == INTERFACE && body.capacity() >= 8) {
      interfaces.add(new Interface(u16(body, 0), resolution(body)));
    } else if (type == ENHANCED_PACKET && body.capacity() >= 20) {
      return enhanced(body);
    } else if (type == SIMPLE_PACKET && body.capacity() >= 4) {
      return frame(Instant.EPOCH, linkType(0), body, 4, body.getInt(0));
    }
    return null;
  }

  /** The byte order is told only behind the length that it is needed for. */
  private void section() throws IOException {
    var start = in.rest(8);
    boolean little = start.order(ByteOrder.LITTLE_ENDIAN).getInt(4) == BYTE_ORDER;
    var order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    in.order(order);
    in.rest(start.order(order).getInt(0) - 12);
    interfaces.clear();
  }

  /**
   * Microseconds, unless an option says otherwise: a power of ten, or of two with the upper bit.
   */
  private static BigInteger resolution(ByteBuffer body) {
    int exponent = 6;
    int at = 8;
    while (at + 4 < body.capacity() && u16(body, at) != OPTION_END) {
      if (u16(body, at) == OPTION_RESOLUTION) {
        exponent = body.get(at + 4) & 0xff;
      }
      at += 4 + (u16(body, at + 2) + 3) / 4 * 4;
    }
    return (exponent & 0x80) == 0
        ? BigInteger.TEN.pow(exponent)
        : BigInteger.TWO.pow(exponent & 0x7f);
  }

  private Frame enhanced(ByteBuffer body) {
    int index = body.getInt(0);
    long ticks =
        Integer.toUnsignedLong(body.getInt(4)) << 32 | Integer.toUnsignedLong(body.getInt(8));
    boolean known = index >= 0 && index < interfaces.size();
    var time = known ? time(ticks, interfaces.get(index).ticksPerSecond()) : Instant.EPOCH;
    return frame(time, linkType(index), body, 20, body.getInt(12));
  }

  private int linkType(int index) {
    return index >= 0 && index < interfaces.size()
        ? interfaces.get(index).linkType()
        : UNKNOWN_LINK;
  }

  private static Instant time(long ticks, BigInteger perSecond) {
    var nanos = new BigInteger(Long.toUnsignedString(ticks)).multiply(NANOS).divide(perSecond);
    var parts = nanos.divideAndRemainder(NANOS);
    var seconds = parts[0].min(LAST_SECOND);
    return Instant.ofEpochSecond(seconds.longValueExact(), parts[1].longValueExact());
  }

  /** At most as much as the block holds. */
  private Frame frame(Instant time, int linkType, ByteBuffer body, int offset, int length) {
    int most = body.capacity() - offset;
    var data = new byte[length < 0 ? most : Math.min(length, most)];
    body.get(offset, data);
    return new Frame(++number, time, linkType, data);
  }

  private static int u16(ByteBuffer body, int at) {
    return body.getShort(at) & 0xffff;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
