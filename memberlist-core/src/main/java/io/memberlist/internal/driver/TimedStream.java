package io.memberlist.internal.driver;

import io.memberlist.transport.StreamConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose reads and writes end at its deadline. Reads keep it by themselves; plain sockets
 * have no time limit for writing, so the connection is closed under a write that lasts longer. Not
 * under a read: who reads has to account for the failure before the peer sees the stream closed.
 */
final class TimedStream implements AutoCloseable {

  private final StreamConnection connection;
  private final Streams streams;
  private final Deadlines deadlines;
  private final Clock clock;
  private long deadline;

  TimedStream(StreamConnection connection, Streams streams, Deadlines deadlines, Clock clock) {
    this.connection = connection;
    this.streams = streams;
    this.deadlines = deadlines;
    this.clock = clock;
    this.deadline = Long.MAX_VALUE;
  }

  /** Absolute deadline of everything that follows. */
  void deadline(long nanos) {
    deadline = nanos;
    connection.deadline(nanos);
  }

  /** Time left until the deadline, at least 0. */
  long leftNanos() {
    return Math.max(0, deadline - clock.nanos());
  }

  InputStream input() throws IOException {
    return connection.input();
  }

  void write(byte[] bytes) throws IOException {
    var watch = deadlines.at(deadline, this::closeConnection);
    try {
      var output = connection.output();
      output.write(bytes);
      output.flush();
    } finally {
      cancel(watch);
    }
  }

  private static void cancel(@Nullable Future<?> watch) {
    if (watch != null) {
      watch.cancel(false);
    }
  }

  /** Whether an I/O error means that the deadline is over. */
  boolean timedOut(IOException e) {
    return e instanceof SocketTimeoutException || leftNanos() == 0;
  }

  InetSocketAddress remoteAddress() {
    return connection.remoteAddress();
  }

  String peer() {
    return Addresses.text(connection.remoteAddress());
  }

  /** The peer without its port, which is another one for each stream. */
  String host() {
    return Addresses.host(connection.remoteAddress());
  }

  /**
   * Reads what has arrived already, so that closing does not reset the connection under the peer's
   * last read.
   */
  void discardInput() {
    try {
      var input = connection.input();
      var waste = new byte[8192];
      for (int left = 1 << 20; left > 0 && input.available() > 0; ) {
        int count = input.read(waste, 0, Math.min(waste.length, input.available()));
        if (count <= 0) {
          return;
        }
        left -= count;
      }
    } catch (IOException e) {
      // the peer is gone, which is what we want in the end
    }
  }

  private void closeConnection() {
    try {
      connection.close();
    } catch (IOException e) {
      // nothing is left that could be done about it
    }
  }

  @Override
  public void close() {
    closeConnection();
    streams.closed(this);
  }
}
