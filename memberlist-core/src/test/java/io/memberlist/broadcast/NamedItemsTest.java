package io.memberlist.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.broadcast.TransmitOrder.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class NamedItemsTest {

  private record Named(String text, AtomicInteger asked) implements NamedBroadcast {

    @Override
    public String name() {
      asked.incrementAndGet();
      return text;
    }

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

  /** One of 1,024 names that all have the same hash. */
  private static String sameHash(int number) {
    var name = new StringBuilder();
    for (int bit = 0; bit < 10; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  private static Item item(String name, AtomicInteger asked, long id) {
    return new Item(new Named(name, asked), id);
  }

  @Test
  void behavesLikeAMap() {
    behavesLikeAMap(NamedItemsTest::name);
  }

  @Test
  void behavesLikeAMapOfNamesOfTheSameHash() {
    behavesLikeAMap(NamedItemsTest::sameHash);
  }

  @Test
  void namesOfTheSameHashAreNotComparedWithAllOthers() {
    var asked = new AtomicInteger();
    var added = new ArrayList<Item>();
    var items = new NamedItems();
    for (int i = 0; i < 1_024; i++) {
      assertThat(items.get(sameHash(i))).isNull();
      added.add(item(sameHash(i), asked, i));
      items.add(added.get(i));
    }

    asked.set(0);
    for (int i = 0; i < 1_024; i++) {
      assertThat(items.get(sameHash(i))).isSameAs(added.get(i));
    }

    assertThat(asked.get()).isLessThan(32 * 1_024);
  }

  private static void behavesLikeAMap(IntFunction<String> names) {
    for (long seed = 1; seed <= 20; seed++) {
      var random = new Random(seed);
      var items = new NamedItems();
      var expected = new HashMap<String, Item>();
      for (int step = 0; step < 3_000; step++) {
        var name = names.apply(random.nextInt(step < 2_000 ? 600 : 30));
        var there = items.get(name);
        assertThat(there).as("seed %d, step %d", seed, step).isSameAs(expected.get(name));
        if (there != null && random.nextInt(3) > 0) {
          items.remove(there);
          items.remove(there);
          expected.remove(name);
        } else if (there == null) {
          var item = item(name, new AtomicInteger(), step);
          items.add(item);
          expected.put(name, item);
        }
      }
      for (var item : expected.values()) {
        items.remove(item);
      }
      assertThat(items.get(names.apply(1))).as("seed %d", seed).isNull();
    }
  }
}
