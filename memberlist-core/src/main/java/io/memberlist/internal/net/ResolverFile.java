package io.memberlist.internal.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A resolver configuration file such as {@code /etc/resolv.conf}, of which one line is used. */
final class ResolverFile {

  private static final int PORT = 53;

  private ResolverFile() {}

  /**
   * First line {@code nameserver address}; unlike elsewhere the address may carry a port (§14.3
   * step 5).
   */
  static InetSocketAddress nameServer(Path file) throws IOException {
    for (var line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      var words = line.trim().split("\\s+", -1);
      if (words.length >= 2 && words[0].equals("nameserver")) {
        return address(words[1]);
      }
    }
    throw new IOException("no nameserver in " + file);
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
}
