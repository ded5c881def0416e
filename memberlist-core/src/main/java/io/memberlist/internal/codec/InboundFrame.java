package io.memberlist.internal.codec;

import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.RemoteState;
import java.io.IOException;

/** A stream message whose type is known and whose body is still to be read; the one read method of its type is called once. */
public final class InboundFrame {

  InboundFrame() {}

  /** Type byte of the innermost message: 0 ping, 2 ack, 6 pushPull, 8 user, 13 err, or anything else. */
  public int type() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of plaintext bytes if the message was framed or compressed, else -1. */
  public long plainLength() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Body of type 6, with the limits H4 (§8.3); failures are {@code CLOSE}. */
  public RemoteState readPushPull() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Payload of type 8, empty if the length is 0; limit H5. */
  public byte[] readUser() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Body of type 0. */
  public Ping readPing() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Body of type 2. */
  public Ack readAck() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Text of type 13, at most 1024 bytes of it (§18.3), control characters escaped. */
  public String readError() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
