package io.memberlist.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.broadcast.TransmitOrder.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TransmitOrderTest {

  private static final Comparator<Item> ORDER =
      Comparator.<Item>comparingInt(item -> item.transmits)
          .thenComparing(item -> -item.length())
          .thenComparing(item -> -item.key);

  private record Bytes(byte[] message) implements Broadcast {
    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public void finished() {}
  }

  private static Item item(int length, int transmits, long id) {
    var item = new Item(new Bytes(new byte[length]), id);
    item.transmits = transmits;
    return item;
  }

  /** The rule of §12.1, word by word. */
  private static List<Item> expected(List<Item> waiting, int overhead, int limit) {
    var taken = new ArrayList<Item>();
    int free = limit;
    for (var item : waiting.stream().sorted(ORDER).toList()) {
      if (item.length() + overhead <= free) {
        taken.add(item);
        free -= item.length() + overhead;
      }
    }
    return taken;
  }

  @Test
  void takesFewestTransmissionsFirstThenTheLongestThatFitsThenTheNewest() {
    for (long seed = 1; seed <= 300; seed++) {
      var random = new Random(seed);
      var order = new TransmitOrder();
      var waiting = new ArrayList<Item>();
      for (long step = 0; step < 60; step++) {
        switch (random.nextInt(4)) {
          case 0 -> {
            if (!waiting.isEmpty()) {
              var gone = waiting.remove(random.nextInt(waiting.size()));
              assertThat(order.remove(gone)).isTrue();
              assertThat(order.remove(gone)).as("seed %d, again", seed).isFalse();
            }
          }
          case 1 -> {
            int overhead = 1 + random.nextInt(3);
            int limit = random.nextInt(120);
            var taken = order.take(overhead, limit);
            assertThat(taken)
                .as("seed %d, step %d", seed, step)
                .containsExactlyElementsOf(expected(waiting, overhead, limit));
            waiting.removeAll(taken);
            if (random.nextBoolean()) {
              putBack(taken, order);
              waiting.addAll(taken);
            }
          }
          default -> {
            var added = item(1 + random.nextInt(30), random.nextInt(5), step);
            order.add(added);
            waiting.add(added);
          }
        }
        assertThat(order.size()).isEqualTo(waiting.size());
        assertThat(order.bytes()).isEqualTo(waiting.stream().mapToLong(Item::length).sum());
        assertThat(order.all()).containsExactlyElementsOf(waiting.stream().sorted(ORDER).toList());
        assertThat(order.last()).isEqualTo(waiting.stream().max(ORDER).orElse(null));
      }
    }
  }

  /** What was sent equally often goes back together. */
  private static void putBack(List<Item> taken, TransmitOrder order) {
    taken.stream()
        .collect(Collectors.groupingBy(item -> item.transmits))
        .values()
        .forEach(
            run -> {
              run.forEach(item -> item.transmits++);
              order.addAll(run, 0, run.size());
            });
  }

  @Test
  void whatIsLongerThanAnyPacketWaitsBehindNobody() {
    var order = new TransmitOrder();
    order.add(item(3_000_000, 0, 1));
    order.add(item(600_000, 0, 2));
    order.add(item(10, 0, 3));

    assertThat(order.take(2, 1_000_000))
        .extracting(item -> item.length())
        .containsExactly(600_000, 10);
    assertThat(order.size()).isEqualTo(1);
  }

  @Test
  void manyGoInAndOut() {
    var order = new TransmitOrder();
    for (long id = 0; id < 10_000; id++) {
      order.add(item((int) (id * 31 % 97), 0, id));
    }

    var taken = order.take(2, Integer.MAX_VALUE);

    assertThat(taken).hasSize(10_000).isSortedAccordingTo(ORDER);
    assertThat(order.size()).isZero();
    assertThat(order.last()).isNull();
  }
}
