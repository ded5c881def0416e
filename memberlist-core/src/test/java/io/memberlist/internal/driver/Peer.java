package io.memberlist.internal.driver;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;

/** A peer of a test that speaks bytes: a UDP and a TCP socket on one loopback port. */
final class Peer implements Closeable {

  private static final int PATIENCE_MILLIS = 60_000;

  final DatagramSocket packets;
  final ServerSocket streams;

  Peer() throws IOException {
    streams = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    packets = new DatagramSocket(streams.getLocalPort(), InetAddress.getByName("127.0.0.1"));
    packets.setSoTimeout(PATIENCE_MILLIS);
    streams.setSoTimeout(PATIENCE_MILLIS);
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", streams.getLocalPort());
  }

  void send(byte[] packet, InetSocketAddress to) throws IOException {
    packets.send(new DatagramPacket(packet, packet.length, to));
  }

  byte[] receive() throws IOException {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    packets.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  /** Opens a stream, writes the bytes, and returns everything the node answers until it closes. */
  static byte[] request(InetSocketAddress to, byte[] bytes) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(to, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      return readAll(socket);
    }
  }

  private static byte[] readAll(Socket socket) throws IOException {
    var answer = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    try {
      for (int count = socket.getInputStream().read(buffer);
          count > 0;
          count = socket.getInputStream().read(buffer)) {
        answer.write(buffer, 0, count);
      }
    } catch (SocketException e) {
      // reset: what was not read is answered so
    }
    return answer.toByteArray();
  }

  @Override
  public void close() throws IOException {
    packets.close();
    streams.close();
  }
}
