package io.memberlist.simulator;

import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.simulator.network.Endpoint;
import io.memberlist.simulator.network.Reach;
import io.memberlist.simulator.network.SimStream;
import io.memberlist.simulator.network.StreamCaller;
import io.memberlist.simulator.network.StreamFailure;
import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Somebody on the network who speaks bytes. No node may be added to the cluster after it. */
public final class RawPeer implements Endpoint {

  /** How a stream ended for the side that dialled. */
  public static final class Exchange implements StreamCaller {
    private final byte[] request;

    /** Everything that was answered; null before the end, or if there was a failure. */
    public byte @Nullable [] answer;

    /** Why nothing came of it. */
    public @Nullable StreamFailure failure;

    private Exchange(byte[] request) {
      this.request = request;
    }

    @Override
    public void connected(SimStream stream) {
      stream.write(request);
    }

    @Override
    public void answered(byte[] bytes) {
      answer = bytes;
    }

    @Override
    public void failed(StreamFailure why) {
      failure = why;
    }
  }

  /** Packets that came. */
  public final List<byte[]> packets = new ArrayList<>();

  /** Requests that came over streams. */
  public final List<byte[]> requests = new ArrayList<>();

  private final SimCluster cluster;
  private final NodeAddress address;
  private Reach reach = Reach.LISTENING;
  private UnaryOperator<byte @Nullable []> answers = request -> null;

  /** Attaches a peer that closes every stream without an answer. */
  public RawPeer(SimCluster cluster) {
    this.cluster = cluster;
    address = cluster.newAddress();
    cluster.network().attach(this);
  }

  /** What it answers to streams; null closes them without an answer. */
  public RawPeer answering(UnaryOperator<byte @Nullable []> with) {
    answers = with;
    return this;
  }

  /** What a dialling node meets from now on. */
  public void reach(Reach now) {
    reach = now;
  }

  /** Sends a packet. */
  public void send(SimNode to, byte[] packet) {
    cluster.network().send(this, to.address(), packet, packet.length);
  }

  /** Dials, writes the bytes, and waits 10 s for what comes. */
  public Exchange request(SimNode to, byte[] bytes) {
    var exchange = begin(to, bytes);
    cluster.run(Duration.ofSeconds(10));
    return exchange;
  }

  /** As {@link #request}, without waiting. */
  public Exchange begin(SimNode to, byte[] bytes) {
    var exchange = new Exchange(bytes);
    long deadline = cluster.clock().now() + Duration.ofSeconds(60).toNanos();
    cluster.network().dial(this, to.address(), deadline, exchange);
    return exchange;
  }

  @Override
  public int number() {
    return cluster.size();
  }

  @Override
  public NodeAddress address() {
    return address;
  }

  @Override
  public Reach reach() {
    return reach;
  }

  @Override
  public void onPacket(byte[] packet, NodeAddress source) {
    packets.add(packet);
  }

  @Override
  public void onStream(SimStream stream, byte[] request) {
    requests.add(request);
    var answer = answers.apply(request);
    if (answer == null) {
      stream.close();
    } else {
      stream.answer(answer);
    }
  }
}
