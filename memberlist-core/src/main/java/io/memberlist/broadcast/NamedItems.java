package io.memberlist.broadcast;

import io.memberlist.broadcast.TransmitOrder.Item;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named broadcasts by their names. A hash table whose entries are the items themselves: with a map
 * of its own beside it the queue of a large cluster would take twice the memory. Such a map is made
 * only if somebody chose names with the same hash, which it finds by their order. Not thread-safe.
 */
final class NamedItems {

  private static final int FEW = 8;
  private static final int MANY = 64;

  /** Never seen at one place with names that were not chosen for it. */
  private static final int CROWD = 32;

  private @Nullable Item[] places = new Item[FEW];
  private @Nullable Map<String, Item> crowded;
  private int size;

  /** The item of that name, null if there is none. */
  @Nullable Item get(String name) {
    if (crowded != null) {
      return crowded.get(name);
    }
    var item = places[place(name)];
    int before = 0;
    while (item != null && !nameOf(item).equals(name)) {
      item = item.next;
      before++;
    }
    if (before > CROWD) {
      crowded = byName();
    }
    return item;
  }

  private Map<String, Item> byName() {
    var map = new HashMap<String, Item>();
    for (var first : places) {
      for (var item = first; item != null; ) {
        map.put(nameOf(item), item);
        var next = item.next;
        item.next = null;
        item = next;
      }
    }
    places = new Item[FEW];
    return map;
  }

  /** Adds an item of a {@link NamedBroadcast} whose name no other has. */
  void add(Item item) {
    if (crowded != null) {
      crowded.put(nameOf(item), item);
      return;
    }
    if (size == places.length) {
      resize(2 * places.length);
    }
    insert(item);
    size++;
  }

  private void insert(Item item) {
    int place = place(nameOf(item));
    item.next = places[place];
    places[place] = item;
  }

  /** Nothing happens if it is not there. */
  void remove(Item item) {
    if (crowded != null) {
      crowded.remove(nameOf(item), item);
      if (crowded.isEmpty()) {
        crowded = null;
        size = 0;
      }
      return;
    }
    int place = place(nameOf(item));
    var before = places[place];
    if (before == item) {
      places[place] = item.next;
    } else {
      while (before != null && before.next != item) {
        before = before.next;
      }
      if (before == null) {
        return;
      }
      before.next = item.next;
    }
    item.next = null;
    size--;
    if (size == 0 && places.length > MANY) {
      places = new Item[FEW]; // gives back the room of a burst that is over
    }
  }

  private void resize(int capacity) {
    var old = places;
    places = new Item[capacity];
    for (var first : old) {
      for (var item = first; item != null; ) {
        var next = item.next;
        insert(item);
        item = next;
      }
    }
  }

  private int place(String name) {
    int hash = name.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 16) & places.length - 1;
  }

  private static String nameOf(Item item) {
    return ((NamedBroadcast) item.broadcast).name();
  }
}
