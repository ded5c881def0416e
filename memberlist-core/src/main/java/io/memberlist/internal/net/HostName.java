package io.memberlist.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine, the default name of a node. */
public final class HostName {

  private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /**
   * The host name; empty if it cannot be determined. Asks the kernel first, since a look-up may
   * take seconds.
   */
  public static String get() {
    try {
      if (Files.isReadable(LINUX)) {
        return Files.readString(LINUX).trim();
      }
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return nameIn(e);
    } catch (IOException e) {
      return "";
    }
  }

  /** The JDK found the name, but no address for it: {@code name: text}. */
  private static String nameIn(UnknownHostException e) {
    var message = String.valueOf(e.getMessage());
    var end = message.indexOf(':');
    return end > 0 ? message.substring(0, end) : "";
  }
}
