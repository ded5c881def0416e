package io.memberlist.spring.diagnostics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Answers whatever it is asked with the same bytes. */
final class AnsweringServer implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final Thread thread;

  AnsweringServer(byte[] answer) throws IOException {
    thread = new Thread(() -> answerAll(answer));
    thread.start();
  }

  private void answerAll(byte[] answer) {
    try {
      while (true) {
        try (var socket = server.accept()) {
          socket.getOutputStream().write(answer);
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        }
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
    thread.join();
  }
}
