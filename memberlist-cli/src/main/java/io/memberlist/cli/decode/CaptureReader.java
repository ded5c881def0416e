package io.memberlist.cli.decode;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames of a capture file, classic pcap or pcapng. */
final class CaptureReader implements AutoCloseable {

  private static final int PCAP_MICROS = 0xa1b2c3d4;
  private static final int PCAP_NANOS = 0xa1b23c4d;
  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int BYTE_ORDER = 0x1a2b3c4d;
  private static final int INTERFACE = 1;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int OPTION_END = 0;
  private static final int OPTION_RESOLUTION = 9;
  private static final int LARGEST_BLOCK = 64 << 20;

  /** An interface of a pcapng section. */
  private record Interface(int linkType, double secondsPerTick) {}

  private final InputStream in;
  private final boolean ng;
  private final List<Interface> interfaces = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private long number;

  CaptureReader(Path file) throws IOException {
    in = new BufferedInputStream(Files.newInputStream(file));
    int magic = bytes(4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    ng = magic == SECTION_HEADER;
    if (ng) {
      section();
    } else {
      classicHeader(magic, file);
    }
  }

  private void classicHeader(int magic, Path file) throws IOException {
    int swapped = Integer.reverseBytes(magic);
    boolean nanos = magic == PCAP_NANOS || swapped == PCAP_NANOS;
    if (!nanos && magic != PCAP_MICROS && swapped != PCAP_MICROS) {
      throw new IOException(file + " is neither a pcap nor a pcapng file");
    }
    order =
        magic == PCAP_NANOS || magic == PCAP_MICROS
            ? ByteOrder.LITTLE_ENDIAN
            : ByteOrder.BIG_ENDIAN;
    var header = bytes(20);
    interfaces.add(new Interface(header.getInt(16) & 0xfffffff, nanos ? 1e-9 : 1e-6));
  }

  /** The next frame; null at the end, also when the file is cut there. */
  @Nullable Frame next() throws IOException {
    try {
      return ng ? nextBlock() : nextClassic();
    } catch (EOFException e) {
      return null;
    }
  }

  private Frame nextClassic() throws IOException {
    var header = bytes(16);
    long seconds = Integer.toUnsignedLong(header.getInt(0));
    long fraction = Integer.toUnsignedLong(header.getInt(4));
    var data = bytes(checked(header.getInt(8)));
    var source = interfaces.get(0);
    return frame(seconds + fraction * source.secondsPerTick, source.linkType, data.array());
  }

  private @Nullable Frame nextBlock() throws IOException {
    while (true) {
      int type = bytes(4).getInt();
      if (type == SECTION_HEADER) {
        section();
        continue;
      }
      int length = checked(bytes(4).getInt()) - 12;
      var body = bytes(Math.max(0, length));
      bytes(4);
      if (type == INTERFACE) {
        anInterface(body);
      } else if (type == ENHANCED_PACKET && body.capacity() >= 20) {
        return enhanced(body);
      } else if (type == SIMPLE_PACKET && body.capacity() >= 4 && !interfaces.isEmpty()) {
        return frame(0, interfaces.get(0).linkType, slice(body, 4, body.capacity() - 4));
      }
    }
  }

  private void section() throws IOException {
    var raw = bytes(8);
    order =
        raw.order(ByteOrder.LITTLE_ENDIAN).getInt(4) == BYTE_ORDER
            ? ByteOrder.LITTLE_ENDIAN
            : ByteOrder.BIG_ENDIAN;
    int length = checked(raw.order(order).getInt(0));
    bytes(Math.max(0, length - 12));
    interfaces.clear();
  }

  private void anInterface(ByteBuffer body) {
    double tick = 1e-6;
    int at = 8;
    while (at + 4 <= body.capacity()) {
      int code = body.getShort(at) & 0xffff;
      int length = body.getShort(at + 2) & 0xffff;
      if (code == OPTION_END) {
        break;
      }
      if (code == OPTION_RESOLUTION && at + 4 < body.capacity()) {
        int value = body.get(at + 4) & 255;
        tick = (value & 128) == 0 ? Math.pow(10, -value) : Math.pow(2, -(value & 127));
      }
      at += 4 + (length + 3) / 4 * 4;
    }
    interfaces.add(new Interface(body.capacity() >= 2 ? body.getShort(0) & 0xffff : 0, tick));
  }

  private @Nullable Frame enhanced(ByteBuffer body) {
    int index = body.getInt(0);
    if (index < 0 || index >= interfaces.size()) {
      return frame(0, -1, new byte[0]);
    }
    var source = interfaces.get(index);
    long ticks =
        Integer.toUnsignedLong(body.getInt(4)) << 32 | Integer.toUnsignedLong(body.getInt(8));
    int captured = Math.min(body.getInt(12), body.capacity() - 20);
    return frame(
        ticks * source.secondsPerTick, source.linkType, slice(body, 20, Math.max(0, captured)));
  }

  private Frame frame(double seconds, int linkType, byte[] data) {
    return new Frame(++number, Instant.ofEpochMilli(Math.round(seconds * 1000)), linkType, data);
  }

  private static byte[] slice(ByteBuffer body, int offset, int length) {
    var bytes = new byte[length];
    body.get(offset, bytes);
    return bytes;
  }

  private static int checked(int length) throws IOException {
    if (length < 0 || length > LARGEST_BLOCK) {
      throw new IOException(
          "the capture is damaged: a block of " + Integer.toUnsignedLong(length) + " bytes");
    }
    return length;
  }

  private ByteBuffer bytes(int count) throws IOException {
    var bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(order);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
