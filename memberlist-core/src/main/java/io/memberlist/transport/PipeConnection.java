package io.memberlist.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;

/** One end of a pair of pipes; keeps its deadline exactly. */
final class PipeConnection implements StreamConnection {

  private final Pipe in;
  private final Pipe out;
  private final InetSocketAddress remoteAddress;
  private final Consumer<PipeConnection> closed;
  private volatile boolean limited;
  private volatile long deadlineNanos;

  PipeConnection(
      Pipe in, Pipe out, InetSocketAddress remoteAddress, Consumer<PipeConnection> closed) {
    this.in = in;
    this.out = out;
    this.remoteAddress = remoteAddress;
    this.closed = closed;
  }

  @Override
  public InputStream input() {
    return new PipeInput();
  }

  @Override
  public OutputStream output() {
    return new PipeOutput();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  @Override
  public void deadline(long nanoTime) {
    deadlineNanos = nanoTime;
    limited = true;
    in.wake();
    out.wake();
  }

  @Override
  public void close() {
    closed.accept(this);
    in.endReading();
    out.endWriting();
  }

  private long timeLeft() throws SocketTimeoutException {
    if (!limited) {
      return Long.MAX_VALUE;
    }
    long nanos = deadlineNanos - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("the deadline of the stream is over");
    }
    return nanos;
  }

  private final class PipeInput extends InputStream {
    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return in.read(buffer, offset, length, PipeConnection.this::timeLeft);
    }
  }

  private final class PipeOutput extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length, PipeConnection.this::timeLeft);
    }
  }
}
