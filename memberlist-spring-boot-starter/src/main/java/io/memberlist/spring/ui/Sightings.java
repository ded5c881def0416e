package io.memberlist.spring.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last messages seen, overwriting. Written by threads of the library without waiting, read by
 * the hub's thread.
 */
final class Sightings {

  private static final int SLOTS = 1024;

  /**
   * What was taken.
   *
   * @param kept messages that were not overwritten
   * @param lost how many were
   */
  record Taken(List<Sighting> kept, long lost) {}

  private final AtomicReferenceArray<Sighting> slots = new AtomicReferenceArray<>(SLOTS);
  private final AtomicLong written = new AtomicLong();
  private long read;

  void add(Sighting sighting) {
    slots.set((int) (written.getAndIncrement() % SLOTS), sighting);
  }

  /** What came since the last call; one that is being written at this moment may be left out. */
  Taken take() {
    long end = written.get();
    long begin = Math.max(read, end - SLOTS);
    long lost = begin - read;
    read = end;
    var kept = new ArrayList<Sighting>();
    for (long i = begin; i < end; i++) {
      var sighting = slots.getAndSet((int) (i % SLOTS), null);
      if (sighting != null) {
        kept.add(sighting);
      }
    }
    return new Taken(kept, lost);
  }
}
