package io.memberlist.broadcast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts in the order of sending (§12.1): fewest transmissions first, among those the longest,
 * among those the newest. One sorted array for each number of transmissions: a packet takes a run
 * of neighbours from one array and merges it into the next, which costs far less than to search for
 * each in a tree. Not thread-safe.
 */
final class TransmitOrder {

  /** One broadcast that waits. */
  static final class Item {
    final Broadcast broadcast;
    final @Nullable String name;
    final int length;
    final long id;
    int transmits;

    Item(Broadcast broadcast, @Nullable String name, long id) {
      this.broadcast = broadcast;
      this.name = name;
      this.length = broadcast.message().length;
      this.id = id;
    }

    boolean plain() {
      return name == null && !(broadcast instanceof UniqueBroadcast);
    }

    private boolean before(int otherLength, long otherId) {
      return length == otherLength ? id > otherId : length > otherLength;
    }
  }

  /** Those sent equally often. */
  private static final class Tier {
    private static final int FEW = 8;
    private static final int MANY = 64;

    private Item[] items = new Item[FEW];
    private int size;

    /** Where an item of that length and number is or belongs. */
    int position(int length, long id) {
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = low + high >>> 1;
        if (items[middle].before(length, id)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    void add(Item item) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      int at = position(item.length, item.id);
      System.arraycopy(items, at, items, at + 1, size++ - at);
      items[at] = item;
    }

    boolean remove(Item item) {
      int at = position(item.length, item.id);
      if (at == size || items[at] != item) {
        return false;
      }
      cut(at, at + 1);
      return true;
    }

    /** Removes a range; gives back the room of a burst that is over. */
    void cut(int from, int to) {
      System.arraycopy(items, to, items, from, size - to);
      Arrays.fill(items, size - (to - from), size, null);
      size -= to - from;
      if (size == 0 && items.length > MANY) {
        items = new Item[FEW];
      }
    }
  }

  private final List<Tier> tiers = new ArrayList<>();
  private int size;
  private long bytes;

  int size() {
    return size;
  }

  /** Sum of the lengths of all messages. */
  long bytes() {
    return bytes;
  }

  /** The last in order, null if there is none. */
  @Nullable Item last() {
    for (int i = tiers.size() - 1; i >= 0; i--) {
      var tier = tiers.get(i);
      if (tier.size > 0) {
        return tier.items[tier.size - 1];
      }
    }
    return null;
  }

  void add(Item item) {
    while (tiers.size() <= item.transmits) {
      tiers.add(new Tier());
    }
    tiers.get(item.transmits).add(item);
    size++;
    bytes += item.length;
  }

  /** False if it is not there. */
  boolean remove(Item item) {
    if (!tiers.get(item.transmits).remove(item)) {
      return false;
    }
    size--;
    bytes -= item.length;
    return true;
  }

  /** All, in order. */
  List<Item> all() {
    var all = new ArrayList<Item>(size);
    for (var tier : tiers) {
      all.addAll(Arrays.asList(tier.items).subList(0, tier.size));
    }
    return all;
  }

  /**
   * Takes out what fits, in order, each the next that fits what is left.
   *
   * @param overhead bytes that each costs besides its own
   * @param limit the sum of (length + {@code overhead}) does not exceed it
   * @param taken gets each
   */
  void take(int overhead, int limit, Consumer<Item> taken) {
    int free = limit - overhead;
    for (int i = 0; i < tiers.size() && free > 0; i++) {
      free = take(tiers.get(i), overhead, free, taken);
    }
  }

  private int take(Tier tier, int overhead, int limit, Consumer<Item> taken) {
    int free = limit;
    int at = 0;
    while (at < tier.size && free > 0) {
      at = Math.max(at, tier.position(free, Long.MAX_VALUE));
      int from = at;
      while (at < tier.size && free > 0 && tier.items[at].length <= free) {
        var item = tier.items[at++];
        free -= overhead + item.length;
        size--;
        bytes -= item.length;
        taken.accept(item);
      }
      tier.cut(from, at);
      at = from;
    }
    return free;
  }
}
