package io.memberlist.internal.driver;

import io.memberlist.ProbeTrace;
import io.memberlist.TrafficObserver;
import io.memberlist.TrafficObserver.Kind;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.IndirectPing;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageHandler;
import io.memberlist.internal.wire.MessageType;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.internal.wire.User;
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
public final class ObserverSlot {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.transport");

  private volatile @Nullable TrafficObserver observer;

  /** Replaces the observer; null: there is none any more. */
  public void set(@Nullable TrafficObserver wanted) {
    observer = wanted;
  }

  /** Whether there is one, for those who have to make up first what it is told. */
  public boolean taken() {
    return observer != null;
  }

  /**
   * A packet was sent.
   *
   * @param purpose one of {@code MESSAGES_SENT_…}
   * @param first message of the packet, with its type byte
   */
  public void packetSent(Metric purpose, byte[] first, Address to, int bytes) {
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

  /**
   * A packet came in.
   *
   * @param first its first message, which says what the packet is for
   */
  public void packetReceived(Message first, InetSocketAddress from, int bytes) {
    if (observer != null) {
      first.accept(new Purpose(from, bytes));
    }
  }

  /** Tells of a packet by its first message. */
  private final class Purpose implements MessageHandler {
    private final InetSocketAddress from;
    private final int bytes;

    private Purpose(InetSocketAddress from, int bytes) {
      this.from = from;
      this.bytes = bytes;
    }

    private void is(Kind kind, @Nullable String peer) {
      received(kind, peer, from, bytes);
    }

    @Override
    public void onPing(Ping message) {
      is(Kind.PING, message.sourceNode());
    }

    @Override
    public void onIndirectPing(IndirectPing message) {
      is(Kind.INDIRECT_PING, message.sourceNode());
    }

    @Override
    public void onAck(Ack message) {
      is(Kind.ACK, null);
    }

    @Override
    public void onNack(Nack message) {
      is(Kind.NACK, null);
    }

    @Override
    public void onAlive(Alive message) {
      is(Kind.GOSSIP, null);
    }

    @Override
    public void onSuspect(Suspect message) {
      is(Kind.GOSSIP, null);
    }

    @Override
    public void onDead(Dead message) {
      is(Kind.GOSSIP, null);
    }

    @Override
    public void onUser(User message) {
      is(Kind.APPLICATION, null);
    }
  }

  /** The request of a stream was sent. */
  public void sent(Kind kind, Address to, int bytes) {
    if (observer == null) {
      return; // before anything is made for it
    }
    tell(told -> told.sent(kind, named(to.nodeName()), to.socketAddress(), bytes));
  }

  /** A stream with a readable request came in. */
  public void received(Kind kind, @Nullable String peer, InetSocketAddress from, long bytes) {
    if (observer == null) {
      return; // before anything is made for it
    }
    tell(told -> told.received(kind, named(peer), from, (int) Math.max(0, bytes)));
  }

  private static @Nullable String named(@Nullable String name) {
    return name == null || name.isEmpty() ? null : name;
  }

  /** A probe is over. */
  public void probed(ProbeTrace trace) {
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
