package io.memberlist.internal.codec;

import io.memberlist.Keyring;
import io.memberlist.internal.wire.CompressBody;
import io.memberlist.internal.wire.MalformedBodyException;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageReader;
import io.memberlist.internal.wire.MessageType;
import io.memberlist.internal.wire.ReadBefore;
import java.util.function.Supplier;

/**
 * One packet to messages (§3.3, §3.4), with the limits of §18. Not thread-safe: reuses its buffers
 * and tables.
 */
public final class PacketDecoder {

  /** Compound and compression wrappers inside one another (§18.3). */
  static final int MAX_LAYERS = 16;

  /** Takes what is in a packet, in order. */
  public interface Sink {
    /** One message; it owns its arrays, which nobody may change. */
    void message(Message message);

    /** The packet, or a part of it, was refused. */
    void refused(MalformedMessageException reason);

    /** A compound had fewer parts than announced (§4.5); the others count. */
    void truncated(int missingParts);
  }

  private final Supplier<CodecSettings> settings;
  private final CryptoLayer crypto = new CryptoLayer();
  private final CompressionLayer compression = new CompressionLayer();
  private final MessageReader reader;

  private int decompressionBudget;

  /** Settings are asked anew for each packet. */
  public PacketDecoder(Supplier<CodecSettings> settings) {
    this(settings, new ReadBefore());
  }

  /** As {@link #PacketDecoder(Supplier)}; remembers with other decoders of its thread. */
  public PacketDecoder(Supplier<CodecSettings> settings, ReadBefore before) {
    this.settings = settings;
    reader = new MessageReader(before);
  }

  /** Never throws for anything a packet contains. */
  public void decode(byte[] buffer, int offset, int length, Sink sink) {
    decompressionBudget = CompressionLayer.MAX_OUTPUT;
    Buf message;
    try {
      message = unwrap(new Buf(buffer, offset, length), settings.get());
    } catch (MalformedMessageException e) {
      sink.refused(e);
      return;
    }
    dispatch(message.array(), message.offset(), message.length(), 0, sink);
  }

  private Buf unwrap(Buf packet, CodecSettings settings) {
    byte[] ownLabel = LabelLayer.bytes(settings.label());
    var labelled = LabelLayer.decode(packet);
    LabelLayer.check(labelled.label(), ownLabel, settings.skipInboundLabelCheck());
    Buf plain = decrypted(labelled.rest(), ownLabel, settings);
    return CrcLayer.isPresent(plain) ? CrcLayer.decode(plain) : plain;
  }

  private Buf decrypted(Buf packet, byte[] label, CodecSettings settings) {
    Keyring keyring = settings.keyring();
    if (keyring == null || keyring.size() == 0) {
      return packet;
    }
    try {
      return crypto.open(keyring.snapshot(), packet, label).plain();
    } catch (MalformedMessageException e) {
      if (settings.verifyIncoming()) {
        throw e;
      }
      return packet;
    }
  }

  /** A part that is refused does not keep the others from counting. */
  private void dispatch(byte[] array, int offset, int length, int layers, Sink sink) {
    try {
      if (length == 0) {
        throw Refusal.EMPTY_MESSAGE.at(offset, "missing type byte");
      }
      int type = array[offset] & 0xff;
      switch (type) {
        case MessageType.COMPOUND -> {
          var body = new Buf(array, offset + 1, length - 1);
          compound(body, entered(layers, offset), sink);
        }
        case MessageType.COMPRESS -> {
          byte[] plain = decompressed(new Buf(array, offset + 1, length - 1));
          dispatch(plain, 0, plain.length, entered(layers, offset), sink);
        }
        default -> sink.message(read(type, array, offset + 1, length - 1));
      }
    } catch (MalformedMessageException e) {
      sink.refused(e);
    }
  }

  private static int entered(int layers, int offset) {
    if (layers == MAX_LAYERS) {
      throw Refusal.NESTED_TOO_DEEPLY.at(offset, "more than " + MAX_LAYERS + " layers");
    }
    return layers + 1;
  }

  private void compound(Buf body, int layers, Sink sink) {
    var parts = CompoundLayer.decode(body);
    int at = parts.offset();
    for (int i = 0; i < parts.complete(); i++) {
      dispatch(body.array(), at, parts.length(i), layers, sink);
      at += parts.length(i);
    }
    if (parts.missing() > 0) {
      sink.truncated(parts.missing());
    }
  }

  /**
   * What was produced counts even if it is of no use, else failing parts would cost nothing but our
   * time.
   */
  private byte[] decompressed(Buf body) {
    CompressBody wrapper;
    try {
      wrapper = reader.readCompress(body.array(), body.offset(), body.length());
    } catch (MalformedBodyException e) {
      throw Refusal.DECOMPRESS_FAILED.at(body.offset() + e.offset(), e.getMessage());
    }
    try {
      return compression.decode(wrapper, decompressionBudget);
    } finally {
      decompressionBudget -= compression.produced();
    }
  }

  private Message read(int type, byte[] array, int offset, int length) {
    if (!MessageReader.isMessage(type)) {
      throw Refusal.UNSUPPORTED_TYPE.at(
          offset - 1L, "message type " + type + " is not supported in a packet");
    }
    try {
      return reader.read(type, array, offset, length);
    } catch (MalformedBodyException e) {
      throw Refusal.BODY_MALFORMED.at(
          offset + e.offset(), "message of type " + type + ": " + e.getMessage());
    }
  }
}
