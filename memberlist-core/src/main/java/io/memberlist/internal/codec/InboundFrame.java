package io.memberlist.internal.codec;

import io.memberlist.internal.codec.StreamRefusedException.Treatment;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.MalformedBodyException;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.internal.wire.StreamBodyReader;
import io.memberlist.internal.wire.StreamBodyReader.LimitException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A stream message whose type is known and whose body is still to be read; the one read method of
 * its type is called once.
 */
public final class InboundFrame {

  private static final int PLAIN = -1;

  private final int type;
  private final StreamBodyReader body;
  private final long plainLength;

  private InboundFrame(int type, StreamBodyReader body, long plainLength) {
    this.type = type;
    this.body = body;
    this.plainLength = plainLength;
  }

  /** What was inside a frame or wrapper: not empty, the type byte first. */
  static InboundFrame of(Buf message) {
    Buf body = message.skip(1);
    return new InboundFrame(
        message.u8(0),
        new StreamBodyReader(body.array(), body.offset(), body.length()),
        message.length());
  }

  /** A body that is read from the socket as it is. */
  static InboundFrame of(int type, StreamBodyReader body) {
    return new InboundFrame(type, body, PLAIN);
  }

  /**
   * Type byte of the innermost message: 0 ping, 2 ack, 6 pushPull, 8 user, 13 err, or anything
   * else.
   */
  public int type() {
    return type;
  }

  /** Number of plaintext bytes if the message was framed or compressed, else -1. */
  public long plainLength() {
    return plainLength;
  }

  /** Body of type 6, with the limits H4 (§8.3); failures are {@code CLOSE}. */
  public RemoteState readPushPull() throws IOException {
    return read(body::pushPull, Refusal.PUSH_PULL_MALFORMED);
  }

  /** Records that {@link #readPushPull} left out because their names are not UTF-8. */
  public int unreadableRecords() {
    return body.unreadableRecords();
  }

  /** Payload of type 8, empty if the length is 0; limit H5. */
  public byte[] readUser() throws IOException {
    return read(body::user, Refusal.USER_MESSAGE_MALFORMED);
  }

  /** Body of type 0. */
  public Ping readPing() throws IOException {
    return read(body::ping, Refusal.BODY_MALFORMED);
  }

  /** Body of type 2. */
  public Ack readAck() throws IOException {
    return read(body::ack, Refusal.BODY_MALFORMED);
  }

  /** Text of type 13, at most 1024 bytes of it (§18.3), control characters escaped. */
  public String readError() throws IOException {
    return escaped(read(body::error, Refusal.BODY_MALFORMED));
  }

  private interface Body<T> {
    T read() throws IOException;
  }

  private <T> T read(Body<T> method, Refusal refusal) throws IOException {
    try {
      return method.read();
    } catch (MalformedBodyException e) {
      throw refused(refusal, e.getMessage());
    } catch (LimitException e) {
      throw refused(
          switch (e.what()) {
            case NODES -> Refusal.NODE_COUNT_REFUSED;
            case USER_STATE -> Refusal.USER_STATE_LENGTH_REFUSED;
            case USER_MESSAGE -> Refusal.USER_MESSAGE_LENGTH_REFUSED;
          },
          e.getMessage());
    }
  }

  private StreamRefusedException refused(Refusal refusal, @Nullable String text) {
    return new StreamRefusedException(
        Treatment.CLOSE, refusal, "message of type " + type + ": " + text);
  }

  private static String escaped(String text) {
    var shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }
}
