package io.memberlist.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.wire.MessageType;
import io.memberlist.internal.wire.MessageWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What the library wrote is read, and written again byte for byte. */
class SentVectorsTest {

  private final MessageWriter writer = new MessageWriter();

  @TestFactory
  Stream<DynamicTest> packets() {
    return Stream.of("packets-sent", "packets-secured")
        .flatMap(Vectors::of)
        .map(vector -> DynamicTest.dynamicTest(Vectors.name(vector), () -> packet(vector)));
  }

  private void packet(JsonNode vector) {
    var config = VectorConfig.of(vector);

    var sink = RecordingSink.decode(config.settings(), Vectors.hex(vector));

    assertThat(sink.refusals).isEmpty();
    assertThat(sink.missing).isZero();
    assertThat(sink.messages).hasSize(vector.get("decoded").get("messages").size());
    var encoder = new PacketEncoder(config::settings, VectorConfig.nonce(vector));
    List<byte[]> messages = sink.messages.stream().map(writer::encode).toList();
    int length = encoder.encode(messages, VectorConfig.hasLayer(vector, "crc"));
    assertThat(Hex.hex(Arrays.copyOf(encoder.buffer(), length)))
        .isEqualTo(vector.get("hex").asString());
    assertThat(encoder.labelLength())
        .isEqualTo(VectorConfig.layer(vector, "label").path("bytes").asInt(0));
  }

  @TestFactory
  Stream<DynamicTest> streams() {
    return Vectors.of("streams-sent")
        .map(vector -> DynamicTest.dynamicTest(Vectors.name(vector), () -> stream(vector)));
  }

  private void stream(JsonNode vector) throws IOException {
    var config = VectorConfig.of(vector);
    var codec = new StreamCodec(config::settings, VectorConfig.nonce(vector), size -> {});
    boolean dialled = vector.get("direction").asString().equals("sent");
    var bytes = new ByteArrayInputStream(Vectors.hex(vector));

    var frame = dialled ? codec.accept(bytes) : codec.readAnswer(bytes);

    byte[] message = message(frame);
    var written = new ByteArrayOutputStream();
    if (dialled) {
      written.writeBytes(codec.labelHeader());
    }
    written.writeBytes(asTheLibraryDoes(message, vector, config));
    assertThat(Hex.hex(written.toByteArray())).isEqualTo(vector.get("hex").asString());
  }

  private byte[] message(InboundFrame frame) throws IOException {
    return switch (frame.type()) {
      case MessageType.PING -> writer.encode(frame.readPing());
      case MessageType.ACK -> writer.encode(frame.readAck());
      case MessageType.USER -> writer.encodeStreamUser(frame.readUser());
      case MessageType.ERROR -> writer.encodeError(frame.readError());
      default -> {
        var state = frame.readPushPull();
        yield writer.encodePushPull(state.join(), state.nodes(), state.userState());
      }
    };
  }

  /** Compressed even if that makes it longer, which ours do not (D30). */
  private static byte[] asTheLibraryDoes(byte[] message, JsonNode vector, VectorConfig config) {
    Buf content = Buf.of(message);
    if (VectorConfig.hasLayer(vector, "compress")) {
      byte[] target = new byte[100 + 2 * message.length];
      int length = new CompressionLayer().encode(content, target, 0, target.length);
      content = new Buf(target, 0, length);
    }
    if (!VectorConfig.hasLayer(vector, "encrypt")) {
      return content.toArray();
    }
    byte[] nonce = new byte[CryptoLayer.NONCE];
    VectorConfig.nonce(vector).next(nonce);
    return StreamFrame.seal(
        config.keyring().snapshot(),
        config.settings().encryptionVersion(),
        nonce,
        content,
        LabelLayer.bytes(config.settings().label()));
  }
}
