package io.memberlist.broadcast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts in the order of sending (§12.1): fewest transmissions first, among those the longest,
 * among those the newest. One sorted array for each number of transmissions: a packet takes a run
 * of neighbours from one array and merges it into the next, which costs far less than to search for
 * each in a tree. Not thread-safe.
 */
final class TransmitOrder {

  /** One broadcast that waits. Small, since there may be one for each member at each member. */
  static final class Item {
    final Broadcast broadcast;
    final long key;
    int transmits;

    /** For {@link NamedItems}. */
    @Nullable Item next;

    Item(Broadcast broadcast, long id) {
      this.broadcast = broadcast;
      this.key = key(broadcast.message().length, id);
    }

    int length() {
      int length = (int) (key >>> ID_BITS);
      return length < LONGEST ? length : broadcast.message().length;
    }
  }

  /** Those sent equally often, by descending key. */
  private static final class Tier {
    private static final int FEW = 8;
    private static final int MANY = 64;

    private Item[] items = new Item[FEW];

    /** Those of the items, beside one another: searching would have to fetch each item else. */
    private long[] keys = new long[FEW];

    private int size;

    /** Where an item of that key is or belongs, among the first ones. */
    int position(long key, int among) {
      int low = 0;
      int high = among;
      while (low < high) {
        int middle = low + high >>> 1;
        if (keys[middle] > key) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /** Adds items that are in order; each of those that are here is moved once. */
    void merge(List<Item> added, int from, int to) {
      int rest = size;
      size += to - from;
      if (size > items.length) {
        int room = Math.max(size, 2 * items.length);
        items = Arrays.copyOf(items, room);
        keys = Arrays.copyOf(keys, room);
      }
      for (int left = to - from; left > 0; left--) {
        var item = added.get(from + left - 1);
        int at = position(item.key, rest);
        move(at, at + left, rest - at);
        items[at + left - 1] = item;
        keys[at + left - 1] = item.key;
        rest = at;
      }
    }

    boolean remove(Item item) {
      int at = position(item.key, size);
      if (at == size || items[at] != item) {
        return false;
      }
      cut(at, at + 1);
      return true;
    }

    /** Removes a range; gives back the room of a burst that is over. */
    void cut(int from, int to) {
      move(to, from, size - to);
      Arrays.fill(items, size - (to - from), size, null);
      size -= to - from;
      if (size == 0 && items.length > MANY) {
        items = new Item[FEW];
        keys = new long[FEW];
      }
    }

    int length(int at) {
      int length = (int) (keys[at] >>> ID_BITS);
      return length < LONGEST ? length : items[at].length();
    }

    private void move(int from, int to, int count) {
      System.arraycopy(items, from, items, to, count);
      System.arraycopy(keys, from, keys, to, count);
    }
  }

  /** Messages of this length and more, which no packet has room for, count as equally long. */
  private static final int LONGEST = (1 << 19) - 1;

  /** Broadcasts in a packet, about. */
  private static final int USUAL = 24;

  private static final int ID_BITS = 44;
  private static final long NEWEST = (1L << ID_BITS) - 1;

  private final List<Tier> tiers = new ArrayList<>();
  private int size;
  private long bytes;

  private static long key(int length, long id) {
    return (long) Math.min(length, LONGEST) << ID_BITS | id;
  }

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
    addAll(List.of(item), 0, 1);
  }

  /**
   * Adds items sent equally often, in the order in which {@link #take} gives them.
   *
   * @param from first of them in the list
   * @param to behind the last
   */
  void addAll(List<Item> added, int from, int to) {
    int transmits = added.get(from).transmits;
    while (tiers.size() <= transmits) {
      tiers.add(new Tier());
    }
    tiers.get(transmits).merge(added, from, to);
    size += to - from;
    for (int i = from; i < to; i++) {
      bytes += added.get(i).length();
    }
  }

  /** False if it is not there. */
  boolean remove(Item item) {
    if (!tiers.get(item.transmits).remove(item)) {
      return false;
    }
    size--;
    bytes -= item.length();
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
   */
  List<Item> take(int overhead, int limit) {
    var taken = new ArrayList<Item>(USUAL);
    int free = limit - overhead;
    for (int i = 0; i < tiers.size() && free > 0; i++) {
      free = take(tiers.get(i), overhead, free, taken);
    }
    return taken;
  }

  private int take(Tier tier, int overhead, int limit, List<Item> taken) {
    int free = limit;
    int at = 0;
    while (at < tier.size && free > 0) {
      at = Math.max(at, tier.position(key(free, NEWEST), tier.size));
      int from = at;
      while (at < tier.size && free > 0 && tier.length(at) <= free) {
        int length = tier.length(at);
        free -= overhead + length;
        size--;
        bytes -= length;
        taken.add(tier.items[at++]);
      }
      if (at == from) {
        at++; // too long even for a limit beyond all packets
      } else {
        tier.cut(from, at);
        at = from;
      }
    }
    return free;
  }
}
