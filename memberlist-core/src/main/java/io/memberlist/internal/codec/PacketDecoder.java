package io.memberlist.internal.codec;

import io.memberlist.internal.wire.Message;
import java.util.function.Supplier;

/** One packet to messages (§3.3, §3.4), with the limits of §18. Not thread-safe: reuses its buffers and tables. */
public final class PacketDecoder {

  /** Takes what is in a packet, in order. */
  public interface Sink {
    /** One message; it owns its arrays. */
    void message(Message message);

    /** The packet, or a part of it, was refused. */
    void refused(MalformedMessageException reason);

    /** A compound had fewer parts than announced (§4.5); the others count. */
    void truncated(int missingParts);
  }

  /** Settings are asked anew for each packet. */
  public PacketDecoder(Supplier<CodecSettings> settings) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Never throws for anything a packet contains. */
  public void decode(byte[] buffer, int offset, int length, Sink sink) {
    throw new UnsupportedOperationException("skeleton");
  }
}
