package io.memberlist.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import io.memberlist.Keyring;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageType;
import io.memberlist.internal.wire.MessageWriter;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.internal.wire.User;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random and damaged input with fixed seeds: nothing but the declared refusals, no memory that was
 * not paid for.
 */
class DecoderFuzzTest {

  private static final int ROUNDS = 12_000;

  /**
   * What one decoder may allocate for a packet of a few hundred bytes that does not decompress to
   * more.
   */
  private static final long MOST_ALLOCATED = 1 << 20;

  private static final Keyring RING =
      Keyring.of("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
  private static final CodecSettings PLAIN =
      new CodecSettings("", false, null, true, true, true, 1);
  private static final CodecSettings LENIENT =
      new CodecSettings("", false, RING, false, true, true, 1);

  private final Random random = new Random(5);

  @Test
  void whateverIsSentIsEitherAMessageOrARefusal() {
    var decoder = new PacketDecoder(() -> PLAIN);
    var lenient = new PacketDecoder(() -> LENIENT);
    var inspector = new PacketInspector(new InspectorSettings("", RING));
    List<byte[]> seeds = seeds("packets-sent", "packets-secured", "accepted", "rejected");
    int refused = 0;
    int decoded = 0;

    for (int round = 0; round < ROUNDS; round++) {
      byte[] packet = damaged(seeds);
      var sink = new RecordingSink();
      decoder.decode(packet, 0, packet.length, sink);
      lenient.decode(packet, 0, packet.length, new RecordingSink());
      if (round % 4 == 0) {
        inspector.inspect(packet).tree();
      }
      refused += sink.refusals.isEmpty() ? 0 : 1;
      decoded += sink.messages.isEmpty() ? 0 : 1;
    }

    assertThat(refused).isGreaterThan(ROUNDS / 10);
    assertThat(decoded).isGreaterThan(ROUNDS / 10);
  }

  @Test
  void whateverAStreamBringsIsReadOrRefused() {
    var codec = new StreamCodec(() -> PLAIN, NonceSource.secure(), size -> {});
    var inspector = new StreamInspector(new InspectorSettings("", Keyring.empty()));
    List<byte[]> seeds = seeds("streams-sent", "rejected-streams", "accepted");
    int refused = 0;

    for (int round = 0; round < ROUNDS / 3; round++) {
      byte[] stream = damaged(seeds);
      refused += isRefused(codec, stream) ? 1 : 0;
      inspector.inspect(stream).tree();
    }

    assertThat(refused).isBetween(ROUNDS / 30, ROUNDS / 3 - 1);
  }

  private static boolean isRefused(StreamCodec codec, byte[] stream) {
    try {
      var frame = codec.accept(new ByteArrayInputStream(stream));
      switch (frame.type()) {
        case MessageType.PING -> frame.readPing();
        case MessageType.ACK -> frame.readAck();
        case MessageType.USER -> frame.readUser();
        case MessageType.PUSH_PULL -> frame.readPushPull();
        case MessageType.ERROR -> frame.readError();
        default -> {}
      }
      return false;
    } catch (StreamRefusedException e) {
      return true;
    } catch (IOException e) {
      throw new AssertionError("neither message nor refusal", e);
    }
  }

  @Test
  void def_64_announcedNumbersAllocateNothing() {
    List<byte[]> hostile =
        Stream.of(
                "0081a44e6f6465db7ffffff061",
                "0081a44e6f6465c67ffffff061",
                "0081aa536f7572636541646472dd7ffffff001",
                "00df7ffffff0a16101",
                "00dd7ffffff005",
                "0081a3666f6fdd7ffffff001",
                "0081a3666f6fc97ffffff00100",
                "0982a4416c676f00a3427566db7ffffff000",
                "0cffffffff07ff")
            .map(Hex::hex)
            .toList();
    var decoder = new PacketDecoder(() -> PLAIN);
    var codec = new StreamCodec(() -> PLAIN, NonceSource.secure(), size -> {});

    assertThat(
            allocatedBy(
                () ->
                    hostile.forEach(
                        packet -> decoder.decode(packet, 0, packet.length, new RecordingSink()))))
        .isLessThan(MOST_ALLOCATED);
    for (String stream :
        List.of(
            "0681a54e6f646573d200100000",
            "0681ac5573657253746174654c656ed201400000",
            "0881aa557365724d73674c656ed201400000",
            "0881aa557365724d73674c656edb7ffffff0")) {
      assertThat(allocatedBy(() -> isRefused(codec, Hex.hex(stream)))).isLessThan(MOST_ALLOCATED);
    }
    var sealed = new StreamCodec(() -> LENIENT, NonceSource.secure(), size -> {});
    assertThat(allocatedBy(() -> isRefused(sealed, Hex.hex("0a01400000"))))
        .isLessThan(MOST_ALLOCATED);
  }

  private static long allocatedBy(Runnable action) {
    action.run(); // classes are loaded
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void decodingIsTheInverseOfEncoding() {
    var writer = new MessageWriter();
    var settings = new CodecSettings("label", false, RING, true, true, true, 0);
    var encoder = new PacketEncoder(() -> settings, random::nextBytes);
    for (int round = 0; round < 2000; round++) {
      List<Message> messages = Stream.generate(this::message).limit(1 + random.nextInt(5)).toList();

      int length =
          encoder.encode(messages.stream().map(writer::encode).toList(), random.nextBoolean());

      var sink = RecordingSink.decode(settings, Arrays.copyOf(encoder.buffer(), length));
      assertThat(sink.messages).usingRecursiveComparison().isEqualTo(messages);
      assertThat(sink.refusals).isEmpty();
    }
  }

  @Test
  void encodingTheSameTwiceGivesTheSameBytes() {
    var writer = new MessageWriter();
    for (int round = 0; round < 500; round++) {
      Message message = message();

      assertThat(writer.encode(message)).isEqualTo(new MessageWriter().encode(message));
    }
    assertThatCode(() -> writer.encode(new User(new byte[0]))).doesNotThrowAnyException();
  }

  private Message message() {
    return switch (random.nextInt(8)) {
      case 0 -> new Ping(random.nextInt(), text(), random.nextBoolean() ? address() : null, text());
      case 1 ->
          new IndirectPing(
              random.nextInt(), address(), text(), random.nextBoolean(), address(), text());
      case 2 -> new Ack(random.nextInt(), random.nextBoolean() ? bytes(300) : null);
      case 3 -> new Nack(random.nextInt());
      case 4 -> new Suspect(random.nextInt(), text(), text());
      case 5 -> new Dead(random.nextInt(), text(), text());
      case 6 ->
          new Alive(
              random.nextInt(),
              text(),
              address(),
              random.nextBoolean() ? bytes(600) : null,
              bytes(8));
      default -> new User(bytes(1000));
    };
  }

  private NodeAddress address() {
    byte[] ip = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(ip);
    return new NodeAddress(ip, random.nextInt(65536));
  }

  private String text() {
    return random
        .ints(random.nextInt(60), ' ', 0x2fff)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private byte[] bytes(int limit) {
    byte[] bytes = new byte[random.nextInt(limit)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static List<byte[]> seeds(String... files) {
    var seeds = new ArrayList<byte[]>();
    for (String file : files) {
      Vectors.of(file).map(Vectors::hex).filter(bytes -> bytes.length > 0).forEach(seeds::add);
    }
    return seeds;
  }

  /** Something real with a few bytes changed, cut or doubled; now and then something random. */
  private byte[] damaged(List<byte[]> seeds) {
    if (random.nextInt(10) == 0) {
      return bytes(100);
    }
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    if (random.nextInt(4) == 0) {
      bytes = Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
    }
    return bytes;
  }
}
