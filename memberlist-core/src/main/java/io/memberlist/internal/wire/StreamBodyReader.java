package io.memberlist.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Bodies of stream messages: msgpack objects and raw bytes in sequence, from a socket or from a
 * frame already unwrapped.
 *
 * <p>Reads ahead, so nobody else may read from the same source afterwards. One thread at a time.
 */
public final class StreamBodyReader {

  /** §18.3: node records of a push/pull [H4]. */
  public static final int MAX_NODES = 1024 * 1024;

  /** §18.3: user state [H4] and user message [H5] in bytes. */
  public static final int MAX_USER_BYTES = 20 * 1024 * 1024;

  private static final int MOST_ERROR_BYTES = 1024;

  private final MsgpackReader in;
  private final RecordValues values = new RecordValues();
  private int unreadableRecords;

  public StreamBodyReader(InputStream source) {
    in = new MsgpackReader(source);
  }

  public StreamBodyReader(byte[] array, int offset, int length) {
    in = new MsgpackReader().reset(array, offset, length);
  }

  /** Bytes consumed so far. */
  public long position() {
    return in.position();
  }

  /** Body of a stream ping. */
  public Ping ping() throws IOException {
    return MessageReader.ping(body(Formats.PING));
  }

  /** Body of the answer to a stream ping. */
  public Ack ack() throws IOException {
    return MessageReader.ack(body(Formats.ACK));
  }

  /**
   * Text of an err message as it may be shown: at most 1024 bytes of it, bytes that are not UTF-8
   * replaced.
   */
  public String error() throws IOException {
    byte[] text = body(Formats.ERROR).bytesOrEmpty(0);
    return new String(text, 0, Math.min(text.length, MOST_ERROR_BYTES), StandardCharsets.UTF_8);
  }

  /** Record of a compression wrapper. */
  public CompressBody compress() throws IOException {
    return CompressBody.from(body(Formats.COMPRESS));
  }

  /**
   * Payload of a user message; empty if its length is 0.
   *
   * @throws LimitException if the length is negative or above {@link #MAX_USER_BYTES}, before
   *     anything is read
   */
  public byte[] user() throws IOException {
    long length = body(Formats.USER_HEADER).number(0);
    return in.raw(checked(LimitException.What.USER_MESSAGE, length, MAX_USER_BYTES));
  }

  /**
   * A whole push/pull body (§8.3). A record whose name is not UTF-8 is left out, the others count.
   *
   * @throws LimitException if a count is negative or too large; the user state's is checked behind
   *     the records
   */
  public RemoteState pushPull() throws IOException {
    body(Formats.PUSH_PULL_HEADER);
    long count = checked(LimitException.What.NODES, values.number(0), MAX_NODES);
    long stateLength = values.number(1);
    boolean join = values.flag(2);
    List<PushNodeState> nodes = nodes(count);
    byte[] state = in.raw(checked(LimitException.What.USER_STATE, stateLength, MAX_USER_BYTES));
    return new RemoteState(join, nodes, state.length == 0 ? null : state);
  }

  /** Records of {@link #pushPull} that were left out. */
  public int unreadableRecords() {
    return unreadableRecords;
  }

  private List<PushNodeState> nodes(long count) throws IOException {
    var nodes = new ArrayList<PushNodeState>();
    for (long i = 0; i < count; i++) {
      body(Formats.NODE_STATE);
      try {
        nodes.add(MessageReader.nodeState(values));
      } catch (MalformedBodyException nameIsNotUtf8) {
        unreadableRecords++;
      }
    }
    return List.copyOf(nodes);
  }

  private RecordValues body(RecordFormat format) throws IOException {
    in.record(format, values);
    return values;
  }

  private static long checked(LimitException.What what, long value, long limit) {
    if (value < 0 || value > limit) {
      throw new LimitException(what, value, limit);
    }
    return value;
  }

  /** A count or length of a stream message beyond its limit (§18.3). Without stack trace. */
  public static final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Which one. */
    public enum What {
      NODES("node count"),
      USER_STATE("user state length"),
      USER_MESSAGE("user message length");

      private final String text;

      What(String text) {
        this.text = text;
      }
    }

    private final What what;

    LimitException(What what, long value, long limit) {
      super(what.text + " " + value + " is outside the limit of 0 to " + limit, null, false, false);
      this.what = what;
    }

    public What what() {
      return what;
    }
  }
}
