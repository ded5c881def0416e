package io.memberlist.internal.wire;

import io.memberlist.internal.wire.RecordFormat.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Reads the dialect of §6.2, as tolerant as the reference and not more.
 *
 * <p>From an array or from a stream; of a stream, everything behind an object is read from the same
 * reader with {@link #raw}, so that its read-ahead loses nothing. One thread at a time.
 */
final class MsgpackReader {

  private static final int LONGEST_KEY = 32;
  private static final int FIRST_STEP = 64 * 1024;

  private final MsgpackInput input;
  private final MessageUnpacker in;
  private final byte[] key = new byte[LONGEST_KEY];

  /** Reads arrays, one after the other, see {@link #reset}. */
  MsgpackReader() {
    this(new MsgpackInput());
  }

  MsgpackReader(InputStream stream) {
    this(new MsgpackInput(stream));
  }

  private MsgpackReader(MsgpackInput input) {
    this.input = input;
    in = input.unpacker();
  }

  /** Starts with another range; what was read before is forgotten. */
  MsgpackReader reset(byte[] bytes, int offset, int length) {
    input.reset(bytes, offset, length);
    return this;
  }

  /** Bytes consumed so far. */
  long position() {
    return input.position();
  }

  /**
   * Reads one record: a map, an array in order of declaration, or nil.
   *
   * @param values cleared, then filled with what was found
   * @throws MalformedBodyException if §6.2 says error
   * @throws IOException of the stream
   */
  void record(RecordFormat format, RecordValues values) throws IOException {
    values.clear();
    try {
      switch (input.next().getValueType()) {
        case NIL -> in.unpackNil();
        case MAP -> recordFromMap(format, values);
        case ARRAY -> recordFromArray(format, values);
        default -> throw input.malformed("a record is neither map nor array nor nil");
      }
    } catch (MessagePackException e) {
      throw input.translated(e);
    }
  }

  /**
   * Reads a map from text to text of any size; nil is an empty one, a repeated key counts the last
   * time.
   *
   * @throws MalformedBodyException if it is something else, or a text is not UTF-8
   */
  SortedMap<String, String> textMap() throws IOException {
    var map = new TreeMap<String, String>();
    try {
      if (input.next() == MessageFormat.NIL) {
        return map;
      }
      if (in.getNextFormat().getValueType() != ValueType.MAP) {
        throw input.malformed("this is no map");
      }
      int entries = in.unpackMapHeader();
      for (int i = 0; i < entries; i++) {
        map.put(text(), text());
      }
      return map;
    } catch (MessagePackException e) {
      throw input.translated(e);
    }
  }

  /**
   * Reads bytes that are no msgpack.
   *
   * @throws MalformedBodyException if the input ends before
   */
  byte[] raw(long count) throws IOException {
    try {
      return input.payload(count);
    } catch (MessagePackException e) {
      throw input.translated(e);
    }
  }

  private String text() throws IOException {
    byte[] bytes = blob();
    return bytes == null ? "" : Texts.strict(bytes);
  }

  private void recordFromMap(RecordFormat format, RecordValues values) throws IOException {
    int entries = in.unpackMapHeader();
    for (int i = 0; i < entries; i++) {
      int keyLength = key();
      int field = keyLength > LONGEST_KEY ? RecordFormat.UNKNOWN : format.find(key, 0, keyLength);
      fieldOrSkip(format, field, values);
    }
  }

  private void recordFromArray(RecordFormat format, RecordValues values) throws IOException {
    int elements = in.unpackArrayHeader();
    for (int i = 0; i < elements; i++) {
      fieldOrSkip(format, i < format.size() ? i : RecordFormat.UNKNOWN, values);
    }
  }

  private void fieldOrSkip(RecordFormat format, int field, RecordValues values) throws IOException {
    if (field == RecordFormat.UNKNOWN) {
      input.skip(MsgpackInput.MAX_NESTING - 1);
      return;
    }
    Kind kind = format.kind(field);
    if (kind.isBlob()) {
      values.set(field, blob());
    } else {
      values.set(field, number(kind));
    }
  }

  /**
   * Reads a key into {@link #key} and returns its length; of a longer key than any we know only the
   * length counts.
   */
  private int key() throws IOException {
    int length =
        switch (input.next().getValueType()) {
          case STRING, BINARY -> keyOfBytes(input.rawHeader());
          case ARRAY -> keyOfBytes(blob());
          default -> throw input.malformed("a key is no text");
        };
    if (length == 0) {
      throw input.malformed("a key is empty");
    }
    return length;
  }

  private int keyOfBytes(int length) throws IOException {
    if (length > LONGEST_KEY) {
      input.skipPayload(length);
    } else {
      input.require(length);
      in.readPayload(key, 0, length);
    }
    return length;
  }

  private int keyOfBytes(byte @Nullable [] bytes) {
    int length = bytes == null ? 0 : bytes.length;
    if (bytes != null && length <= LONGEST_KEY) {
      System.arraycopy(bytes, 0, key, 0, length);
    }
    return length;
  }

  private long number(Kind kind) throws IOException {
    MessageFormat format = input.next();
    if (format == MessageFormat.NIL) {
      in.unpackNil();
      return 0;
    }
    if (kind == Kind.BOOL) {
      return bool(format);
    }
    if (format.getValueType() != ValueType.INTEGER) {
      throw input.malformed("a number is of another type");
    }
    if (kind == Kind.INT) {
      return format == MessageFormat.UINT64 ? in.unpackBigInteger().longValue() : in.unpackLong();
    }
    return unsigned(kind, format);
  }

  private long bool(MessageFormat format) throws IOException {
    if (format == MessageFormat.BOOLEAN) {
      return in.unpackBoolean() ? 1 : 0;
    }
    if (format == MessageFormat.POSFIXINT) {
      long value = in.unpackLong();
      if (value <= 1) {
        return value;
      }
    }
    throw input.malformed("a flag is neither true nor false");
  }

  private long unsigned(Kind kind, MessageFormat format) throws IOException {
    if (format == MessageFormat.UINT64) {
      BigInteger value = in.unpackBigInteger();
      if (value.bitLength() > Integer.SIZE) {
        throw input.malformed("a number is too large");
      }
      return inRange(kind, value.longValue());
    }
    return inRange(kind, in.unpackLong());
  }

  private long inRange(Kind kind, long value) {
    if (value < 0 || value > kind.max()) {
      throw input.malformed("a number is out of range");
    }
    return value;
  }

  private byte @Nullable [] blob() throws IOException {
    switch (input.next().getValueType()) {
      case NIL -> {
        in.unpackNil();
        return null;
      }
      case STRING, BINARY -> {
        return input.payload(input.rawHeader());
      }
      case ARRAY -> {
        return bytesFromIntegers(in.unpackArrayHeader());
      }
      case MAP -> {
        return bytesFromIntegers(2L * in.unpackMapHeader());
      }
      default -> throw input.malformed("text or bytes are of another type");
    }
  }

  private byte[] bytesFromIntegers(long count) throws IOException {
    input.require(count);
    byte[] bytes = new byte[(int) Math.min(count, FIRST_STEP)];
    for (int i = 0; i < count; i++) {
      if (i == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * i));
      }
      bytes[i] = (byte) number(Kind.U8);
    }
    return bytes;
  }
}
