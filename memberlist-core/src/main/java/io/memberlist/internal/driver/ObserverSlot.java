package io.memberlist.internal.driver;

import io.memberlist.ProbeTrace;
import io.memberlist.TrafficObserver;
import io.memberlist.TrafficObserver.Kind;
import io.memberlist.internal.wire.MessageType;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.Address;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's observer while it has one; outlives the lives of a node. Without one a message
 * costs a read of the field.
 */
final class ObserverSlot {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.transport");

  private volatile @Nullable TrafficObserver observer;

  void set(@Nullable TrafficObserver wanted) {
    observer = wanted;
  }

  boolean taken() {
    return observer != null;
  }

  /**
   * A packet was sent.
   *
   * @param purpose one of {@code MESSAGES_SENT_…}
   * @param first message of the packet, with its type byte
   */
  void packetSent(Metric purpose, byte[] first, Address to, int bytes) {
    if (observer != null) {
      sent(kind(purpose, first[0]), to, bytes);
    }
  }

  private static Kind kind(Metric purpose, byte type) {
    return switch (type) {
      case MessageType.PING -> Kind.PING;
      case MessageType.INDIRECT_PING -> Kind.INDIRECT_PING;
      case MessageType.ACK -> Kind.ACK;
      case MessageType.NACK -> Kind.NACK;
      case MessageType.USER ->
          purpose == Metric.MESSAGES_SENT_APPLICATION ? Kind.APPLICATION : Kind.GOSSIP;
      default -> Kind.GOSSIP;
    };
  }

  void sent(Kind kind, Address to, int bytes) {
    tell(told -> told.sent(kind, named(to.nodeName()), to.socketAddress(), bytes));
  }

  void received(Kind kind, @Nullable String peer, InetSocketAddress from, long bytes) {
    tell(told -> told.received(kind, named(peer), from, (int) Math.max(0, bytes)));
  }

  private static @Nullable String named(@Nullable String name) {
    return name == null || name.isEmpty() ? null : name;
  }

  void probed(ProbeTrace trace) {
    tell(told -> told.probed(trace));
  }

  /** An observer that throws harms nobody, and is not asked again. */
  private void tell(Consumer<TrafficObserver> what) {
    var current = observer;
    if (current == null) {
      return;
    }
    try {
      what.accept(current);
    } catch (Exception | LinkageError e) {
      observer = null;
      log.warn("Traffic observer failed and is not called any more", e);
    }
  }
}
