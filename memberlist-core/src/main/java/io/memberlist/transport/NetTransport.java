package io.memberlist.transport;

/** Packets over UDP, streams over TCP (§16.1 to §16.6). */
public final class NetTransport {

  private NetTransport() {}

  /** Makes transports that are bound as the configuration says. */
  public static TransportFactory factory() {
    return context -> {
      throw new UnsupportedOperationException("skeleton");
    };
  }
}
