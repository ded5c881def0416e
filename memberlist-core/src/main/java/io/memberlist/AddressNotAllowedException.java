package io.memberlist;

import java.util.List;

/** The own address is not within the allowed networks, so the node would refuse itself. */
public final class AddressNotAllowedException extends MemberlistException {
  private static final long serialVersionUID = 1L;

  private final String address;
  private final transient List<String> allowed;

  /** With the address and {@code cidrsAllowed}. */
  public AddressNotAllowedException(String address, List<String> allowed) {
    super(
        "the advertised address "
            + address
            + " is not within cidrsAllowed ("
            + String.join(", ", allowed)
            + "), so this node would refuse itself; add its network or advertise another address");
    this.address = address;
    this.allowed = List.copyOf(allowed);
  }

  /** The advertised address. */
  public String address() {
    return address;
  }

  /** The allowed networks. */
  public List<String> allowed() {
    return allowed;
  }
}
