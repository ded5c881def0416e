package io.memberlist.simulator;

import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.simulator.network.NetworkObserver;
import io.memberlist.simulator.network.StreamFailure;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes everything that happens in a run as JSON lines: {@code t} in seconds of virtual time,
 * {@code ev}, and what belongs to it.
 */
public final class EventLog implements NetworkObserver, NodeObserver {

  private final Writer out;

  /** The caller closes the writer. */
  public EventLog(Writer out) {
    this.out = out;
  }

  /** Logs a cluster from now on. */
  public static void of(SimCluster cluster, Writer out) {
    var log = new EventLog(out);
    cluster.network().observe(log);
    cluster.world().observe(log);
  }

  @Override
  public void packetSent(long now, int from, NodeAddress to, byte[] buffer, int length) {
    write(now, "sent", "\"from\":" + from + ",\"to\":" + quoted(to) + ",\"bytes\":" + length);
  }

  @Override
  public void packetLost(long now, int from, NodeAddress to, int length) {
    write(now, "lost", "\"from\":" + from + ",\"to\":" + quoted(to) + ",\"bytes\":" + length);
  }

  @Override
  public void packetDelivered(long now, int from, int to, byte[] packet) {
    write(
        now,
        "packet",
        "\"from\":"
            + from
            + ",\"to\":"
            + to
            + ",\"hex\":\""
            + HexFormat.of().formatHex(packet)
            + '"');
  }

  @Override
  public void streamWritten(long now, int from, int to, byte[] bytes) {
    write(
        now,
        "stream",
        "\"from\":"
            + from
            + ",\"to\":"
            + to
            + ",\"hex\":\""
            + HexFormat.of().formatHex(bytes)
            + '"');
  }

  @Override
  public void streamFailed(long now, int from, NodeAddress to, StreamFailure why) {
    write(
        now,
        "streamFailed",
        "\"from\":" + from + ",\"to\":" + quoted(to) + ",\"why\":" + quoted(why));
  }

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (event instanceof MemberEvent.Change change) {
      var subject = change.node();
      write(
          now,
          change.kind().name().toLowerCase(Locale.ROOT),
          "\"at\":"
              + node.number()
              + ",\"node\":"
              + quoted(subject.name())
              + ",\"state\":"
              + quoted(subject.state())
              + ",\"incarnation\":"
              + subject.incarnation()
              + ",\"addr\":"
              + quoted(subject.addressText()));
    } else if (event instanceof MemberEvent.Conflict conflict) {
      write(
          now,
          "conflict",
          "\"at\":" + node.number() + ",\"node\":" + quoted(conflict.existing().name()));
    }
  }

  @Override
  public void action(long now, SimNode node, String what) {
    write(now, "action", "\"at\":" + node.number() + ",\"what\":" + quoted(what));
  }

  @Override
  public void log(long now, SimNode node, LogEvent line) {
    write(
        now,
        "log",
        "\"at\":"
            + node.number()
            + ",\"level\":"
            + quoted(line.level())
            + ",\"line\":"
            + quoted(line.text()));
  }

  private void write(long now, String event, String rest) {
    try {
      out.write("{\"t\":" + seconds(now) + ",\"ev\":\"" + event + "\"," + rest + "}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
  }

  private static String quoted(Object value) {
    var text = new StringBuilder("\"");
    String plain = String.valueOf(value);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
