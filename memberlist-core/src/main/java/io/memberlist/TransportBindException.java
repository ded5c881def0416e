package io.memberlist;

import java.net.BindException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A socket could not be bound. */
public final class TransportBindException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final String protocol;
  private final String address;
  private final int port;

  /**
   * With what was to be bound.
   *
   * @param protocol {@code UDP} or {@code TCP}
   * @param address of this machine
   * @param port 0 if any free one was wanted
   */
  public TransportBindException(
      String protocol, String address, int port, @Nullable Throwable cause) {
    super(text(protocol, address, port, cause), cause);
    this.protocol = protocol;
    this.address = address;
    this.port = port;
  }

  private static String text(String protocol, String address, int port, @Nullable Throwable cause) {
    var what = protocol + " port " + port + " on " + address;
    return inUse(cause)
        ? what + " is already in use; set bindPort to another port, 0 picks a free one"
        : "could not bind "
            + what
            + ": "
            + (cause == null ? "unknown reason" : cause.getMessage())
            + "; set bindAddr to an address of this machine, or to 0.0.0.0 for all";
  }

  private static boolean inUse(@Nullable Throwable cause) {
    return cause instanceof BindException
        && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("in use");
  }

  /** {@code UDP} or {@code TCP}. */
  public String protocol() {
    return protocol;
  }

  /** The address that was to be bound. */
  public String address() {
    return address;
  }

  /** The port that was to be bound. */
  public int port() {
    return port;
  }

  /** Whether somebody else has the port. */
  public boolean portInUse() {
    return inUse(getCause());
  }
}
