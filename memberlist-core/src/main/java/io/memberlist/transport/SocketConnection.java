package io.memberlist.transport;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A TCP stream. Reads keep the deadline exactly; a write is refused once it is over, but not cut
 * short.
 */
final class SocketConnection implements StreamConnection {

  private final Socket socket;
  private final InetSocketAddress remoteAddress;
  private final Consumer<SocketConnection> closed;
  private volatile boolean limited;
  private volatile long deadlineNanos;

  SocketConnection(Socket socket, Consumer<SocketConnection> closed) throws IOException {
    socket.setTcpNoDelay(true);
    this.socket = socket;
    this.remoteAddress = (InetSocketAddress) socket.getRemoteSocketAddress();
    this.closed = closed;
  }

  @Override
  public InputStream input() throws IOException {
    return new TimedInput(socket.getInputStream());
  }

  @Override
  public OutputStream output() throws IOException {
    return new TimedOutput(socket.getOutputStream());
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  @Override
  public void deadline(long nanoTime) {
    deadlineNanos = nanoTime;
    limited = true;
  }

  @Override
  public void close() throws IOException {
    closed.accept(this);
    socket.close();
  }

  /** Milliseconds left, rounded up; 0 if there is no deadline. */
  private int timeLeft() throws SocketTimeoutException {
    if (!limited) {
      return 0;
    }
    long nanos = deadlineNanos - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("the deadline of the stream is over");
    }
    return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
  }

  private final class TimedInput extends FilterInputStream {
    TimedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      socket.setSoTimeout(timeLeft());
      return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      socket.setSoTimeout(timeLeft());
      return super.read(buffer, offset, length);
    }
  }

  private final class TimedOutput extends FilterOutputStream {
    TimedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      timeLeft();
      out.write(value);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      timeLeft();
      out.write(buffer, offset, length);
    }
  }
}
