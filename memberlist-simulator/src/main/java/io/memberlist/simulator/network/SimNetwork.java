package io.memberlist.simulator.network;

import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.simulator.time.SimClock;
import io.memberlist.simulator.time.SimEvent;
import io.memberlist.simulator.time.SimRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets and streams between endpoints, by the conditions of each link and around cuts.
 * Endpoints are given by number.
 */
public final class SimNetwork {

  private static final long REPLAY_NANOS = 10_000_000_000L;

  private final SimClock clock;
  private final SimRandom random;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Map<NodeAddress, Endpoint> byAddress = new HashMap<>();
  private final Map<Long, LinkConditions> links = new HashMap<>();
  private final Cuts cuts = new Cuts();
  private final Fanout observers = new Fanout();
  private LinkConditions conditions = LinkConditions.DEFAULT;
  private long delivered;

  /** A network without endpoints. */
  public SimNetwork(SimClock clock, SimRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** Attaches an endpoint; their numbers are 0 up in this order. */
  public void attach(Endpoint endpoint) {
    if (endpoint.number() != endpoints.size()) {
      throw new IllegalArgumentException(
          "endpoint " + endpoint.number() + " comes after " + endpoints.size());
    }
    endpoints.add(endpoint);
    byAddress.put(endpoint.address(), endpoint);
  }

  /** An endpoint has a new address; nobody is at the old one any more. */
  public void moved(Endpoint endpoint, NodeAddress before) {
    byAddress.remove(before);
    byAddress.put(endpoint.address(), endpoint);
  }

  /** Tells somebody of all traffic from now on. */
  public void observe(NetworkObserver observer) {
    observers.add(observer);
  }

  /** Conditions of all links that have none of their own. */
  public void conditions(LinkConditions all) {
    conditions = all;
  }

  /** Conditions of all links that have none of their own. */
  public LinkConditions conditions() {
    return conditions;
  }

  /** Conditions from one endpoint to another, one way. */
  public void link(int from, int to, LinkConditions own) {
    links.put(key(from, to), own);
  }

  /** Forgets all conditions of single links. */
  public void resetLinks() {
    links.clear();
  }

  /** Cuts the way from one endpoint to another; the way back stays. */
  public void cut(int from, int to) {
    cuts.add(from, to);
  }

  /** Ends {@link #cut}. */
  public void mend(int from, int to) {
    cuts.remove(from, to);
  }

  /** Cuts everything between the two groups, both ways. */
  public void partition(Collection<Integer> one, Collection<Integer> other) {
    for (int a : one) {
      for (int b : other) {
        cuts.add(a, b);
        cuts.add(b, a);
      }
    }
  }

  /** Cuts an endpoint off from all others. */
  public void isolate(int endpoint) {
    for (int other = 0; other < endpoints.size(); other++) {
      if (other != endpoint) {
        cuts.add(endpoint, other);
        cuts.add(other, endpoint);
      }
    }
  }

  /** Ends all cuts. */
  public void heal() {
    cuts.clear();
  }

  /** Whether packets get from one endpoint to another. */
  public boolean isCut(int from, int to) {
    return cuts.has(from, to);
  }

  /** Number of packets that came to an endpoint so far. */
  public long delivered() {
    return delivered;
  }

  /** Sends the first {@code length} bytes of the buffer, which may be reused afterwards. */
  public void send(Endpoint from, NodeAddress to, byte[] buffer, int length) {
    if (!observers.isEmpty()) {
      observers.packetSent(clock.now(), from.number(), to, buffer, length);
    }
    var receiver = byAddress.get(to);
    if (receiver == null) {
      return;
    }
    var link = between(from.number(), receiver.number());
    if (cuts.has(from.number(), receiver.number()) || random.chance(link.loss())) {
      observers.packetLost(clock.now(), from.number(), to, length);
      return;
    }
    var packet = Arrays.copyOf(buffer, length);
    if (random.chance(link.corruption())) {
      packet = corrupted(packet);
    }
    deliver(from, to, receiver, packet, delay(link));
    disorder(from, to, receiver, packet, link);
  }

  private void disorder(
      Endpoint from, NodeAddress to, Endpoint receiver, byte[] packet, LinkConditions link) {
    if (random.chance(link.duplication())) {
      deliver(from, to, receiver, packet.clone(), delay(link));
    }
    if (random.chance(link.replay())) {
      deliver(from, to, receiver, packet.clone(), random.between(0, REPLAY_NANOS));
    }
  }

  private byte[] corrupted(byte[] packet) {
    if (packet.length > 1 && random.nextInt(4) == 0) {
      return Arrays.copyOf(packet, 1 + random.nextInt(packet.length - 1));
    }
    packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
    return packet;
  }

  private void deliver(
      Endpoint from, NodeAddress to, Endpoint receiver, byte[] packet, long delay) {
    clock.at(
        clock.now() + delay, new Delivery(from.number(), from.address(), to, receiver, packet));
  }

  /** How long something takes on the way, drawn anew each time. */
  long delay(int from, int to) {
    return delay(between(from, to));
  }

  private long delay(LinkConditions link) {
    long delay = random.between(link.minDelayNanos(), link.maxDelayNanos());
    return random.chance(link.reordering())
        ? delay + random.between(0, 10 * link.maxDelayNanos())
        : delay;
  }

  private final class Delivery extends SimEvent {
    private final int from;
    private final NodeAddress source;
    private final NodeAddress to;
    private final Endpoint receiver;
    private final byte[] packet;

    private Delivery(
        int from, NodeAddress source, NodeAddress to, Endpoint receiver, byte[] packet) {
      this.from = from;
      this.source = source;
      this.to = to;
      this.receiver = receiver;
      this.packet = packet;
    }

    @Override
    protected void fire() {
      if (receiver.address().equals(to) && receiver.reach() == Reach.LISTENING) {
        delivered++;
        observers.packetDelivered(at(), from, receiver.number(), packet);
        receiver.onPacket(packet, source);
      }
    }
  }

  /**
   * Dials. The caller hears of the result, never inside this call.
   *
   * @param deadline until when the connection must be there, in virtual time
   */
  public void dial(Endpoint from, NodeAddress to, long deadline, StreamCaller caller) {
    new SimStream(this, from, to, byAddress.get(to), caller).dial(deadline);
  }

  SimClock clock() {
    return clock;
  }

  SimRandom random() {
    return random;
  }

  NetworkObserver observer() {
    return observers;
  }

  LinkConditions between(int from, int to) {
    if (links.isEmpty()) {
      return conditions;
    }
    var own = links.get(key(from, to));
    return own == null ? conditions : own;
  }

  /** Whether a stream between them would stand. */
  boolean streamsPass(int one, int other) {
    return !cuts.has(one, other) && !cuts.has(other, one);
  }

  /** Who is at an address. */
  public @Nullable Endpoint at(NodeAddress address) {
    return byAddress.get(address);
  }

  private static long key(int from, int to) {
    return (long) from << 32 | to;
  }
}
