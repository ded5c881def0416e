package io.memberlist.internal.codec;

import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.PushNodeState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stream messages to bytes and back: type, body, compression, encryption frame, label (§8). Thread-safe. */
public final class StreamCodec {

  /**
   * Settings are asked anew for each message.
   *
   * @param frameSizes is told the announced length of each encrypted frame, before the limit check (size.remote)
   */
  public StreamCodec(Supplier<CodecSettings> settings, NonceSource nonces, LongConsumer frameSizes) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** What a dialling side writes first; empty without a label (§4.1). */
  public byte[] labelHeader() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A push/pull message as it goes on the wire (compressed, encrypted); a {@code TransportException}-free local error if too large. */
  public byte[] encodePushPull(boolean join, List<PushNodeState> nodes, byte @Nullable [] userState) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A user message as it goes on the wire; {@code IllegalArgumentException} above 20 MiB (D8). */
  public byte[] encodeUser(byte[] payload) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A stream ping as it goes on the wire. */
  public byte[] encodePing(Ping ping) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The answer to a stream ping as it goes on the wire. */
  public byte[] encodeAck(Ack ack) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** An err message as it goes on the wire; the text is cut to 200 bytes. */
  public byte[] encodeError(String text) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Accepting side: removes and checks the label (§8.1 steps 3-5), then reads the frame (step 6).
   *
   * @throws StreamRefusedException what to do about it
   * @throws IOException of the stream itself, time-outs included
   */
  public InboundFrame accept(InputStream in) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Dialling side: reads the answer's frame (§8.2); there is no label. */
  public InboundFrame readAnswer(InputStream in) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
