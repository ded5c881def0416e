package io.memberlist.simulator.time;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Events by time, those of the same time in the order of their creation: a binary heap. */
final class EventQueue {

  private @Nullable SimEvent[] heap = new SimEvent[1024];
  private int size;
  private long created;

  void add(SimEvent event, long at) {
    event.at = at;
    event.number = created++;
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    siftUp(event, size++);
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Time of the next event; {@code Long.MAX_VALUE} if there is none. */
  long nextAt() {
    return size == 0 ? Long.MAX_VALUE : at(0).at;
  }

  SimEvent poll() {
    SimEvent first = at(0);
    SimEvent last = at(--size);
    heap[size] = null;
    if (size > 0) {
      siftDown(last);
    }
    return first;
  }

  private void siftUp(SimEvent event, int from) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (!event.before(at(parent))) {
        break;
      }
      heap[place] = heap[parent];
      place = parent;
    }
    heap[place] = event;
  }

  private void siftDown(SimEvent event) {
    int place = 0;
    for (int child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && at(child + 1).before(at(child))) {
        child++;
      }
      if (!at(child).before(event)) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = event;
  }

  private SimEvent at(int place) {
    SimEvent event = heap[place];
    if (event == null) {
      throw new IllegalStateException("no event at " + place + " of " + size);
    }
    return event;
  }
}
