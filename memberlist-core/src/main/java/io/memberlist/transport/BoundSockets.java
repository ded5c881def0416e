package io.memberlist.transport;

import io.memberlist.TransportBindException;
import io.memberlist.internal.net.IpAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets of a transport: one pair per bind address, all on one port (§16.1). */
final class BoundSockets implements Closeable {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.transport");

  /** The packet port that belongs to a free stream port may be taken. */
  private static final int ATTEMPTS_FOR_ANY_PORT = 10;

  final List<ServerSocket> streams = new ArrayList<>();
  final List<DatagramSocket> packets = new ArrayList<>();
  private int port;

  private BoundSockets(int port) {
    this.port = port;
  }

  /**
   * Binds everything, or nothing.
   *
   * @param addresses IP literals, at least one
   * @param port 0 for any that is free for streams and packets
   * @throws TransportBindException for the first socket that could not be bound
   */
  static BoundSockets bind(List<String> addresses, int port, Sockets sockets) {
    var ips = new ArrayList<InetAddress>();
    for (var address : addresses) {
      ips.add(literal(address));
    }
    if (ips.isEmpty()) {
      throw new IllegalArgumentException("at least one bind address is needed");
    }
    for (int attempt = 1; ; attempt++) {
      var bound = new BoundSockets(port);
      try {
        bound.bindAll(ips, sockets);
        return bound;
      } catch (TransportBindException e) {
        bound.close();
        log.debug("Attempt {} to bind failed: {}", attempt, e.getMessage());
        if (port != 0 || attempt == ATTEMPTS_FOR_ANY_PORT) {
          throw e;
        }
      }
    }
  }

  private static InetAddress literal(String text) {
    var ip = IpAddress.parse(text);
    if (ip == null) {
      throw new IllegalArgumentException("bind address \"" + text + "\" is not an IP address");
    }
    return IpAddress.inetAddress(ip);
  }

  private void bindAll(List<InetAddress> addresses, Sockets sockets) {
    for (var address : addresses) {
      try {
        streams.add(sockets.listen(address, port));
      } catch (IOException e) {
        throw new TransportBindException("TCP", address.getHostAddress(), port, e);
      }
      port = streams.get(0).getLocalPort();
      try {
        packets.add(sockets.packets(address, port));
      } catch (IOException e) {
        throw new TransportBindException("UDP", address.getHostAddress(), port, e);
      }
    }
  }

  int port() {
    return port;
  }

  /** Ends blocked receives and accepts. */
  @Override
  public void close() {
    streams.forEach(BoundSockets::closeQuietly);
    packets.forEach(DatagramSocket::close);
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.error("Could not close a listening socket: {}", e.toString());
    }
  }
}
