package io.memberlist.internal.codec;

import io.memberlist.internal.wire.CompressBody;
import io.memberlist.internal.wire.MalformedBodyException;
import io.memberlist.internal.wire.MessageReader;
import io.memberlist.internal.wire.MessageType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The layers that packets and streams have in common, taken apart for {@link Inspection}. Used for
 * one input.
 */
final class LayerInspector {

  private static final int LABEL_HEADER = 2;
  private static final int NO_FRAME = -1;

  private final InspectorSettings settings;
  private final Inspection.Builder found;
  private final CompressionLayer compression = new CompressionLayer();
  private final MessageReader reader = new MessageReader();
  private final byte[] ownLabel;
  private byte[] effectiveLabel;
  private int budget = CompressionLayer.MAX_OUTPUT;
  private int depth;

  LayerInspector(InspectorSettings settings, Inspection.Builder found) {
    this.settings = settings;
    this.found = found;
    ownLabel = LabelLayer.bytes(settings.label());
    effectiveLabel = ownLabel;
  }

  /** Layers met so far. */
  int depth() {
    return depth;
  }

  void entered() {
    depth++;
  }

  void left() {
    depth--;
  }

  /**
   * Behind the label header, or null if the header is cut short. A missing or wrong label is a
   * problem, but no obstacle.
   */
  @Nullable Buf label(Buf input) {
    if (input.isEmpty() || input.u8(0) != MessageType.LABEL) {
      check(null);
      return input;
    }
    int size = input.length() < LABEL_HEADER ? -1 : input.u8(1);
    if (size < 0 || input.length() < LABEL_HEADER + size) {
      found.problem(
          Refusal.LABEL_HEADER_MALFORMED, input.offset(), "the label header is truncated");
      return null;
    }
    byte[] label = input.slice(LABEL_HEADER, size).toArray();
    var content = found.layer("label", depth++, input.slice(0, LABEL_HEADER + size));
    content.put("label", new String(label, StandardCharsets.UTF_8));
    content.put("bytes", LABEL_HEADER + size);
    if (size == 0) {
      found.problem(
          Refusal.LABEL_HEADER_MALFORMED, input.offset() + 1L, "the label header is empty");
    } else {
      check(label);
      effectiveLabel = label;
    }
    return input.skip(LABEL_HEADER + size);
  }

  private void check(byte @Nullable [] label) {
    try {
      LabelLayer.check(label, ownLabel, false);
    } catch (MalformedMessageException e) {
      found.problem(e);
    }
  }

  /** Plaintext of a packet, or null if no key fits. */
  @Nullable Buf decryptedPacket(Buf sealed) {
    return decrypted(sealed, effectiveLabel, sealed, NO_FRAME);
  }

  /** Plaintext of a stream frame, or null if no key fits. */
  @Nullable Buf decryptedFrame(Buf frame, Buf sealed) {
    return decrypted(
        sealed, StreamFrame.associated(sealed.length(), effectiveLabel), frame, sealed.length());
  }

  private @Nullable Buf decrypted(Buf sealed, byte[] associated, Buf whole, int frameLength) {
    CryptoLayer.Opened opened;
    try {
      opened = new CryptoLayer().open(settings.keyring().snapshot(), sealed, associated);
    } catch (MalformedMessageException e) {
      found.problem(e);
      return null;
    }
    var content = found.layer("encrypt", depth++, whole);
    content.put("version", sealed.u8(0));
    content.put("nonce", Shown.hex(sealed.slice(1, CryptoLayer.NONCE)));
    content.put("key", opened.key());
    content.put("ad", Shown.hex(Buf.of(associated)));
    if (frameLength != NO_FRAME) {
      content.put("frameLength", frameLength);
    }
    content.put("plain", Shown.bytes(opened.plain()));
    return opened.plain();
  }

  /**
   * What is inside a compression wrapper, or null if it cannot be undone. An unknown algorithm is a
   * problem, but LZW is tried all the same.
   *
   * @param failed class of the refusal on this carrier
   */
  @Nullable Buf decompressed(Buf message, Refusal failed) {
    CompressBody wrapper;
    try {
      wrapper = reader.readCompress(message.array(), message.offset() + 1, message.length() - 1);
    } catch (MalformedBodyException e) {
      found.problem(failed, message.offset() + 1 + e.offset(), e.getMessage());
      return null;
    }
    byte[] data = wrapper.data();
    var content = found.layer("compress", depth++, message);
    content.put("algo", wrapper.algorithm());
    content.put("compressedLength", data == null ? 0 : data.length);
    if (wrapper.algorithm() != CompressBody.LZW) {
      found.problem(
          failed, message.offset(), "compression algorithm " + wrapper.algorithm() + " is unknown");
    }
    try {
      byte[] plain = compression.decode(new CompressBody(CompressBody.LZW, data), budget);
      content.put("length", plain.length);
      content.put("plain", Shown.bytes(Buf.of(plain)));
      return Buf.of(plain);
    } catch (MalformedMessageException e) {
      found.problem(
          e.refusal() == Refusal.DECOMPRESS_FAILED ? failed : e.refusal(),
          message.offset(),
          e.getMessage());
      return null;
    } finally {
      budget -= compression.produced();
    }
  }
}
