package io.memberlist.cli.table;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Input of a socket that must have come to its end in time, also if a byte trickles in now and
 * then.
 */
final class DeadlineInput extends FilterInputStream {

  private final Socket socket;
  private final long deadline;

  DeadlineInput(Socket socket, Duration limit) throws IOException {
    super(socket.getInputStream());
    this.socket = socket;
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  @Override
  public int read() throws IOException {
    arm();
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    arm();
    return super.read(buffer, offset, length);
  }

  private void arm() throws IOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
  }
}
