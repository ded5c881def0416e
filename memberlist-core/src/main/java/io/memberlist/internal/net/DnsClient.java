package io.memberlist.internal.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Asks the first name server of a resolver configuration file, over a stream. */
final class DnsClient {

  private static final int PORT = 53;
  private static final int LIMIT_MILLIS = 2_000;

  private final Path configuration;

  DnsClient(Path configuration) {
    this.configuration = configuration;
  }

  /**
   * One question.
   *
   * @param name with or without trailing dot
   * @param type of the records wanted
   */
  DnsMessage.Answer ask(String name, int type) throws IOException {
    int id = ThreadLocalRandom.current().nextInt(0x10000);
    var question = DnsMessage.question(id, name, type);
    try (var socket = new Socket()) {
      socket.connect(nameServer(), LIMIT_MILLIS);
      var framed = new byte[question.length + 2];
      framed[0] = (byte) (question.length >> 8);
      framed[1] = (byte) question.length;
      System.arraycopy(question, 0, framed, 2, question.length);
      socket.getOutputStream().write(framed);
      return DnsMessage.answer(read(socket), id);
    }
  }

  private static byte[] read(Socket socket) throws IOException {
    var in = new DataInputStream(new TimedInput(socket));
    var message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return message;
  }

  /** First line {@code nameserver address}, which may carry a port of its own. */
  InetSocketAddress nameServer() throws IOException {
    for (var line : Files.readAllLines(configuration, StandardCharsets.ISO_8859_1)) {
      var words = line.trim().split("\\s+", -1);
      if (words.length >= 2 && words[0].equals("nameserver")) {
        return address(words[1]);
      }
    }
    throw new IOException("no nameserver in " + configuration);
  }

  private static InetSocketAddress address(String text) throws IOException {
    try {
      var server = Seed.parse(text, PORT);
      var ip = IpAddress.parse(server.host());
      if (ip != null) {
        return IpAddress.socketAddress(ip, server.port());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("nameserver " + text + " cannot be used", e);
    }
    throw new IOException("nameserver " + text + " is not an IP address");
  }

  /** The whole answer must come in time, however small its pieces. */
  private static final class TimedInput extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final long deadlineNanos =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);

    TimedInput(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
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
