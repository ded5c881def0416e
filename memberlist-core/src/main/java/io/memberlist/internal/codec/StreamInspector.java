package io.memberlist.internal.codec;

import io.memberlist.internal.wire.BodyTree;
import io.memberlist.internal.wire.MalformedBodyException;
import io.memberlist.internal.wire.MessageType;
import io.memberlist.internal.wire.StreamBodyReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes one direction of a stream apart for people, as {@link PacketInspector} does with packets.
 * Never throws for anything a stream contains.
 */
public final class StreamInspector {

  private final InspectorSettings settings;

  public StreamInspector(InspectorSettings settings) {
    this.settings = settings;
  }

  /**
   * Looks at everything that a dialling side wrote: it starts with a label header, if the cluster
   * has a label.
   */
  public Inspection inspect(byte[] stream) {
    return new Run().inspect(stream);
  }

  /** Looks at everything that an accepting side wrote, which never has a label header (§4.1). */
  public Inspection inspectAnswer(byte[] stream) {
    return new Run().behindLabel(Buf.of(stream));
  }

  /** One stream. */
  private final class Run {

    private final Inspection.Builder found = new Inspection.Builder();
    private final LayerInspector layers = new LayerInspector(settings, found);
    private int compressions;

    Inspection inspect(byte[] stream) {
      Buf rest = layers.label(Buf.of(stream));
      return rest == null ? found.build() : behindLabel(rest);
    }

    Inspection behindLabel(Buf rest) {
      if (rest.isEmpty()) {
        found.problem(Refusal.END_OF_STREAM, rest.offset(), "the stream ended before a message");
      } else {
        frame(rest);
      }
      return found.build();
    }

    private void frame(Buf message) {
      if (message.u8(0) == MessageType.ENCRYPT) {
        encrypted(message);
        return;
      }
      if (settings.encrypted()) {
        found.problem(
            Refusal.PLAINTEXT_BUT_KEY,
            message.offset(),
            "keys are given but the message is not encrypted");
      }
      message(message);
    }

    private void encrypted(Buf frame) {
      if (!settings.encrypted()) {
        found.problem(
            Refusal.ENCRYPTED_BUT_NO_KEY,
            frame.offset(),
            "the message is encrypted but no key is given");
        return;
      }
      long length = frame.length() < StreamFrame.HEADER ? -1 : Integer.toUnsignedLong(frame.u32(1));
      if (length > StreamFrame.MAX_SEALED) {
        found.problem(
            Refusal.FRAME_TOO_LARGE,
            frame.offset() + 1L,
            length + " bytes, the limit is " + StreamFrame.MAX_SEALED);
        return;
      }
      if (length < 0 || length > frame.length() - StreamFrame.HEADER) {
        found.problem(
            Refusal.END_OF_STREAM,
            frame.offset() + frame.length(),
            "the stream ended inside a frame");
        return;
      }
      Buf sealed = frame.slice(StreamFrame.HEADER, (int) length);
      Buf plain = layers.decryptedFrame(frame.slice(0, StreamFrame.HEADER + (int) length), sealed);
      if (plain != null && plain.isEmpty()) {
        found.problem(
            Refusal.PLAINTEXT_EMPTY, sealed.offset(), "nothing is encrypted in the message");
      } else if (plain != null) {
        message(plain);
      }
    }

    private void message(Buf message) {
      switch (message.u8(0)) {
        case MessageType.COMPRESS -> compressed(message);
        case MessageType.PUSH_PULL -> pushPull(message);
        case MessageType.USER -> user(message);
        default -> record(message);
      }
    }

    /** Members undo one wrapper; what is inside a second one is shown, but would be refused. */
    private void compressed(Buf message) {
      if (compressions > 0) {
        found.problem(
            Refusal.UNSUPPORTED_TYPE, message.offset(), "a compression wrapper inside another");
      }
      if (compressions == PacketDecoder.MAX_LAYERS) {
        return;
      }
      compressions++;
      Buf inner = layers.decompressed(message, Refusal.STREAM_REFUSED);
      if (inner != null && inner.isEmpty()) {
        found.problem(
            Refusal.STREAM_REFUSED, message.offset(), "the decompressed message is empty");
      } else if (inner != null) {
        message(inner);
      }
    }

    private void pushPull(Buf message) {
      Buf body = message.skip(1);
      var tree = new BodyTree(body.array(), body.offset(), body.length());
      var content = found.message("pushPull", layers.depth(), message);
      try {
        var header = tree.pushPullHeader();
        content.put("header", header);
        var nodes = new ArrayList<Map<String, @Nullable Object>>();
        content.put("nodes", nodes);
        long count = header.get("Nodes") instanceof Long number ? number : 0;
        for (long i = 0; i < count && count <= StreamBodyReader.MAX_NODES; i++) {
          nodes.add(tree.nodeState());
        }
        content.put("userState", Shown.bytes(body.skip(tree.position())));
      } catch (MalformedBodyException e) {
        found.problem(Refusal.PUSH_PULL_MALFORMED, body.offset() + e.offset(), e.getMessage());
      }
      check(message, body, InboundFrame::readPushPull);
    }

    private void user(Buf message) {
      Buf body = message.skip(1);
      var tree = new BodyTree(body.array(), body.offset(), body.length());
      var content = found.message("user", layers.depth(), message);
      try {
        content.put("header", tree.userHeader());
        content.put("payload", Shown.bytes(body.skip(tree.position())));
      } catch (MalformedBodyException e) {
        found.problem(Refusal.USER_MESSAGE_MALFORMED, body.offset() + e.offset(), e.getMessage());
      }
      check(message, body, InboundFrame::readUser);
    }

    private void record(Buf message) {
      int type = message.u8(0);
      Buf body = message.skip(1);
      boolean supported =
          type == MessageType.PING || type == MessageType.ACK || type == MessageType.ERROR;
      if (!supported) {
        found.problem(
            Refusal.UNSUPPORTED_TYPE,
            message.offset(),
            "message type " + type + " is not supported on a stream");
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
      } catch (MalformedBodyException e) {
        found.problem(Refusal.BODY_MALFORMED, body.offset() + e.offset(), e.getMessage());
      }
      switch (type) {
        case MessageType.PING -> check(message, body, InboundFrame::readPing);
        case MessageType.ACK -> check(message, body, InboundFrame::readAck);
        case MessageType.ERROR -> check(message, body, InboundFrame::readError);
        default -> {}
      }
    }

    private interface Reading {
      Object read(InboundFrame frame) throws IOException;
    }

    /** What a member would say to it. */
    private void check(Buf message, Buf body, Reading reading) {
      try {
        reading.read(InboundFrame.of(message));
      } catch (StreamRefusedException e) {
        found.problem(e.refusal(), body.offset(), e.getMessage());
      } catch (IOException e) {
        throw new IllegalStateException("an array cannot fail", e);
      }
    }
  }
}
