package io.memberlist.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageType;
import io.memberlist.internal.wire.MessageWriter;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Suspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentMessagesTest {

  private static final CodecSettings PLAIN =
      new CodecSettings("", false, null, true, true, true, 1);

  private final RecentMessages recent = new RecentMessages();
  private final RecordingSink sink = new RecordingSink();
  private final PacketDecoder decoder = new PacketDecoder(() -> PLAIN);

  private static Alive alive(int incarnation, String node) {
    var address = new NodeAddress(new byte[] {10, 0, 0, 1}, 7946);
    return new Alive(incarnation, node, address, null, new byte[] {1, 5, 5, 2, 5, 4});
  }

  private static byte[] encoded(Message message) {
    return new MessageWriter().encode(message);
  }

  private List<Message> decoded(byte[]... packets) {
    for (var packet : packets) {
      decoder.decode(packet, 0, packet.length, sink);
    }
    return sink.messages;
  }

  @Test
  void theSameBytesAreReadOnce() {
    var messages = decoded(encoded(alive(1, "b")), encoded(alive(1, "b")));

    assertThat(messages).hasSize(2);
    assertThat(messages.get(1)).isSameAs(messages.get(0));
    assertThat(((Alive) messages.get(0)).node()).isEqualTo("b");
  }

  @Test
  void everyByteCounts() {
    var packet = encoded(alive(1, "b"));
    decoded(packet);
    for (int i = 1; i < packet.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        var other = packet.clone();
        other[i] ^= (byte) (1 << bit);
        var actual = new RecordingSink();
        decoder.decode(other, 0, other.length, actual);
        var expected = RecordingSink.decode(PLAIN, other);
        assertThat(actual.refusals).isEqualTo(expected.refusals);
        assertThat(written(actual)).as("byte %d, bit %d", i, bit).isEqualTo(written(expected));
      }
    }
  }

  private static List<String> written(RecordingSink sink) {
    return sink.messages.stream().map(message -> Hex.hex(encoded(message))).toList();
  }

  @Test
  void aRefusedMessageIsRefusedEachTime() {
    byte[] malformed = {MessageType.ALIVE, (byte) 0x81};

    assertThat(decoded(malformed, malformed)).isEmpty();
    assertThat(sink.refusals).hasSize(2);
  }

  @Test
  void findsWhatWasAddedAmongManyOrNothing() {
    var random = new Random(1);
    var added = new ArrayList<byte[]>();
    for (int i = 0; i < 2000; i++) {
      Message message =
          random.nextBoolean() ? alive(i, "node-" + i) : new Suspect(i, "node-" + i, "accuser");
      var bytes = Buf.of(encoded(message));
      assertThat(recent.find(bytes)).isNull();
      recent.add(bytes, message);
      assertThat(recent.find(bytes)).isSameAs(message);
      added.add(bytes.toArray());
    }
    long known = added.stream().filter(bytes -> recent.find(Buf.of(bytes)) != null).count();
    assertThat(known).isBetween(1L, 256L);
  }

  @Test
  void onlyShortRumoursAreRemembered() {
    assertThat(RecentMessages.remembers(MessageType.ALIVE, 256)).isTrue();
    assertThat(RecentMessages.remembers(MessageType.ALIVE, 257)).isFalse();
    assertThat(RecentMessages.remembers(MessageType.PING, 50)).isFalse();
    assertThat(RecentMessages.remembers(MessageType.USER, 50)).isFalse();
  }
}
