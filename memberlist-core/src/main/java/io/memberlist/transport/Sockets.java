package io.memberlist.transport;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/** Opens sockets; tests replace it to make opening fail. */
class Sockets {

  private static final int RECEIVE_BUFFER = 2_097_152;
  private static final int BACKLOG = 1024;

  ServerSocket listen(InetAddress address, int port) throws IOException {
    return new ServerSocket(port, BACKLOG, address);
  }

  DatagramSocket packets(InetAddress address, int port) throws IOException {
    var socket = new DatagramSocket(null);
    try {
      socket.bind(new InetSocketAddress(address, port));
      enlargeReceiveBuffer(socket);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Halves the size until the system accepts it; it may also silently give less. */
  private static void enlargeReceiveBuffer(DatagramSocket socket) throws SocketException {
    for (int size = RECEIVE_BUFFER; ; size /= 2) {
      try {
        socket.setReceiveBufferSize(size);
        return;
      } catch (SocketException e) {
        if (size <= 1) {
          throw e;
        }
      }
    }
  }
}
