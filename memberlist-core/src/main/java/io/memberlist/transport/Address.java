package io.memberlist.transport;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where to send: a resolved socket address and, if known, the name of the node there.
 *
 * @param socketAddress resolved
 * @param nodeName null if unknown
 */
public record Address(InetSocketAddress socketAddress, @Nullable String nodeName) {
  // written out: what a record is given instead costs the first join of a process some 20 ms
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address that
        && socketAddress.equals(that.socketAddress)
        && Objects.equals(nodeName, that.nodeName);
  }

  @Override
  public int hashCode() {
    return 31 * socketAddress.hashCode() + Objects.hashCode(nodeName);
  }

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
