package io.memberlist.sample.browser;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Between browser and application: what goes wrong with a connection. */
final class Proxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int target;
  private volatile @Nullable String refusal;

  Proxy(int target) throws IOException {
    this.target = target;
    start(this::accept);
  }

  private static void start(Runnable task) {
    var thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  /** Ends all connections; new ones are taken. */
  void cut() {
    open.forEach(Proxy::end);
  }

  /** Answers every further request itself. */
  void refuse(String status) {
    refusal = status;
    cut();
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        open.add(client);
        var status = refusal;
        start(status == null ? () -> connect(client) : () -> answer(client, status));
      }
    } catch (IOException e) {
      cut();
    }
  }

  private static void answer(Socket client, String status) {
    try (client) {
      var head = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      client.getInputStream().read();
      client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      client.getInputStream().readAllBytes();
    } catch (IOException e) {
      end(client);
    }
  }

  private void connect(Socket client) {
    try {
      var application = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(application);
      start(() -> copy(application, client));
      copy(client, application);
    } catch (IOException e) {
      end(client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      var buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException e) {
      end(from);
      end(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
