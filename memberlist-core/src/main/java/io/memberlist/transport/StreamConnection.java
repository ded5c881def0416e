package io.memberlist.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;

/**
 * One stream to a peer. {@link #close()} may be called from any thread and ends blocked reads and
 * writes.
 */
public interface StreamConnection extends Closeable {

  /** Bytes from the peer; a read past the deadline throws {@code SocketTimeoutException}. */
  InputStream input() throws IOException;

  /** Bytes to the peer. */
  OutputStream output() throws IOException;

  /** The other end. */
  InetSocketAddress remoteAddress();

  /**
   * Absolute deadline of all further reads and writes. A write that cannot be given a time limit
   * may overrun it; the library then closes the connection.
   *
   * @param nanoTime by {@code System.nanoTime()}
   */
  void deadline(long nanoTime);
}
