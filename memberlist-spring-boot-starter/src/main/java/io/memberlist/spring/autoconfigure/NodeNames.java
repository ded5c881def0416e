package io.memberlist.spring.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The default node name (S-15), so that several instances on one machine never collide. */
final class NodeNames {

  private static final int DEFAULT_PORT = 7946;

  private NodeNames() {}

  /** Host name, with the port or something random if the port is not the usual one. */
  static String defaultName(int bindPort) {
    return defaultName(NodeNames::hostName, bindPort);
  }

  static String defaultName(Supplier<@Nullable String> hostName, int bindPort) {
    var host = hostName.get();
    if (host == null) {
      return "node-" + random();
    }
    return switch (bindPort) {
      case DEFAULT_PORT -> host;
      case 0 -> host + "-" + random();
      default -> host + "-" + bindPort;
    };
  }

  private static @Nullable String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static String random() {
    return String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
  }
}
