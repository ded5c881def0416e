package io.memberlist.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageInsufficientBufferException;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageSizeException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;

/**
 * Where msgpack comes from, an array or a stream: the library's unpacker, and around it what keeps
 * hostile input harmless.
 *
 * <p>Numbers from the input never size an allocation before that many bytes have arrived. One
 * thread at a time.
 */
final class MsgpackInput {

  /** Containers inside one another, the outermost included. */
  static final int MAX_NESTING = 1023;

  private static final int FIRST_STEP = 64 * 1024;
  private static final int SKIP_STEP = 4096;
  private static final long UNKNOWN_SIZE = Long.MAX_VALUE;

  private final MessageUnpacker in;
  private final @Nullable ArrayBufferInput array;
  private long size = UNKNOWN_SIZE;
  private byte @Nullable [] scratch;

  /** Reads arrays, one after the other, see {@link #reset}. */
  MsgpackInput() {
    array = Msgpack.arrayInput();
    in = Msgpack.unpacker(array);
  }

  MsgpackInput(InputStream stream) {
    array = null;
    in = Msgpack.unpacker(stream);
  }

  /** Starts with another range; what was read before is forgotten. */
  void reset(byte[] bytes, int offset, int length) {
    if (array == null) {
      throw new IllegalStateException("this input is a stream");
    }
    array.reset(bytes, offset, length);
    try {
      in.reset(array);
    } catch (IOException e) {
      throw new IllegalStateException("an array cannot fail", e);
    }
    size = length;
  }

  /** Bytes consumed so far. */
  long position() {
    return in.getTotalReadBytes();
  }

  /** For scalars and the headers of containers; its exceptions are to be {@link #translated}. */
  MessageUnpacker unpacker() {
    return in;
  }

  /**
   * Format of the next value, which is not consumed.
   *
   * @throws MalformedBodyException at the end of an array, and for {@code c1}
   */
  MessageFormat next() throws IOException {
    require(1);
    MessageFormat format = in.getNextFormat();
    if (format == MessageFormat.NEVER_USED) {
      throw malformed("c1 is no msgpack");
    }
    return format;
  }

  /** Length of a text or of bytes, whichever of the string and bin forms it has. */
  int rawHeader() throws IOException {
    // the library reads all of them with either of its two methods
    return in.unpackRawStringHeader();
  }

  /** Copies what is announced, in steps that at most double what has arrived. */
  byte[] payload(long count) throws IOException {
    require(count);
    int first = size == UNKNOWN_SIZE ? FIRST_STEP : Integer.MAX_VALUE;
    byte[] bytes = new byte[(int) Math.min(count, first)];
    in.readPayload(bytes, 0, bytes.length);
    while (bytes.length < count) {
      int have = bytes.length;
      bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * have));
      in.readPayload(bytes, have, bytes.length - have);
    }
    return bytes;
  }

  /** As {@link #payload}, keeping nothing. */
  void skipPayload(long count) throws IOException {
    require(count);
    if (scratch == null) {
      scratch = new byte[SKIP_STEP];
    }
    for (long left = count; left > 0; ) {
      int step = (int) Math.min(left, scratch.length);
      in.readPayload(scratch, 0, step);
      left -= step;
    }
  }

  /**
   * Skips one value. Iterative, since nobody's stack should depend on what others send.
   *
   * @param levels containers that may be inside one another in it
   */
  void skip(int levels) throws IOException {
    long[] open = new long[8];
    int depth = 0;
    open[0] = 1;
    while (depth >= 0) {
      if (open[depth] == 0) {
        depth--;
        continue;
      }
      open[depth]--;
      long children = skipOne();
      if (children >= 0) {
        depth++;
        if (depth > levels) {
          throw malformed("containers are nested too deeply");
        }
        open = depth < open.length ? open : Arrays.copyOf(open, 2 * depth);
        open[depth] = children;
      }
    }
  }

  /**
   * Skips a scalar, or the header of a container; returns the number of values in the container, -1
   * for a scalar.
   */
  private long skipOne() throws IOException {
    switch (next().getValueType()) {
      case ARRAY -> {
        return in.unpackArrayHeader();
      }
      case MAP -> {
        return 2L * in.unpackMapHeader();
      }
      case STRING, BINARY -> skipPayload(rawHeader());
      case EXTENSION -> skipPayload(in.unpackExtensionTypeHeader().getLength());
      default -> in.skipValue();
    }
    return -1;
  }

  /** Refuses early, and without the library's exception, what an array cannot deliver. */
  void require(long count) {
    if (count > size - position()) {
      throw MalformedBodyException.endOfInput(position());
    }
  }

  /** To be thrown for what stands in front of the present position. */
  MalformedBodyException malformed(String text) {
    return MalformedBodyException.of(position(), text);
  }

  /** A length above 2^31 is more than ever arrives, hence an end of the input as well. */
  MalformedBodyException translated(MessagePackException e) {
    return e instanceof MessageInsufficientBufferException || e instanceof MessageSizeException
        ? MalformedBodyException.endOfInput(position())
        : malformed("this is no msgpack: " + e.getMessage());
  }
}
