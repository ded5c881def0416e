package io.memberlist.internal.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * A stream to a name server on the caller's thread. dnsjava's own leave a selector thread running
 * behind, and have one limit for all instead of one for each step.
 */
final class DnsStream implements IoClientFactory, TcpIoClient {

  /** For connecting, and again for the answer (§14.3). */
  static final Duration LIMIT = Duration.ofSeconds(2);

  private final Duration limit;

  DnsStream(Duration limit) {
    this.limit = limit;
  }

  @Override
  public TcpIoClient createOrGetTcpClient() {
    return this;
  }

  @Override
  public UdpIoClient createOrGetUdpClient() {
    throw new UnsupportedOperationException("datagrams cut answers short");
  }

  @Override
  public CompletableFuture<byte[]> sendAndReceiveTcp(
      @Nullable InetSocketAddress local,
      InetSocketAddress server,
      Message query,
      byte[] question,
      Duration unused) {
    try {
      return CompletableFuture.completedFuture(exchange(server, question));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private byte[] exchange(InetSocketAddress server, byte[] question) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(server, (int) limit.toMillis());
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(question.length);
      out.write(question);
      var in = new DataInputStream(new TimedInput(socket, limit));
      var answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return answer;
    }
  }

  /** The whole answer must come in time, however small its pieces. */
  private static final class TimedInput extends InputStream {

    private final Socket socket;
    private final InputStream in;
    private final long deadlineNanos;

    TimedInput(Socket socket, Duration limit) throws IOException {
      this.socket = socket;
      in = socket.getInputStream();
      deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    @Override
    public int read() throws IOException {
      limit();
      return in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      limit();
      return in.read(buffer, offset, length);
    }

    private void limit() throws IOException {
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0) {
        throw new SocketTimeoutException("the name server answers too slowly");
      }
      socket.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(left) + 1);
    }
  }
}
