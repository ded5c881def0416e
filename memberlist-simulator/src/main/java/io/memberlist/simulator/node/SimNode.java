package io.memberlist.simulator.node;

import io.memberlist.Config;
import io.memberlist.JoinResult;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.TrafficObserver;
import io.memberlist.internal.core.CoreState;
import io.memberlist.internal.core.MembershipView;
import io.memberlist.internal.core.NodeInfo;
import io.memberlist.internal.core.PeerAddress;
import io.memberlist.internal.core.PingCallback;
import io.memberlist.internal.driver.ObserverSlot;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.metrics.Metric;
import io.memberlist.simulator.network.Endpoint;
import io.memberlist.simulator.network.Reach;
import io.memberlist.simulator.network.SimStream;
import io.memberlist.simulator.time.SimRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A machine with a complete node on it: it is started, joins, leaves, is killed, stopped for a
 * while and started again. Calls take effect at once; what follows from them takes virtual time.
 */
public final class SimNode implements Endpoint {

  private static final Duration JOIN_LIMIT = Duration.ofSeconds(10);
  private static final long RETRY_NANOS = 1_000_000_000;
  private static final long RETRIES = -1;
  private static final List<Metric> GAUGES =
      Stream.of(Metric.values()).filter(metric -> metric.kind() == Metric.Kind.GAUGE).toList();

  private record Packet(NodeAddress to, byte[] bytes) {}

  private final int number;
  private final World world;
  private final Inputs inputs;
  private final ArrayDeque<Packet> held = new ArrayDeque<>();
  private final ObserverSlot observer = new ObserverSlot();
  private final long[] counts = new long[Metric.values().length];
  private NodeAddress address;
  private Config config;
  private Behaviour behaviour = Behaviour.DEFAULT;
  private Reach reach = Reach.REFUSING;
  private @Nullable Life life;
  private int lives;
  private boolean blocked;
  private boolean timerWaits;
  private long refused;
  private long delegateFailures;
  private List<String> memory = List.of();

  /** A machine on which nothing runs yet. It is to be attached to the network. */
  public SimNode(int number, World world, NodeAddress address, Config config) {
    this.number = number;
    this.world = world;
    this.address = address;
    this.config = config;
    this.inputs = new Inputs(world.clock());
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
    inputs.behave(with);
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
    return inputs.stopped();
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
      memory = othersOf(ended);
      ended.stop();
    }
    life = null;
    reach = afterwards;
    blocked = false;
    timerWaits = false;
    held.clear();
    inputs.clear();
    GAUGES.forEach(metric -> gauge(metric, 0));
  }

  private List<String> othersOf(Life ended) {
    return ended.view().members().stream()
        .filter(node -> !node.name().equals(name()))
        .map(SimNode::text)
        .toList();
  }

  private static String text(Node node) {
    return new NodeAddress(node.addressBytes(), node.port()).toString();
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
    config = config.toBuilder().bindAddr(ip(to)).bindPort(to.port()).build();
    world.network().moved(this, before);
    publishName();
  }

  /** Textual IP. */
  static String ip(NodeAddress address) {
    var text = address.toString();
    return text.substring(0, text.lastIndexOf(':'));
  }

  /**
   * Stops the process for a while, as a debugger or a long garbage collection does: inputs queue
   * up, timers are late.
   */
  public void pause(Duration time) {
    var paused = requireLife();
    world.action(this, "pause " + time.toMillis() + " ms");
    inputs.stop();
    world.clock().after(time, () -> resume(paused));
  }

  private void resume(Life paused) {
    if (life != paused || !inputs.stopped() || blocked) {
      return;
    }
    world.action(this, "resume");
    boolean timersFirst = paused.random.nextBoolean();
    if (timersFirst) {
      fireWaiting(paused);
    }
    inputs.resume();
    if (!timersFirst) {
      fireWaiting(paused);
    }
  }

  private void fireWaiting(Life paused) {
    if (timerWaits) {
      timerWaits = false;
      paused.onTime();
    }
  }

  /** Everything that sends or receives waits for a while; timers and internal work go on (E4). */
  public void block(Duration time) {
    var current = requireLife();
    world.action(this, "block " + time.toMillis() + " ms");
    blocked = true;
    inputs.stop();
    world.clock().after(time, () -> unblock(current));
  }

  private void unblock(Life current) {
    if (life != current || !blocked) {
      return;
    }
    world.action(this, "unblock");
    blocked = false;
    for (var packet = held.poll(); packet != null; packet = held.poll()) {
      world.network().send(this, packet.to, packet.bytes, packet.bytes.length);
    }
    inputs.resume();
  }

  void send(NodeAddress to, byte[] buffer, int length) {
    if (blocked) {
      held.add(new Packet(to, Arrays.copyOf(buffer, length)));
    } else {
      world.network().send(this, to, buffer, length);
    }
  }

  void timerDue(Life due) {
    if (inputs.stopped() && !blocked) {
      timerWaits = true;
    } else {
      due.onTime();
    }
  }

  /** An input for one life; waits while the process is stopped. */
  void input(Life receiver, Runnable action) {
    if (life == receiver) {
      inputs.take(action);
    }
  }

  @Override
  public void onPacket(byte[] packet, NodeAddress source) {
    var receiver = life;
    if (receiver == null) {
      return;
    }
    if (inputs.immediate()) {
      receiver.packet(packet, source);
    } else {
      inputs.takePacket(
          () -> {
            if (life == receiver) {
              receiver.packet(packet, source);
            }
          });
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
    return join(Arrays.stream(seeds).map(seed -> seed.address().toString()).toList(), JOIN_LIMIT);
  }

  /** Joins through seeds in the form of §14.3. */
  public SimJoin join(Collection<String> seeds, Duration limit) {
    return join(seeds, limit, result -> {});
  }

  /** As {@link #join(Collection, Duration)}, with somebody who is told of the result. */
  public SimJoin join(Collection<String> seeds, Duration limit, Consumer<JoinResult> end) {
    var joining = requireLife();
    var join = new SimJoin();
    world.action(this, "join " + seeds);
    if (joining.state().hasLeft()) {
      joining.enter((core, now) -> core.announceAnew(Life.meta(config), now));
    }
    joining.rejoining.join(
        seeds,
        limit,
        result -> {
          joined(join, result);
          end.accept(result);
        });
    return join;
  }

  /**
   * Joins through other nodes and, while none can be reached, tries again 1 to 2 s later, as a
   * caller does whose join was turned away by a busy member.
   */
  public void joinUntilReached(SimNode... seeds) {
    var addresses = Arrays.stream(seeds).map(seed -> seed.address().toString()).toList();
    joinUntilReached(addresses, new SimRandom(world.seed(), RETRIES - number));
  }

  private void joinUntilReached(List<String> seeds, SimRandom moments) {
    var joining = life;
    join(
        seeds,
        JOIN_LIMIT,
        result -> {
          if (result.reached() == 0) {
            long pause = RETRY_NANOS + moments.nextLong(RETRY_NANOS);
            world
                .clock()
                .after(
                    Duration.ofNanos(pause),
                    () -> {
                      if (life == joining) {
                        joinUntilReached(seeds, moments);
                      }
                    });
          }
        });
  }

  private void joined(SimJoin join, JoinResult result) {
    world.action(this, "joined " + result.reached());
    join.end(result, world.clock().now());
  }

  /** Says goodbye; the node goes on to answer. */
  public SimOperation leave() {
    var leaving = requireLife();
    var operation = new SimOperation();
    world.action(this, "leave");
    leaving.enter((core, now) -> core.leave(() -> operation.end(world.clock().now()), now));
    return operation;
  }

  /** Announces what the delegate gives as metadata now. */
  public SimOperation updateNode() {
    var updating = requireLife();
    var operation = new SimOperation();
    world.action(this, "update");
    updating.enter(
        (core, now) ->
            core.updateNode(Life.meta(config), () -> operation.end(world.clock().now()), now));
    return operation;
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
    var operation = new SimOperation();
    requireLife().exchanges.pushPull(with, false, end -> ended(operation, end));
    return operation;
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
    var operation = new SimOperation();
    requireLife().exchanges.user(to, message, end -> ended(operation, end));
    return operation;
  }

  private void ended(SimOperation operation, ExchangeEnd end) {
    operation.end(world.clock().now(), end.success() ? null : end.reason());
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
    requireLife().sendUser(to, "", ip(to), message);
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

  ObserverSlot observer() {
    return observer;
  }

  void count(Metric metric, long delta) {
    counts[metric.ordinal()] += delta;
  }

  void gauge(Metric metric, long value) {
    counts[metric.ordinal()] = value;
  }

  /** A counter, over all lives, or the last value of a gauge in this one. */
  public long count(Metric metric) {
    return counts[metric.ordinal()];
  }

  void countRefused() {
    refused++;
  }

  /** Packets and streams, or parts of them, that were refused as malformed. */
  public long refused() {
    return refused;
  }

  void countDelegateFailure() {
    delegateFailures++;
  }

  /** Exceptions of delegates, those of the three hooks on the protocol thread left out. */
  public long delegateFailures() {
    return delegateFailures;
  }

  /** Packets that found the receive buffer full. */
  public long droppedPackets() {
    return inputs.dropped();
  }

  /** Name and address. */
  @Override
  public String toString() {
    return name() + "@" + address;
  }
}
