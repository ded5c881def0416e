package io.memberlist.internal.codec;

import io.memberlist.Keyring;
import io.memberlist.internal.codec.StreamRefusedException.Treatment;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.CompressBody;
import io.memberlist.internal.wire.MalformedBodyException;
import io.memberlist.internal.wire.MessageType;
import io.memberlist.internal.wire.MessageWriter;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.StreamBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stream messages to bytes and back: type, body, compression, encryption frame, label (§8).
 * Thread-safe.
 *
 * <p>What no peer would accept is not encoded (D8): an {@link IllegalArgumentException} names the
 * size and the limit.
 */
public final class StreamCodec {

  /** An encrypted message above 60 % of what is accepted deserves a warning (§4.2.4). */
  public static final long LARGE_FRAME = 12_582_912;

  /** Plaintext of a stream message (§18.3). */
  static final int MAX_PLAIN = 40 * 1024 * 1024;

  /** {@code compress.Buf} of a stream message (§18.3), and room for what is around it. */
  private static final int MAX_COMPRESSED = 64 * 1024 * 1024 + 1024;

  private static final int MAX_ERROR_BYTES = 200;

  private final Supplier<CodecSettings> settings;
  private final NonceSource nonces;
  private final LongConsumer frameSizes;

  /**
   * Settings are asked anew for each message.
   *
   * @param frameSizes is told the announced length of each encrypted frame, before the limit check
   *     (size.remote)
   */
  public StreamCodec(
      Supplier<CodecSettings> settings, NonceSource nonces, LongConsumer frameSizes) {
    this.settings = settings;
    this.nonces = nonces;
    this.frameSizes = frameSizes;
  }

  /** What a dialling side writes first; empty without a label (§4.1). */
  public byte[] labelHeader() {
    return LabelLayer.header(settings.get().label());
  }

  /**
   * A push/pull message as it goes on the wire (compressed, encrypted).
   *
   * @throws IllegalArgumentException if no peer would accept that many records, that much user
   *     state or so large a message
   */
  public byte[] encodePushPull(
      boolean join, List<PushNodeState> nodes, byte @Nullable [] userState) {
    check("records of a state exchange", nodes.size(), StreamBodyReader.MAX_NODES);
    check(
        "bytes of user state",
        userState == null ? 0 : userState.length,
        StreamBodyReader.MAX_USER_BYTES);
    return encode(new MessageWriter().encodePushPull(join, nodes, userState));
  }

  /**
   * A user message as it goes on the wire.
   *
   * @throws IllegalArgumentException above 20 MiB, or if too much remains of it for an encrypted
   *     frame
   */
  public byte[] encodeUser(byte[] payload) {
    check("bytes of a user message", payload.length, StreamBodyReader.MAX_USER_BYTES);
    return encode(new MessageWriter().encodeStreamUser(payload));
  }

  /** A stream ping as it goes on the wire. */
  public byte[] encodePing(Ping ping) {
    return encode(new MessageWriter().encode(ping));
  }

  /** The answer to a stream ping as it goes on the wire. */
  public byte[] encodeAck(Ack ack) {
    return encode(new MessageWriter().encode(ack));
  }

  /** An err message as it goes on the wire; the text is cut to 200 bytes. */
  public byte[] encodeError(String text) {
    return encode(new MessageWriter().encodeError(cut(text)));
  }

  /**
   * Accepting side: removes and checks the label (§8.1 steps 3-5), then reads the frame (step 6).
   *
   * @throws StreamRefusedException what to do about it
   * @throws IOException of the stream itself, time-outs included
   */
  public InboundFrame accept(InputStream in) throws IOException {
    var current = settings.get();
    InputStream rest;
    try {
      var labelled = LabelLayer.decode(notEmpty(in));
      LabelLayer.check(
          labelled.label(), LabelLayer.bytes(current.label()), current.skipInboundLabelCheck());
      rest = labelled.rest();
    } catch (MalformedMessageException e) {
      throw StreamRefusedException.of(Treatment.CLOSE, e);
    }
    return frame(rest, current);
  }

  /** Who only looks whether the port is open lacks no label. */
  private static InputStream notEmpty(InputStream in) throws IOException {
    var first = new PushbackInputStream(in, 1);
    int octet = first.read();
    if (octet < 0) {
      throw ended();
    }
    first.unread(octet);
    return first;
  }

  private static StreamRefusedException ended() {
    return new StreamRefusedException(
        Treatment.SILENT, Refusal.END_OF_STREAM, "the stream ended before a message");
  }

  /** Dialling side: reads the answer's frame (§8.2); there is no label. */
  public InboundFrame readAnswer(InputStream in) throws IOException {
    return frame(in, settings.get());
  }

  /** §8.7, with the shorter form if there is a choice (D30). */
  private byte[] encode(byte[] message) {
    var current = settings.get();
    check("bytes of a stream message", message.length, MAX_PLAIN);
    Buf content = Buf.of(message);
    if (current.compress()) {
      byte[] wrapped = new byte[message.length];
      int length = new CompressionLayer().shrink(content, wrapped, 0);
      content = length == CompressionLayer.TOO_LONG ? content : new Buf(wrapped, 0, length);
    }
    Keyring keyring = current.keyring();
    if (keyring == null || keyring.size() == 0 || !current.verifyOutgoing()) {
      return content.length() == content.array().length ? content.array() : content.toArray();
    }
    check(
        "bytes of an encrypted stream message",
        CryptoLayer.sealedLength(current.encryptionVersion(), content.length()),
        StreamFrame.MAX_SEALED);
    byte[] nonce = new byte[CryptoLayer.NONCE];
    nonces.next(nonce);
    return StreamFrame.seal(
        keyring.snapshot(),
        current.encryptionVersion(),
        nonce,
        content,
        LabelLayer.bytes(current.label()));
  }

  /** §8.2. */
  private InboundFrame frame(InputStream in, CodecSettings current) throws IOException {
    int type = in.read();
    if (type < 0) {
      throw ended();
    }
    if (type == MessageType.ENCRYPT) {
      return framed(in, current);
    }
    if (current.encryptionEnabled() && current.verifyIncoming()) {
      throw new StreamRefusedException(
          Treatment.REPLY,
          Refusal.PLAINTEXT_BUT_KEY,
          "encryption is configured but the message is not encrypted");
    }
    if (type == MessageType.COMPRESS) {
      var bounded = new BoundedInput(in, MAX_COMPRESSED, Treatment.REPLY);
      return InboundFrame.of(decompressed(new StreamBodyReader(bounded)));
    }
    var bounded = new BoundedInput(in, MAX_PLAIN - 1L, Treatment.CLOSE);
    return InboundFrame.of(type, new StreamBodyReader(bounded));
  }

  private InboundFrame framed(InputStream in, CodecSettings current) throws IOException {
    Keyring keyring = current.keyring();
    if (keyring == null || keyring.size() == 0) {
      throw new StreamRefusedException(
          Treatment.REPLY,
          Refusal.ENCRYPTED_BUT_NO_KEY,
          "the message is encrypted but no key is configured");
    }
    Buf plain;
    try {
      Buf sealed = StreamFrame.read(in, frameSizes);
      plain =
          StreamFrame.open(keyring.snapshot(), sealed, LabelLayer.bytes(current.label())).plain();
    } catch (MalformedMessageException e) {
      throw StreamRefusedException.of(Treatment.REPLY, e);
    }
    if (plain.u8(0) != MessageType.COMPRESS) {
      return InboundFrame.of(plain);
    }
    return InboundFrame.of(
        decompressed(new StreamBodyReader(plain.array(), plain.offset() + 1, plain.length() - 1)));
  }

  /** Step 3 of §8.2. That the record is cut short is no more than a peer that went away. */
  private static Buf decompressed(StreamBodyReader source) throws IOException {
    byte[] message;
    try {
      CompressBody wrapper = source.compress();
      message = new CompressionLayer().decode(wrapper, CompressionLayer.MAX_OUTPUT);
    } catch (MalformedBodyException e) {
      throw e.endOfInput()
          ? new StreamRefusedException(
              Treatment.SILENT, Refusal.END_OF_STREAM, "the stream ended inside a message")
          : new StreamRefusedException(
              Treatment.REPLY, Refusal.STREAM_REFUSED, "compression wrapper: " + e.getMessage());
    } catch (MalformedMessageException e) {
      Refusal refusal =
          e.refusal() == Refusal.DECOMPRESS_FAILED ? Refusal.STREAM_REFUSED : e.refusal();
      throw new StreamRefusedException(Treatment.REPLY, refusal, e.getMessage());
    }
    if (message.length == 0) {
      throw new StreamRefusedException(
          Treatment.REPLY, Refusal.STREAM_REFUSED, "the decompressed message is empty");
    }
    return Buf.of(message);
  }

  private static void check(String what, long value, long limit) {
    if (value > limit) {
      throw new IllegalArgumentException(
          value + " " + what + " are more than any member accepts; the limit is " + limit);
    }
  }

  private static String cut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int end = Math.min(bytes.length, MAX_ERROR_BYTES);
    while (end > 0 && end < bytes.length && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
