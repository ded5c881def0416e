package io.memberlist.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where to send: a resolved socket address and, if known, the name of the node there.
 *
 * @param socketAddress resolved
 * @param nodeName null if unknown
 */
public record Address(InetSocketAddress socketAddress, @Nullable String nodeName) {
  @Override
  public String toString() {
    var text =
        socketAddress.getAddress() == null
            ? socketAddress.getHostString() + ":" + socketAddress.getPort()
            : hostText() + ":" + socketAddress.getPort();
    return nodeName == null || nodeName.isEmpty() ? text : nodeName + " (" + text + ")";
  }

  private String hostText() {
    var host = socketAddress.getAddress().getHostAddress();
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }
}
