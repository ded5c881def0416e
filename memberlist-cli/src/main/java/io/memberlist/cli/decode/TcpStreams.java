package io.memberlist.cli.decode;

import io.memberlist.cli.decode.Segment.Tcp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the segments of each direction of a TCP connection together. However much a capture holds,
 * only so many directions and bytes are kept; the oldest go first.
 */
final class TcpStreams {

  private static final int MOST_DIRECTIONS = 65_536;
  private static final long MOST_BYTES = 128L << 20;

  private final Map<String, TcpDirection> open = new LinkedHashMap<>();
  private long kept;

  /** Takes a segment; gives the directions that are complete now, or that had to make room. */
  List<TcpDirection> add(Frame frame, Segment segment, Tcp tcp) {
    var done = new ArrayList<TcpDirection>();
    var key = segment.from() + ">" + segment.to();
    var direction = open.get(key);
    if (direction == null || direction.isPrevious(tcp)) {
      take(key, done);
      direction = new TcpDirection(frame, segment, tcp, dialled(segment, tcp));
      open.put(key, direction);
    }
    kept += direction.add(tcp, segment.payload());
    if (tcp.rst()) {
      take(key, done);
      take(segment.to() + ">" + segment.from(), done);
    } else if (direction.finishes()) {
      finish(direction, done);
    }
    makeRoom(done);
    return done;
  }

  /** Without a SYN in the capture, whoever spoke first is taken for the one who dialled. */
  private boolean dialled(Segment segment, Tcp tcp) {
    return tcp.syn() ? !tcp.ack() : !open.containsKey(segment.to() + ">" + segment.from());
  }

  /** It stays without its bytes, so that what is sent again does not look like a new connection. */
  private void finish(TcpDirection direction, List<TcpDirection> done) {
    kept -= direction.kept();
    if (direction.close()) {
      done.add(direction);
    }
  }

  private void take(String key, List<TcpDirection> done) {
    var direction = open.remove(key);
    if (direction != null) {
      finish(direction, done);
    }
  }

  private void makeRoom(List<TcpDirection> done) {
    while (open.size() > MOST_DIRECTIONS || (kept > MOST_BYTES && !open.isEmpty())) {
      take(open.keySet().iterator().next(), done);
    }
  }

  /** What was still open at the end of the capture. */
  List<TcpDirection> rest() {
    var done = new ArrayList<TcpDirection>();
    List.copyOf(open.keySet()).forEach(key -> take(key, done));
    return done;
  }
}
