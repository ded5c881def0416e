package io.memberlist.internal.codec;

import io.memberlist.internal.wire.BodyTree;
import io.memberlist.internal.wire.MalformedBodyException;
import io.memberlist.internal.wire.MessageReader;
import io.memberlist.internal.wire.MessageType;
import java.util.ArrayList;
import java.util.function.Consumer;

/**
 * Takes a packet apart for people: every layer and message, also those a member would refuse, and
 * what it would refuse. Never throws for anything a packet contains.
 */
public final class PacketInspector {

  private final InspectorSettings settings;

  public PacketInspector(InspectorSettings settings) {
    this.settings = settings;
  }

  /** Looks at one packet. */
  public Inspection inspect(byte[] packet) {
    return new Run().inspect(packet);
  }

  /** One packet. */
  private final class Run {

    private final Inspection.Builder found = new Inspection.Builder();
    private final LayerInspector layers = new LayerInspector(settings, found);
    private final MessageReader reader = new MessageReader();
    private int wrappers;

    Inspection inspect(byte[] packet) {
      Buf rest = layers.label(Buf.of(packet));
      if (rest != null) {
        dispatch(crc(decrypted(rest)));
      }
      return found.build();
    }

    /** What no key fits is shown as plaintext, because that is what it often turns out to be. */
    private Buf decrypted(Buf packet) {
      if (!settings.encrypted()) {
        return packet;
      }
      Buf plain = layers.decryptedPacket(packet);
      return plain == null ? packet : plain;
    }

    private Buf crc(Buf packet) {
      if (!CrcLayer.isPresent(packet)) {
        return packet;
      }
      boolean matches = CrcLayer.matches(packet);
      var content = found.layer("crc", layers.depth(), packet);
      layers.entered();
      content.put("crc", Shown.hex(CrcLayer.announced(packet)));
      content.put("ok", matches);
      if (!matches) {
        found.problem(Refusal.BAD_CRC, packet.offset(), "the checksum does not match");
      }
      return packet.skip(CrcLayer.HEADER);
    }

    private void dispatch(Buf message) {
      if (message.isEmpty()) {
        found.problem(Refusal.EMPTY_MESSAGE, message.offset(), "missing type byte");
        return;
      }
      switch (message.u8(0)) {
        case MessageType.COMPOUND -> wrapper(message, this::compound);
        case MessageType.COMPRESS -> wrapper(message, this::compressed);
        case MessageType.USER -> user(message);
        default -> record(message);
      }
    }

    private void wrapper(Buf message, Consumer<Buf> content) {
      if (wrappers == PacketDecoder.MAX_LAYERS) {
        found.problem(
            Refusal.NESTED_TOO_DEEPLY, message.offset(), "more than " + wrappers + " layers");
        return;
      }
      wrappers++;
      content.accept(message);
      wrappers--;
    }

    private void compound(Buf message) {
      CompoundLayer.Parts parts;
      try {
        parts = CompoundLayer.decode(message.skip(1));
      } catch (MalformedMessageException e) {
        found.problem(e);
        return;
      }
      var content = found.layer("compound", layers.depth(), message);
      var lengths = new ArrayList<Integer>();
      for (int i = 0; i < parts.announced(); i++) {
        lengths.add(message.u16(CompoundLayer.HEADER + CompoundLayer.LENGTH * i));
      }
      content.put("parts", parts.announced());
      content.put("lengths", lengths);
      layers.entered();
      parts.parts().forEach(this::dispatch);
      layers.left();
      if (parts.missing() > 0) {
        found.problem(
            Refusal.COMPOUND_TRUNCATED,
            message.offset() + message.length(),
            parts.missing() + " parts are missing");
      }
    }

    private void compressed(Buf message) {
      int depth = layers.depth();
      Buf inner = layers.decompressed(message, Refusal.DECOMPRESS_FAILED);
      if (inner != null) {
        dispatch(inner);
      }
      while (layers.depth() > depth) {
        layers.left();
      }
    }

    private void user(Buf message) {
      Buf payload = message.skip(1);
      var content = found.message("user", layers.depth(), message);
      content.put("payload", Shown.bytes(payload));
      content.put("payloadLength", payload.length());
    }

    private void record(Buf message) {
      int type = message.u8(0);
      Buf body = message.skip(1);
      if (!MessageReader.isMessage(type)) {
        found.problem(
            Refusal.UNSUPPORTED_TYPE,
            message.offset(),
            "message type " + type + " is not supported in a packet");
      }
      try {
        var tree = new BodyTree(body.array(), body.offset(), body.length());
        var fields = tree.message(type);
        if (fields != null) {
          Records.show(
              found.message(Shown.type(type), layers.depth(), message),
              fields,
              body,
              tree.position());
        }
        if (MessageReader.isMessage(type)) {
          reader.read(type, body.array(), body.offset(), body.length());
        }
      } catch (MalformedBodyException e) {
        found.problem(Refusal.BODY_MALFORMED, body.offset() + e.offset(), e.getMessage());
      }
    }
  }
}
