package io.memberlist.cli.decode;

import io.memberlist.cli.decode.Segment.Tcp;
import java.io.ByteArrayOutputStream;
import java.util.TreeMap;

/** One direction of a TCP connection: segments in any order, some of them twice. */
final class TcpDirection {

  private static final int MOST_BYTES = 64 << 20;
  private static final long UNKNOWN = -1;

  private final Frame first;
  private final Segment segment;
  private final boolean dialled;
  private final int initial;
  private final int base;
  private final TreeMap<Integer, byte[]> parts = new TreeMap<>();
  private int kept;
  private long end = UNKNOWN;
  private boolean closed;
  private byte[] whole = new byte[0];

  /** Begins with that segment, whose payload is still to be added. */
  TcpDirection(Frame first, Segment segment, Tcp tcp, boolean dialled) {
    this.first = first;
    this.segment = segment;
    this.dialled = dialled;
    this.initial = tcp.sequence();
    this.base = tcp.syn() ? initial + 1 : initial;
  }

  /** Frame with which it began. */
  Frame first() {
    return first;
  }

  /** Sender, {@code host:port}. */
  String from() {
    return segment.from();
  }

  /** Receiver, {@code host:port}. */
  String to() {
    return segment.to();
  }

  /** Whether the sender opened the connection, as far as the capture shows. */
  boolean dialled() {
    return dialled;
  }

  /** Once closed: the bytes in order, up to the first gap. */
  byte[] bytes() {
    return whole;
  }

  /** Whether the segment opens a later connection between the same two ports. */
  boolean isPrevious(Tcp tcp) {
    return tcp.syn() && tcp.sequence() != initial;
  }

  /** Number of bytes held. */
  int kept() {
    return kept;
  }

  /** Adds a payload, unless it is old or too much; gives the number of bytes held in addition. */
  int add(Tcp tcp, byte[] payload) {
    int offset = (tcp.syn() ? tcp.sequence() + 1 : tcp.sequence()) - base;
    if (closed || offset < 0) {
      return 0;
    }
    if (tcp.fin()) {
      end = offset + (long) payload.length;
    }
    var known = parts.get(offset);
    int more = payload.length - (known == null ? 0 : known.length);
    if (more <= 0 || kept + more > MOST_BYTES) {
      return 0;
    }
    parts.put(offset, payload);
    kept += more;
    return more;
  }

  /** Whether everything up to the last byte is there. */
  boolean finishes() {
    return end != UNKNOWN && !closed && contiguous() >= end;
  }

  private long contiguous() {
    long reached = 0;
    for (var part : parts.entrySet()) {
      if (part.getKey() > reached) {
        break;
      }
      reached = Math.max(reached, part.getKey() + (long) part.getValue().length);
    }
    return reached;
  }

  /** Puts it together and lets the parts go; whether there is something new to look at. */
  boolean close() {
    if (closed) {
      return false;
    }
    closed = true;
    var out = new ByteArrayOutputStream();
    for (var part : parts.entrySet()) {
      int known = out.size() - part.getKey();
      if (known < 0) {
        break;
      }
      if (known < part.getValue().length) {
        out.write(part.getValue(), known, part.getValue().length - known);
      }
    }
    parts.clear();
    kept = 0;
    whole = out.toByteArray();
    return whole.length > 0;
  }
}
