package io.memberlist.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReadBeforeTest {

  private static final int PLACES = 16;

  private final MessageWriter writer = new MessageWriter();
  private final MessageReader reader = new MessageReader(new ReadBefore(PLACES, PLACES));

  private Message read(byte[] message) {
    var padded = new byte[message.length + 5];
    System.arraycopy(message, 0, padded, 3, message.length);
    return reader.read(message[0], padded, 4, message.length - 1);
  }

  private static Alive alive(int incarnation, int metaLength) {
    var address = new NodeAddress(new byte[] {10, 0, 0, 7}, 7946);
    var meta = new byte[metaLength];
    Arrays.fill(meta, (byte) incarnation);
    return new Alive(incarnation, "node-7", address, meta, new byte[] {1, 5, 2, 2, 5, 4});
  }

  @Test
  void aRumourThatComesAgainIsTheSameRecord() {
    var first = read(writer.encode(alive(3, 8)));

    assertThat(read(writer.encode(alive(3, 8)))).isSameAs(first);
    assertThat(first).usingRecursiveComparison().isEqualTo(alive(3, 8));
  }

  @Test
  void anotherTypeWithTheSameBodyIsAnotherRumour() {
    var suspect = new Suspect(7, "node-7", "node-1");
    var dead = new Dead(7, "node-7", "node-1");

    for (int i = 0; i < 2; i++) {
      assertThat(read(writer.encode(suspect))).isEqualTo(suspect);
      assertThat(read(writer.encode(dead))).isEqualTo(dead);
    }
  }

  @Test
  void whatDoesNotFitAnyMoreIsReadAnew() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      var rumour = alive(1 + random.nextInt(4 * PLACES), random.nextInt(20));

      assertThat(read(writer.encode(rumour))).usingRecursiveComparison().isEqualTo(rumour);
    }
  }

  @Test
  void whatIsMalformedIsRefusedEachTime() {
    var cut = Arrays.copyOf(writer.encode(alive(3, 8)), 30);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> read(cut)).isInstanceOf(MalformedBodyException.class);
    }
  }

  @Test
  void longOnesAreNotKept() {
    var message = writer.encode(alive(3, RecentRumours.LONGEST));

    assertThat(read(message)).isNotSameAs(read(message));
  }
}
