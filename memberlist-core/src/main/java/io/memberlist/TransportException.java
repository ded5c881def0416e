package io.memberlist;

import io.memberlist.transport.Address;
import org.jspecify.annotations.Nullable;

/** A peer could not be reached, or nothing could be sent to it. */
public final class TransportException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final transient Address address;

  /** With the peer. */
  public TransportException(String message, Address address, @Nullable Throwable cause) {
    super(message, cause);
    this.address = address;
  }

  /** The peer. */
  public Address address() {
    return address;
  }
}
