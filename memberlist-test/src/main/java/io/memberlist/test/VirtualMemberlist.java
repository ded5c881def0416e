package io.memberlist.test;

import io.memberlist.Config;
import io.memberlist.JoinResult;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.NoPingResponseException;
import io.memberlist.Node;
import io.memberlist.NodeDetails;
import io.memberlist.OperationTimeoutException;
import io.memberlist.QueueSizes;
import io.memberlist.TrafficObserver;
import io.memberlist.TransportException;
import io.memberlist.VetoException;
import io.memberlist.internal.core.JoinFailure;
import io.memberlist.internal.core.MembershipView;
import io.memberlist.internal.core.PeerAddress;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.metrics.Statistics;
import io.memberlist.simulator.node.SimNode;
import io.memberlist.simulator.node.SimOperation;
import io.memberlist.simulator.time.SimRandom;
import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an application holds of a node in virtual time. Methods that wait move virtual time until
 * there is an answer; queries never block, as on a real node.
 */
final class VirtualMemberlist implements Memberlist {

  private static final Duration NO_LIMIT = Duration.ofSeconds(60);

  /** Of a join without a deadline of its own; every stream of it ends much earlier. */
  private static final Duration NO_DEADLINE = Duration.ofHours(1);

  private final VirtualTime time;
  private final SimNode node;
  private final Lanes lanes;
  private final SimRandom random;
  private final Counts counts;
  private volatile Config config;
  private volatile Status status = Status.STOPPED;
  private volatile MembershipView view = MembershipView.empty();

  VirtualMemberlist(VirtualTime time, SimNode node, Lanes lanes, Config config, SimRandom random) {
    this.time = time;
    this.node = node;
    this.lanes = lanes;
    this.config = config;
    this.random = random;
    counts = new Counts(node);
  }

  /** The node took an input: what applications see of it may be new. */
  void stepped() {
    if (node.running()) {
      view = node.view();
      status = node.state().hasLeft() ? Status.LEFT : Status.RUNNING;
      counts.read();
    }
  }

  /** The process has ended without the application's doing. */
  void killed() {
    lanes.clear();
    ended();
  }

  private void ended() {
    view = MembershipView.empty();
    status = Status.STOPPED;
    counts.read();
  }

  @Override
  public void start() {
    time.refuseInProtocol("start");
    boolean accepted = time.call(this::startNode);
    if (!accepted) {
      throw new VetoException(
          "the own node \"" + config.name() + "\" was refused by its alive delegate");
    }
    time.run(lanes::drain);
  }

  private boolean startNode() {
    if (node.running()) {
      throw new IllegalStateException("node \"" + config.name() + "\" is running already");
    }
    boolean accepted = node.start();
    if (accepted) {
      stepped();
    } else {
      lanes.clear();
    }
    return accepted;
  }

  @Override
  public Status status() {
    return status;
  }

  @Override
  public JoinResult join(Collection<String> seeds) {
    return join(seeds, NO_DEADLINE);
  }

  @Override
  public JoinResult join(Collection<String> seeds, Duration deadline) {
    time.refuseInProtocol("join");
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException(
          "the deadline of a join must be longer than 0, not " + deadline);
    }
    requireRunning();
    if (seeds.isEmpty()) {
      return new JoinResult(0, 0, List.of());
    }
    var limit = deadline.compareTo(NO_DEADLINE) < 0 ? deadline : NO_DEADLINE;
    var join = time.call(() -> node.join(seeds, limit));
    boolean done = time.complete(() -> join.done() || !node.running(), limit);
    if (!join.done()) {
      throw done
          ? notRunning()
          : new OperationTimeoutException("the join did not end within " + deadline);
    }
    var result = join.result();
    counts.joined(result.reached() > 0);
    if (result.reached() == 0) {
      throw JoinFailure.of(result.failures());
    }
    return result;
  }

  @Override
  public void leave(Duration timeout) {
    time.refuseInProtocol("leave");
    requireNotNegative(timeout);
    requireRunning();
    finish(time.call(node::leave), timeout, "left, not confirmed by others within ");
  }

  @Override
  public void updateNode(Duration timeout) {
    time.refuseInProtocol("updateNode");
    requireNotNegative(timeout);
    requireRunning();
    if (status == Status.LEFT) {
      throw new IllegalStateException("node \"" + config.name() + "\" has left");
    }
    finish(time.call(node::updateNode), timeout, "updated, not confirmed by others within ");
  }

  private static void requireNotNegative(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a time limit must not be negative, but is " + timeout);
    }
  }

  private void finish(SimOperation operation, Duration timeout, String otherwise) {
    var limit = timeout.isZero() ? NO_LIMIT : timeout;
    boolean done = time.complete(() -> operation.done() || !node.running(), limit);
    if (!operation.done()) {
      throw done ? notRunning() : new OperationTimeoutException(otherwise + limit);
    }
  }

  @Override
  public List<Node> members() {
    return view.members();
  }

  @Override
  public List<Node> allNodes() {
    return view.allNodes();
  }

  @Override
  public int numMembers() {
    return view.numMembers();
  }

  @Override
  public Optional<Node> node(String name) {
    return view.node(Objects.requireNonNull(name, "name"));
  }

  @Override
  public Node localNode() {
    requireRunning();
    return view.local();
  }

  @Override
  public AdvertisedAddress advertisedAddress() {
    requireRunning();
    return new AdvertisedAddress(
        node.address().ip(), node.address().port(), "address in the virtual network");
  }

  @Override
  public Optional<NodeDetails> details(String name) {
    return view.details(Objects.requireNonNull(name, "name"));
  }

  @Override
  public int healthScore() {
    return view.healthScore();
  }

  @Override
  public Config config() {
    return config;
  }

  @Override
  public Statistics statistics() {
    return counts.statistics();
  }

  /** It is called by the protocol, so it may not wait for anything. */
  @Override
  public void observe(@Nullable TrafficObserver observer) {
    time.run(() -> node.observe(observer));
  }

  @Override
  public QueueSizes queues() {
    return time.call(
        () ->
            node.running()
                ? new QueueSizes(
                    node.state().queuedBroadcasts(),
                    0,
                    0,
                    0,
                    lanes.messagesWaiting(),
                    lanes.callbacksWaiting())
                : QueueSizes.NONE);
  }

  @Override
  public Optional<Keyring> keyring() {
    return Optional.ofNullable(config.keyring());
  }

  @Override
  public void sendBestEffort(Node to, byte[] message) {
    requireRunning();
    var copy = message.clone();
    boolean known = node(to.name()).filter(seen -> seen.address().equals(to.address())).isPresent();
    var address = new NodeAddress(to.addressBytes(), to.port());
    time.run(
        () -> {
          if (known) {
            node.sendBestEffort(to.name(), copy);
          } else {
            node.sendToAddress(address, copy);
          }
          counts.read();
        });
  }

  @Override
  public void sendToAddress(Address to, byte[] message) {
    requireRunning();
    var copy = message.clone();
    var address = addressOf(to.socketAddress());
    time.run(
        () -> {
          node.sendToAddress(address, copy);
          counts.read();
        });
  }

  /** Where the protocol waits for the caller, the message goes out without its end being seen. */
  @Override
  public void sendReliable(Node to, byte[] message) {
    requireRunning();
    var copy = message.clone();
    var peer = peer(to);
    var sending = time.call(() -> node.sendReliable(peer, copy));
    if (!time.inProtocol()) {
      complete(sending, "sendReliable", new Address(to.address(), to.name()));
    }
  }

  private void complete(SimOperation operation, String what, Address peer) {
    var limit = config.tcpTimeout().multipliedBy(3);
    time.complete(() -> operation.done() || !node.running(), limit);
    var failure = operation.done() ? operation.failure() : "timed out";
    if (failure != null) {
      throw new TransportException(what + " to " + peer + " failed: " + failure, peer, null);
    }
  }

  @Override
  public Duration ping(String nodeName, InetSocketAddress address) {
    time.refuseInProtocol("ping");
    requireRunning();
    var answer = new PingAnswer();
    var to = addressOf(address);
    time.run(() -> node.ping(nodeName, to, answer));
    time.complete(() -> answer.done() || !node.running(), NO_LIMIT);
    var rtt = answer.rtt();
    if (rtt == null) {
      throw new NoPingResponseException(nodeName, config.probeTimeout());
    }
    return rtt;
  }

  private static NodeAddress addressOf(InetSocketAddress address) {
    if (address.getAddress() == null) {
      throw new TransportException(
          "unknown host " + address.getHostString(), new Address(address, null), null);
    }
    return new NodeAddress(address.getAddress().getAddress(), address.getPort());
  }

  /** Counts from the next start on; this life keeps what it began with. */
  @Override
  public void verify(boolean incoming, boolean outgoing) {
    requireRunning();
    config =
        config.toBuilder().gossipVerifyIncoming(incoming).gossipVerifyOutgoing(outgoing).build();
    time.run(
        () ->
            node.reconfigure(
                next -> next.gossipVerifyIncoming(incoming).gossipVerifyOutgoing(outgoing)));
  }

  @Override
  public void sync() {
    time.refuseInProtocol("sync");
    requireRunning();
    var others = members().stream().filter(member -> !member.name().equals(config.name())).toList();
    if (others.isEmpty()) {
      throw new IllegalStateException("there is no other alive member to exchange state with");
    }
    var with = time.call(() -> others.get(random.nextInt(others.size())));
    var operation = time.call(() -> node.sync(peer(with)));
    complete(operation, "sync", new Address(with.address(), with.name()));
  }

  private static PeerAddress peer(Node node) {
    return new PeerAddress(node.name(), new NodeAddress(node.addressBytes(), node.port()));
  }

  @Override
  public boolean forget(String name) {
    requireRunning();
    var known = node(name);
    if (known.isPresent() && !known.get().state().deadOrLeft()) {
      throw new IllegalStateException(
          "node \"" + name + "\" is alive or suspect and cannot be forgotten");
    }
    time.run(() -> node.forget(name));
    return known.isPresent();
  }

  @Override
  public void shutdown() {
    if (time.inProtocol()) {
      throw new IllegalStateException(
          "shutdown waits for the protocol and cannot be called from a delegate it waits for");
    }
    if (status == Status.STOPPED) {
      return;
    }
    time.run(
        () -> {
          node.kill();
          lanes.drain();
          ended();
        });
  }

  @Override
  public void close() {
    try {
      shutdown();
    } catch (IllegalStateException e) {
      // as on a real node, close() never throws
      return;
    }
  }

  private void requireRunning() {
    if (status == Status.STOPPED) {
      throw notRunning();
    }
  }

  private IllegalStateException notRunning() {
    return new IllegalStateException("node \"" + config.name() + "\" is not running");
  }

  @Override
  public String toString() {
    return config.name() + " " + status;
  }
}
