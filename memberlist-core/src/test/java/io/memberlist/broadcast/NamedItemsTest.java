package io.memberlist.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.broadcast.TransmitOrder.Item;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamedItemsTest {

  private record Named(String name) implements NamedBroadcast {
    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public byte[] message() {
      return new byte[1];
    }

    @Override
    public void finished() {}
  }

  /** Names of which many have the same hash. */
  private static String name(int number) {
    return (number % 3 == 0 ? "Aa" : "BB") + (number % 2 == 0 ? "Aa" : "BB") + number / 6;
  }

  @Test
  void behavesLikeAMap() {
    for (long seed = 1; seed <= 20; seed++) {
      var random = new Random(seed);
      var items = new NamedItems();
      var expected = new HashMap<String, Item>();
      for (int step = 0; step < 3_000; step++) {
        var name = name(random.nextInt(step < 2_000 ? 600 : 30));
        var there = items.get(name);
        assertThat(there).as("seed %d, step %d", seed, step).isSameAs(expected.get(name));
        if (there != null && random.nextInt(3) > 0) {
          items.remove(there);
          items.remove(there);
          expected.remove(name);
        } else if (there == null) {
          var item = new Item(new Named(name), step);
          items.add(item);
          expected.put(name, item);
        }
      }
      for (var item : expected.values()) {
        items.remove(item);
      }
      assertThat(items.get(name(1))).as("seed %d", seed).isNull();
    }
  }
}
