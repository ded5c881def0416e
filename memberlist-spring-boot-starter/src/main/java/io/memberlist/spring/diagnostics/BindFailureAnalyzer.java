package io.memberlist.spring.diagnostics;

import io.memberlist.TransportBindException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** A socket could not be bound: the port is taken (F-1), or the address is not ours (F-2). */
final class BindFailureAnalyzer extends AbstractFailureAnalyzer<TransportBindException> {

  private final PropertyOrigins origins;

  BindFailureAnalyzer(Environment environment) {
    origins = new PropertyOrigins(environment);
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, TransportBindException cause) {
    return cause.portInUse() ? portInUse(cause) : notOurs(cause);
  }

  private FailureAnalysis portInUse(TransportBindException cause) {
    return new FailureAnalysis(
        "Memberlist node could not start. %s port %d on %s is already in use."
                .formatted(cause.protocol(), cause.port(), cause.address())
            + origins.lines("memberlist.bind-port"),
        "Identify and stop the process that is using port %d, or set 'memberlist.bind-port' to another port (0 picks a free one)."
            .formatted(cause.port()),
        cause);
  }

  private FailureAnalysis notOurs(TransportBindException cause) {
    var reason = cause.getCause() == null ? "unknown reason" : cause.getCause().getMessage();
    return new FailureAnalysis(
        "Memberlist node could not bind to %s:%d: %s. The addresses of this machine are: %s."
                .formatted(cause.address(), cause.port(), reason, addresses())
            + origins.lines("memberlist.bind-addr"),
        "Set 'memberlist.bind-addr' to one of them, or to 0.0.0.0 for all interfaces. Use 'memberlist.advertise-addr' for an address that belongs to a router or load balancer.",
        cause);
  }

  private static String addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(nic -> nic.getInterfaceAddresses().stream())
          .map(InterfaceAddress::getAddress)
          .map(address -> address.getHostAddress().replaceAll("%.*", ""))
          .distinct()
          .collect(Collectors.joining(", "));
    } catch (SocketException e) {
      return "unknown (" + e.getMessage() + ")";
    }
  }
}
