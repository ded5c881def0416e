package io.memberlist.simulator.node;

import io.memberlist.ProbeTrace;
import io.memberlist.TrafficObserver.Kind;
import io.memberlist.internal.codec.InboundFrame;
import io.memberlist.internal.core.PeerAddress;
import io.memberlist.internal.driver.ObserverSlot;
import io.memberlist.internal.net.IpAddress;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Tells a node's observer, while it has one, of single messages, as a real node does. */
final class TrafficWatch {

  private final ObserverSlot observer;

  TrafficWatch(ObserverSlot observer) {
    this.observer = observer;
  }

  boolean wanted() {
    return observer.taken();
  }

  void packetSent(Metric purpose, byte[] first, NodeAddress to, String name, int bytes) {
    if (wanted()) {
      observer.packetSent(purpose, first, new Address(socket(to), name), bytes);
    }
  }

  /** The first message says what the packet is for. */
  void packetReceived(Message first, NodeAddress from, int bytes) {
    if (wanted()) {
      observer.packetReceived(first, socket(from), bytes);
    }
  }

  void requested(Kind kind, PeerAddress to, int bytes) {
    if (wanted()) {
      observer.sent(kind, new Address(socket(to.address()), to.name()), bytes);
    }
  }

  void asked(Kind kind, @Nullable String peer, NodeAddress from, InboundFrame request) {
    if (wanted()) {
      observer.received(kind, peer, socket(from), request.plainLength());
    }
  }

  void probed(ProbeTrace trace) {
    observer.probed(trace);
  }

  private static InetSocketAddress socket(NodeAddress address) {
    return IpAddress.socketAddress(address.ip(), address.port());
  }
}
