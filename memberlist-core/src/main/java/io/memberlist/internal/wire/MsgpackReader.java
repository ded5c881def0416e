package io.memberlist.internal.wire;

import io.memberlist.internal.wire.RecordFormat.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageInsufficientBufferException;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageSizeException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;
import org.msgpack.value.ValueType;

/**
 * Reads the dialect of §6.2, as tolerant as the reference and not more.
 *
 * <p>From an array or from a stream; of a stream, everything behind an object is read from the same
 * reader with {@link #raw}, so that its read-ahead loses nothing. Numbers from the input never size
 * an allocation before that many bytes have arrived. One thread at a time.
 */
final class MsgpackReader {

  /** Containers inside one another, the record included. */
  static final int MAX_NESTING = 1023;

  private static final int LONGEST_KEY = 32;
  private static final int FIRST_STEP = 64 * 1024;
  private static final long UNKNOWN_SIZE = Long.MAX_VALUE;

  private final MessageUnpacker in;
  private final @Nullable ArrayBufferInput array;
  private final byte[] key = new byte[LONGEST_KEY];
  private long size = UNKNOWN_SIZE;
  private byte @Nullable [] scratch;

  /** Reads arrays, one after the other, see {@link #reset}. */
  MsgpackReader() {
    array = new ArrayBufferInput(new byte[0]);
    in = Msgpack.unpacker(array);
  }

  MsgpackReader(InputStream stream) {
    array = null;
    in = Msgpack.unpacker(stream);
  }

  /** Starts with another range; what was read before is forgotten. */
  MsgpackReader reset(byte[] bytes, int offset, int length) {
    if (array == null) {
      throw new IllegalStateException("this reader reads a stream");
    }
    array.reset(bytes, offset, length);
    try {
      in.reset(array);
    } catch (IOException e) {
      throw new IllegalStateException("an array cannot fail", e);
    }
    size = length;
    return this;
  }

  /** Bytes consumed so far. */
  long position() {
    return in.getTotalReadBytes();
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
      switch (next().getValueType()) {
        case NIL -> in.unpackNil();
        case MAP -> recordFromMap(format, values);
        case ARRAY -> recordFromArray(format, values);
        default -> throw malformed("a record is neither map nor array nor nil");
      }
    } catch (MessagePackException e) {
      throw translated(e);
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
      if (next() == MessageFormat.NIL) {
        return map;
      }
      if (in.getNextFormat().getValueType() != ValueType.MAP) {
        throw malformed("this is no map");
      }
      int entries = in.unpackMapHeader();
      for (int i = 0; i < entries; i++) {
        map.put(text(), text());
      }
      return map;
    } catch (MessagePackException e) {
      throw translated(e);
    }
  }

  /** A value of an extension type, which no message has. */
  record Extension(int type, byte[] bytes) {}

  /**
   * Reads any value: null, Boolean, Long, BigInteger, Double, byte[] for texts and bytes, List, Map
   * in order of the input, or {@link Extension}.
   */
  @Nullable Object value() throws IOException {
    try {
      return value(MAX_NESTING);
    } catch (MessagePackException e) {
      throw translated(e);
    }
  }

  private @Nullable Object value(int levels) throws IOException {
    MessageFormat format = next();
    return switch (format.getValueType()) {
      case NIL -> {
        in.unpackNil();
        yield null;
      }
      case BOOLEAN -> in.unpackBoolean();
      case INTEGER ->
          format == MessageFormat.UINT64 ? in.unpackBigInteger() : (Object) in.unpackLong();
      case FLOAT -> in.unpackDouble();
      case STRING, BINARY -> payload(rawHeader());
      case EXTENSION -> {
        var header = in.unpackExtensionTypeHeader();
        yield new Extension(header.getType(), payload(header.getLength()));
      }
      case ARRAY -> elements(in.unpackArrayHeader(), below(levels));
      case MAP -> entries(in.unpackMapHeader(), below(levels));
    };
  }

  private int below(int levels) {
    if (levels == 0) {
      throw malformed("containers are nested too deeply");
    }
    return levels - 1;
  }

  private List<@Nullable Object> elements(int count, int levels) throws IOException {
    var list = new ArrayList<@Nullable Object>();
    for (int i = 0; i < count; i++) {
      list.add(value(levels));
    }
    return list;
  }

  /**
   * Keys that are bytes are wrapped into text, so that a repeated one is found; what is not UTF-8
   * is as good as it gets.
   */
  private Map<@Nullable Object, @Nullable Object> entries(int count, int levels)
      throws IOException {
    var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
    for (int i = 0; i < count; i++) {
      Object key = value(levels);
      map.put(
          key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : key,
          value(levels));
    }
    return map;
  }

  private String text() throws IOException {
    byte[] bytes = blob();
    return bytes == null ? "" : Texts.strict(bytes);
  }

  /**
   * Reads bytes that are no msgpack.
   *
   * @throws MalformedBodyException if the input ends before
   */
  byte[] raw(long count) throws IOException {
    try {
      return payload(count);
    } catch (MessagePackException e) {
      throw translated(e);
    }
  }

  private void recordFromMap(RecordFormat format, RecordValues values) throws IOException {
    int entries = in.unpackMapHeader();
    for (int i = 0; i < entries; i++) {
      int keyLength = key();
      int field = keyLength > LONGEST_KEY ? RecordFormat.UNKNOWN : format.find(key, keyLength);
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
      skip(MAX_NESTING - 1);
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
        switch (next().getValueType()) {
          case STRING, BINARY -> keyOfBytes(rawHeader());
          case ARRAY -> keyOfBytes(blob());
          default -> throw malformed("a key is no text");
        };
    if (length == 0) {
      throw malformed("a key is empty");
    }
    return length;
  }

  private int keyOfBytes(int length) throws IOException {
    if (length > LONGEST_KEY) {
      skipPayload(length);
    } else {
      require(length);
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
    MessageFormat format = next();
    if (format == MessageFormat.NIL) {
      in.unpackNil();
      return 0;
    }
    if (kind == Kind.BOOL) {
      return bool(format);
    }
    if (format.getValueType() != ValueType.INTEGER) {
      throw malformed("a number is of another type");
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
    throw malformed("a flag is neither true nor false");
  }

  private long unsigned(Kind kind, MessageFormat format) throws IOException {
    if (format == MessageFormat.UINT64) {
      BigInteger value = in.unpackBigInteger();
      if (value.bitLength() > Integer.SIZE) {
        throw malformed("a number is too large");
      }
      return inRange(kind, value.longValue());
    }
    return inRange(kind, in.unpackLong());
  }

  private long inRange(Kind kind, long value) {
    if (value < 0 || value > kind.max()) {
      throw malformed("a number is out of range");
    }
    return value;
  }

  private byte @Nullable [] blob() throws IOException {
    switch (next().getValueType()) {
      case NIL -> {
        in.unpackNil();
        return null;
      }
      case STRING, BINARY -> {
        return payload(rawHeader());
      }
      case ARRAY -> {
        return bytesFromIntegers(in.unpackArrayHeader());
      }
      case MAP -> {
        return bytesFromIntegers(2L * in.unpackMapHeader());
      }
      default -> throw malformed("text or bytes are of another type");
    }
  }

  private byte[] bytesFromIntegers(long count) throws IOException {
    require(count);
    byte[] bytes = new byte[(int) Math.min(count, FIRST_STEP)];
    for (int i = 0; i < count; i++) {
      if (i == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * i));
      }
      bytes[i] = (byte) number(Kind.U8);
    }
    return bytes;
  }

  private int rawHeader() throws IOException {
    // the library reads all string and bin forms with either of its two methods
    return in.unpackRawStringHeader();
  }

  /** Copies what is announced, in steps that at most double what has arrived. */
  private byte[] payload(long count) throws IOException {
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

  private void skipPayload(long count) throws IOException {
    require(count);
    if (scratch == null) {
      scratch = new byte[FIRST_STEP / 16];
    }
    for (long left = count; left > 0; ) {
      int step = (int) Math.min(left, scratch.length);
      in.readPayload(scratch, 0, step);
      left -= step;
    }
  }

  /** Skips one value. Iterative, since nobody's stack should depend on what others send. */
  private void skip(int levels) throws IOException {
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

  private MessageFormat next() throws IOException {
    require(1);
    MessageFormat format = in.getNextFormat();
    if (format == MessageFormat.NEVER_USED) {
      throw malformed("c1 is no msgpack");
    }
    return format;
  }

  /** Refuses early, and without the library's exception, what an array cannot deliver. */
  private void require(long count) {
    if (count > size - position()) {
      throw MalformedBodyException.endOfInput(position());
    }
  }

  private MalformedBodyException malformed(String text) {
    return MalformedBodyException.of(position(), text);
  }

  /** A length above 2^31 is more than ever arrives, hence an end of the input as well. */
  private MalformedBodyException translated(MessagePackException e) {
    return e instanceof MessageInsufficientBufferException || e instanceof MessageSizeException
        ? MalformedBodyException.endOfInput(position())
        : malformed("this is no msgpack: " + e.getMessage());
  }
}
