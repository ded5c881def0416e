package io.memberlist.spring.ui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last events that have an id, so that a client can go on where it was cut off (L-34). */
final class FrameRing {

  private static final int MAX_EVENTS = 256;
  private static final int MAX_BYTES = 1 << 20;

  private record Kept(long seq, String view, Frame frame, int bytes) {}

  private final Deque<Kept> kept = new ArrayDeque<>();
  private int bytes;

  void add(long seq, String view, Frame frame) {
    var entry = new Kept(seq, view, frame, frame.bytes());
    kept.addLast(entry);
    bytes += entry.bytes();
    while (kept.size() > MAX_EVENTS || bytes > MAX_BYTES) {
      bytes -= kept.removeFirst().bytes();
    }
  }

  /**
   * What a client of {@code view} that has seen {@code seq} missed; empty if that is too long ago.
   *
   * @param current the newest number given out
   */
  Optional<List<Frame>> since(long seq, long current, String view) {
    if (seq > current || (seq < current && (kept.isEmpty() || kept.getFirst().seq() > seq + 1))) {
      return Optional.empty();
    }
    var missed = new ArrayList<Frame>();
    for (var entry : kept) {
      if (entry.seq() > seq && entry.view().equals(view)) {
        missed.add(entry.frame());
      }
    }
    return Optional.of(missed);
  }
}
