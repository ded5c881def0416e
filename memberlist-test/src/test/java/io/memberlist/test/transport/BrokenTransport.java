package io.memberlist.test.transport;

import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import io.memberlist.transport.PacketListener;
import io.memberlist.transport.StreamConnection;
import io.memberlist.transport.StreamListener;
import io.memberlist.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A good transport, until a subclass breaks something. */
abstract class BrokenTransport implements Transport {

  protected final Transport good;

  BrokenTransport(Transport good) {
    this.good = good;
  }

  @Override
  public AdvertisedAddress finalAdvertiseAddress(@Nullable String ip, int port) {
    return good.finalAdvertiseAddress(ip, port);
  }

  @Override
  public int boundPort() {
    return good.boundPort();
  }

  @Override
  public void start(PacketListener packets, StreamListener streams) {
    good.start(packets, streams);
  }

  @Override
  public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
    return good.writeTo(buffer, offset, length, to);
  }

  @Override
  public StreamConnection dial(Address to, Duration timeout) throws IOException {
    return good.dial(to, timeout);
  }

  @Override
  public void shutdown() {
    good.shutdown();
  }
}
