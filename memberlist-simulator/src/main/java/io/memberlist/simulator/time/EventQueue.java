package io.memberlist.simulator.time;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Events by time, those of the same time in the order of their creation: a heap of four children
 * each. It holds numbers only, which are cheaper to move than references; the events stay where
 * they are until they are taken out.
 */
final class EventQueue {

  private static final int CAPACITY = 1024;
  private static final int SLOT_BITS = 24;
  private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

  private @Nullable SimEvent[] slots = new SimEvent[CAPACITY];
  private int[] free = new int[CAPACITY];
  private int freed;

  /** Heap: when, and order of creation with the slot in the low bits. */
  private long[] times = new long[CAPACITY];

  private long[] keys = new long[CAPACITY];
  private int size;
  private long created;

  void add(SimEvent event, long at) {
    event.at = at;
    int slot = freed > 0 ? free[--freed] : size;
    if (slot == slots.length) {
      grow();
    }
    slots[slot] = event;
    siftUp(at, created++ << SLOT_BITS | slot, size++);
  }

  private void grow() {
    if (size > SLOT_MASK / 2) {
      throw new IllegalStateException(size + " events are waiting, more than can be numbered");
    }
    slots = Arrays.copyOf(slots, 2 * size);
    free = Arrays.copyOf(free, 2 * size);
    times = Arrays.copyOf(times, 2 * size);
    keys = Arrays.copyOf(keys, 2 * size);
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Time of the next event; {@code Long.MAX_VALUE} if there is none. */
  long nextAt() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  SimEvent poll() {
    int slot = (int) keys[0] & SLOT_MASK;
    var first = slots[slot];
    if (first == null) {
      throw new IllegalStateException("no event in " + slot);
    }
    slots[slot] = null;
    free[freed++] = slot;
    int last = --size;
    if (last > 0) {
      siftDown(times[last], keys[last]);
    }
    return first;
  }

  private void siftUp(long at, long key, int from) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> 2;
      if (!before(at, key, parent)) {
        break;
      }
      times[place] = times[parent];
      keys[place] = keys[parent];
      place = parent;
    }
    times[place] = at;
    keys[place] = key;
  }

  private void siftDown(long at, long key) {
    int place = 0;
    for (int child = 1; child < size; child = 4 * place + 1) {
      int least = child;
      int end = Math.min(child + 4, size);
      for (int other = child + 1; other < end; other++) {
        if (before(times[other], keys[other], least)) {
          least = other;
        }
      }
      if (before(at, key, least)) {
        break;
      }
      times[place] = times[least];
      keys[place] = keys[least];
      place = least;
    }
    times[place] = at;
    keys[place] = key;
  }

  private boolean before(long at, long key, int place) {
    return at != times[place] ? at < times[place] : key < keys[place];
  }
}
