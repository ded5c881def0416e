package io.memberlist.cli.decode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the segments of each direction of a TCP connection together; at most 64 MiB of one direction
 * are kept.
 */
final class TcpStreams {

  private static final int MOST_BYTES = 64 << 20;

  /**
   * One direction of a connection.
   *
   * @param number of the first frame
   * @param time of the first frame
   * @param from sender
   * @param to receiver
   * @param dialled whether the sender opened the connection, as far as the capture shows
   * @param bytes in order, up to the first gap
   */
  record Direction(
      long number, Instant time, String from, String to, boolean dialled, byte[] bytes) {}

  private static final class Half {
    final Frame first;
    final Segment segment;
    final int base;
    final boolean dialled;
    final TreeMap<Integer, byte[]> parts = new TreeMap<>();
    int kept;

    Half(Frame first, Segment segment, boolean dialled) {
      this.first = first;
      this.segment = segment;
      this.base = segment.starts() ? segment.sequence() + 1 : segment.sequence();
      this.dialled = dialled;
    }

    void add(Segment more) {
      int offset = more.sequence() - base;
      if (more.payload().length > 0 && offset >= 0 && kept + more.payload().length <= MOST_BYTES) {
        parts.merge(offset, more.payload(), (a, b) -> a.length >= b.length ? a : b);
        kept += more.payload().length;
      }
    }

    Direction whole() {
      var out = new java.io.ByteArrayOutputStream();
      for (var part : parts.entrySet()) {
        int skip = out.size() - part.getKey();
        if (skip < 0) {
          break;
        }
        if (skip < part.getValue().length) {
          out.write(part.getValue(), skip, part.getValue().length - skip);
        }
      }
      return new Direction(
          first.number(), first.time(), segment.from(), segment.to(), dialled, out.toByteArray());
    }
  }

  private final Map<String, Half> open = new LinkedHashMap<>();

  /** Takes a segment; gives the directions that are complete now. */
  List<Direction> add(Frame frame, Segment segment) {
    var key = segment.from() + ">" + segment.to();
    var done = new ArrayList<Direction>();
    if (segment.starts()) {
      take(key, done);
    }
    var half = open.computeIfAbsent(key, k -> new Half(frame, segment, dialled(segment)));
    half.add(segment);
    if (segment.ends()) {
      take(key, done);
    }
    return done;
  }

  private boolean dialled(Segment segment) {
    return !open.containsKey(segment.to() + ">" + segment.from());
  }

  private void take(String key, List<Direction> done) {
    var half = open.remove(key);
    if (half != null) {
      var whole = half.whole();
      if (whole.bytes().length > 0) {
        done.add(whole);
      }
    }
  }

  /** What was still open at the end of the capture. */
  List<Direction> rest() {
    var done = new ArrayList<Direction>();
    List.copyOf(open.keySet()).forEach(key -> take(key, done));
    return done;
  }
}
