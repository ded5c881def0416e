package io.memberlist.simulator.node;

import io.memberlist.Config;
import io.memberlist.JoinResult;
import io.memberlist.NodeState;
import io.memberlist.TrafficObserver;
import io.memberlist.internal.core.CoreState;
import io.memberlist.internal.core.MembershipView;
import io.memberlist.internal.core.NodeInfo;
import io.memberlist.internal.core.PeerAddress;
import io.memberlist.internal.core.PingCallback;
import io.memberlist.internal.driver.ObserverSlot;
import io.memberlist.internal.net.IpAddress;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.metrics.Metric;
import io.memberlist.simulator.network.Endpoint;
import io.memberlist.simulator.network.Reach;
import io.memberlist.simulator.network.SimStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A machine with a complete node on it: it is started, joins, leaves, is killed, stopped for a
 * while and started again. Calls take effect at once; what follows from them takes virtual time.
 */
public final class SimNode implements Endpoint {

  static final Duration JOIN_LIMIT = Duration.ofSeconds(10);

  final Stoppage stoppage;
  final Counters counters = new Counters();
  final ObserverSlot observer = new ObserverSlot();

  private final int number;
  private final World world;
  private final Operations operations;
  private NodeAddress address;
  private Config config;
  private Behaviour behaviour = Behaviour.DEFAULT;
  private Reach reach = Reach.REFUSING;
  private @Nullable Life life;
  private int lives;
  private List<String> memory = List.of();

  /** A machine on which nothing runs yet. It is to be attached to the network. */
  public SimNode(int number, World world, NodeAddress address, Config config) {
    this.number = number;
    this.world = world;
    this.address = address;
    this.config = config;
    stoppage = new Stoppage(this, world);
    operations = new Operations(this, world);
    publishName();
  }

  private void publishName() {
    world.names().put(hostName(), List.of(address));
  }

  /** Name of the machine, which the names of the network resolve to its present address. */
  public String hostName() {
    return name() + ".test";
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public NodeAddress address() {
    return address;
  }

  @Override
  public Reach reach() {
    return reach;
  }

  /** Name of the node in the cluster. */
  public String name() {
    return config.name();
  }

  /** Configuration of this life, or of the next one. */
  public Config config() {
    return config;
  }

  /** Changes the configuration of the next life. */
  public void reconfigure(UnaryOperator<Config.Builder> change) {
    config = change.apply(config.toBuilder()).build();
  }

  /**
   * Changes what process and machine are like; clock and observations count from the next life on.
   */
  public void behave(Behaviour with) {
    behaviour = with;
    stoppage.behave(with);
  }

  /** What process and machine are like. */
  public Behaviour behaviour() {
    return behaviour;
  }

  /** Whether the process runs; a stopped or blocked one does. */
  public boolean running() {
    return life != null;
  }

  /** Whether the process is paused or blocked. */
  public boolean stopped() {
    return stoppage.stopped();
  }

  /** How often it was started. */
  public int lives() {
    return lives;
  }

  /** Starts the process; it knows nobody. False if its own alive delegate refused it. */
  public boolean start() {
    requireNotRunning();
    world.action(this, "start");
    reach = Reach.LISTENING;
    var begun = new Life(this, world, config, behaviour, lives++);
    life = begun;
    if (begun.start()) {
      return true;
    }
    end(Reach.REFUSING);
    return false;
  }

  private void requireNotRunning() {
    if (life != null) {
      throw new IllegalStateException(name() + " is running");
    }
  }

  /** The process ends without a goodbye; the machine stays, so connections are refused. */
  public void kill() {
    world.action(this, "kill");
    end(Reach.REFUSING);
  }

  /** The machine vanishes: connections time out. */
  public void powerOff() {
    world.action(this, "powerOff");
    end(Reach.SILENT);
  }

  private void end(Reach afterwards) {
    var ended = life;
    if (ended != null) {
      memory = ended.otherMembers();
      ended.stop();
    }
    life = null;
    reach = afterwards;
    stoppage.clear();
    counters.clearGauges();
  }

  /**
   * Addresses of the members known when the process last ended, as an application would have kept
   * them.
   */
  public List<String> memory() {
    return memory;
  }

  /** The machine gets another address; only while nothing runs. */
  public void move(NodeAddress to) {
    requireNotRunning();
    world.action(this, "move " + to);
    var before = address;
    address = to;
    config = config.toBuilder().bindAddr(IpAddress.text(to.ip())).bindPort(to.port()).build();
    world.network().moved(this, before);
    publishName();
  }

  /**
   * Stops the process for a while, as a debugger or a long garbage collection does: inputs queue
   * up, timers are late.
   */
  public void pause(Duration time) {
    var paused = requireLife();
    world.action(this, "pause " + time.toMillis() + " ms");
    stoppage.pause(paused, time);
  }

  /**
   * Each call that sends or receives waits for a while, and so do probing and gossip from their
   * next call on; timers and internal work go on (E4).
   */
  public void block(Duration time) {
    var current = requireLife();
    world.action(this, "block " + time.toMillis() + " ms");
    stoppage.block(current, time);
  }

  /** An input for one life; waits while the process is stopped. */
  void input(Life receiver, Runnable action) {
    if (life == receiver) {
      stoppage.take(action);
    }
  }

  @Override
  public void onPacket(byte[] packet, NodeAddress source) {
    var receiver = life;
    if (receiver != null) {
      stoppage.packet(receiver, packet, source);
    }
  }

  @Override
  public void onStream(SimStream stream, byte[] request) {
    var receiver = life;
    if (receiver != null) {
      input(receiver, () -> receiver.exchanges.serve(stream, request));
    }
  }

  /** Joins through other nodes, at most 10 s. */
  public SimJoin join(SimNode... seeds) {
    return join(addresses(seeds), JOIN_LIMIT);
  }

  private static List<String> addresses(SimNode... nodes) {
    return Arrays.stream(nodes).map(node -> node.address().toString()).toList();
  }

  /** Joins through seeds in the form of §14.3. */
  public SimJoin join(Collection<String> seeds, Duration limit) {
    return join(seeds, limit, result -> {});
  }

  /** As {@link #join(Collection, Duration)}, with somebody who is told of the result. */
  public SimJoin join(Collection<String> seeds, Duration limit, Consumer<JoinResult> end) {
    return operations.join(requireLife(), seeds, limit, end);
  }

  /**
   * Joins through other nodes and, while none can be reached, tries again 1 to 2 s later, as a
   * caller does whose join was turned away by a busy member.
   */
  public void joinUntilReached(SimNode... seeds) {
    new JoinTries(this, world, addresses(seeds)).begin();
  }

  /** Says goodbye; the node goes on to answer. */
  public SimOperation leave() {
    return operations.leave(requireLife());
  }

  /** Announces what the delegate gives as metadata now. */
  public SimOperation updateNode() {
    return operations.updateNode(requireLife());
  }

  /** Drops the record of a dead or left node here. */
  public void forget(String node) {
    requireLife().enter((core, now) -> core.forget(node, now));
  }

  /** Exchanges state with another node now. */
  public SimOperation sync(SimNode with) {
    return sync(with.peerAddress());
  }

  /** Exchanges state with whoever is at an address, now. */
  public SimOperation sync(PeerAddress with) {
    return operations.sync(requireLife(), with);
  }

  /** Sends an application's message over a stream. */
  public SimOperation sendReliable(SimNode to, byte[] message) {
    return sendReliable(to.peerAddress(), message);
  }

  private PeerAddress peerAddress() {
    return new PeerAddress(name(), address);
  }

  /** Sends an application's message over a stream. */
  public SimOperation sendReliable(PeerAddress to, byte[] message) {
    return operations.sendReliable(requireLife(), to, message);
  }

  /** Sends an application's message as one packet. */
  public void sendBestEffort(SimNode to, byte[] message) {
    requireLife().sendUser(to.address(), to.name(), to.name(), message);
  }

  /** As {@link #sendBestEffort(SimNode, byte[])}, to a node that is known here by that name. */
  public void sendBestEffort(String to, byte[] message) {
    var known = Objects.requireNonNull(state().info(to), "unknown node " + to);
    requireLife().sendUser(known.address(), to, to, message);
  }

  /** As {@link #sendBestEffort(SimNode, byte[])}, to whoever is there. */
  public void sendToAddress(NodeAddress to, byte[] message) {
    requireLife().sendUser(to, "", IpAddress.text(to.ip()), message);
  }

  /** Measures the time to another node (§10.8). */
  public void ping(String node, NodeAddress to, PingCallback callback) {
    requireLife().enter((core, now) -> core.ping(node, to, callback, now));
  }

  /** Lets the core take a message as if it had come in a packet from that node. */
  public void learn(Message message, SimNode from) {
    requireLife().enter((core, now) -> core.onMessage(message, from.address(), now, now));
  }

  /** Warm start: makes other nodes known as Alive with incarnation 1, without events or rumours. */
  public void preload(List<NodeInfo> others) {
    requireLife().enter((core, now) -> core.preload(others, now));
  }

  /** What the tables hold now; cheap. Only while it runs. */
  public CoreState state() {
    return requireLife().state();
  }

  /** Changes whenever {@link #view()} would; starts anew with every life. */
  public long version() {
    return requireLife().version();
  }

  /** The member table as an application sees it. Only while it runs. */
  public MembershipView view() {
    return requireLife().view();
  }

  /** State of a node as seen from here; null if it is unknown. */
  public @Nullable NodeState sees(SimNode other) {
    return state().state(other.name());
  }

  /** The own incarnation, u32. */
  public int incarnation() {
    return state().incarnation(name());
  }

  private Life requireLife() {
    var current = life;
    if (current == null) {
      throw new IllegalStateException(name() + " is not running");
    }
    return current;
  }

  /** Tells somebody of its single messages and probes, over all lives; null: nobody any more. */
  public void observe(@Nullable TrafficObserver wanted) {
    observer.set(wanted);
  }

  /** A counter, over all lives, or the last value of a gauge in this one. */
  public long count(Metric metric) {
    return counters.value(metric);
  }

  /** Packets and streams, or parts of them, that were refused as malformed. */
  public long refused() {
    return counters.refused();
  }

  /** Exceptions of delegates, those of the three hooks on the protocol thread left out. */
  public long delegateFailures() {
    return counters.delegateFailures();
  }

  /** Packets that found the receive buffer full. */
  public long droppedPackets() {
    return stoppage.dropped();
  }

  /** Name and address. */
  @Override
  public String toString() {
    return name() + "@" + address;
  }
}
