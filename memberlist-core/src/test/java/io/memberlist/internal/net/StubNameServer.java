package io.memberlist.internal.net;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** A name server on loopback that answers every question the same way. */
final class StubNameServer implements AutoCloseable {

  static final int REFUSED = 5;

  private final ServerSocket socket;
  private final UnaryOperator<byte[]> reply;
  private final BlockingQueue<byte[]> questions = new LinkedBlockingQueue<>();

  /** With what makes the answer out of a question. */
  StubNameServer(UnaryOperator<byte[]> reply) throws IOException {
    this.reply = reply;
    socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    var thread = new Thread(this::serve, "stub-dns");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  byte[] nextQuestion() throws InterruptedException {
    return questions.take();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var client = socket.accept()) {
        var in = new DataInputStream(client.getInputStream());
        var question = in.readNBytes(in.readUnsignedShort());
        questions.add(question);
        var answer = reply.apply(question);
        var out = new DataOutputStream(client.getOutputStream());
        out.writeShort(answer.length);
        out.write(answer);
      } catch (IOException e) {
        continue; // closed, or the client did not wait for the answer
      }
    }
  }

  /** An answer with a return code and finished records. */
  static UnaryOperator<byte[]> answering(int code, byte[]... records) {
    return question -> {
      var answer = question.clone();
      answer[2] |= (byte) 0x80;
      answer[3] |= (byte) code;
      answer[7] = (byte) records.length;
      var out = new ByteArrayOutputStream();
      out.writeBytes(answer);
      for (var record : records) {
        out.writeBytes(record);
      }
      return out.toByteArray();
    };
  }

  /** A record about the name of the question. */
  static byte[] record(int type, byte[] data) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        new byte[] {(byte) 0xc0, 12, 0, (byte) type, 0, 1, 0, 0, 0, 60, 0, (byte) data.length});
    out.writeBytes(data);
    return out.toByteArray();
  }

  static byte[] address(String literal) {
    var ip = IpAddress.parse(literal);
    return record(ip.length == 4 ? 1 : 28, ip);
  }

  static byte[] service(int priority, int weight, int port, String target) {
    var out = new ByteArrayOutputStream();
    for (int word : new int[] {priority, weight, port}) {
      out.write(word >> 8);
      out.write(word);
    }
    out.writeBytes(name(target));
    return record(33, out.toByteArray());
  }

  static byte[] name(String name) {
    var out = new ByteArrayOutputStream();
    for (var label : name.split("\\.", -1)) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.write(0);
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
