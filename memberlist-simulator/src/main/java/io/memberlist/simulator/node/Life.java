package io.memberlist.simulator.node;

import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.JoinResult;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.MalformedMessageException;
import io.memberlist.internal.codec.NonceSource;
import io.memberlist.internal.codec.PacketDecoder;
import io.memberlist.internal.codec.PacketEncoder;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.core.Core;
import io.memberlist.internal.core.CoreOptions;
import io.memberlist.internal.core.CoreState;
import io.memberlist.internal.core.MembershipView;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.User;
import io.memberlist.metrics.Metric;
import io.memberlist.simulator.time.DriftingClock;
import io.memberlist.simulator.time.SimEvent;
import io.memberlist.simulator.time.SimRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One life of a node, from start to end of its process: what {@code Engine} and its threads are on
 * a real one.
 */
final class Life {

  private static final int META_LIMIT = 512;
  private static final byte USER = 8;
  private static final int CRC_VERSION = 5;

  /** An input of the core. */
  @FunctionalInterface
  interface Input {
    void run(Core core, long now);
  }

  final SimNode node;
  final World world;
  final Config config;
  final SimRandom random;
  final Behaviour behaviour;
  final StreamCodec codec;
  final Samples samples;
  final TrafficWatch watch;
  final Exchanges exchanges;
  final Rejoining rejoining;

  private final CodecSettings settings;
  private final DriftingClock clock;
  private final Core core;
  private final CoreState state;
  private final LifeOutput output;
  private final PacketDecoder decoder;
  private final Receiver receiver = new Receiver();
  private final @Nullable MessageHandling messages;
  private final List<Input> later = new ArrayList<>();
  private boolean running;
  private boolean inside;
  private long wakeAt = Long.MAX_VALUE;
  private long viewVersion = -1;
  private MembershipView view = MembershipView.empty();

  Life(SimNode node, World world, Config config, Behaviour behaviour, int number) {
    this.node = node;
    this.world = world;
    this.config = config;
    this.behaviour = behaviour;
    random = world.random(node.number(), 2 * number);
    settings = CodecSettings.of(config);
    clock =
        new DriftingClock(
            world.clock().now(), behaviour.clockStart(), behaviour.driftPartsPerBillion());
    samples = new Samples(node, config.metricsListener());
    watch = new TrafficWatch(node.observer);
    var nonces = nonces(world.random(node.number(), 2 * number + 1));
    codec = new StreamCodec(() -> settings, nonces, size -> samples.add(Metric.SIZE_REMOTE, size));
    decoder = new PacketDecoder(() -> settings, world.readBefore());
    output = new LifeOutput(this, new PacketEncoder(() -> settings, nonces));
    var hooks = new LifeHooks(this, config, settings);
    core =
        new Core(
            config,
            observing(world.options(), behaviour.observations()),
            node.address(),
            meta(config),
            output,
            hooks,
            random);
    state = core.state();
    messages = handling(config.delegate(), behaviour);
    exchanges = new Exchanges(this);
    rejoining = new Rejoining(this);
    hooks.listen();
  }

  private static NonceSource nonces(SimRandom random) {
    return nonce -> {
      for (int i = 0; i < nonce.length; i++) {
        nonce[i] = (byte) random.nextLong();
      }
    };
  }

  private static CoreOptions observing(CoreOptions options, boolean observations) {
    return new CoreOptions(
        options.awareness(), options.suspicionConfirmations(), options.buddy(), observations);
  }

  /** The delegate's metadata, null for none. */
  static byte @Nullable [] meta(Config config) {
    var delegate = config.delegate();
    var meta = delegate == null ? null : delegate.nodeMeta(META_LIMIT);
    return meta == null || meta.length == 0 ? null : meta.clone();
  }

  private @Nullable MessageHandling handling(@Nullable Delegate delegate, Behaviour behaviour) {
    return delegate == null
        ? null
        : new MessageHandling(
            world.clock(), delegate, behaviour.handlerNanos(), config.handoffQueueDepth());
  }

  /** False if the own node was refused. */
  boolean start() {
    running = true;
    var accepted = new boolean[1];
    enter((c, now) -> accepted[0] = c.start(now));
    if (!accepted[0]) {
      stop();
    }
    return accepted[0];
  }

  /** Ends the process; nothing of it happens any more. */
  void stop() {
    running = false;
    core.stop();
    if (messages != null) {
      messages.close();
    }
  }

  boolean running() {
    return running;
  }

  long localNow() {
    return clock.local(world.clock().now());
  }

  /** A moment of the node's own clock as virtual time. */
  long global(long local) {
    return clock.global(local);
  }

  CoreState state() {
    return state;
  }

  long version() {
    return core.version();
  }

  /** The table as of the last step. */
  MembershipView view() {
    if (core.version() != viewVersion) {
      viewVersion = core.version();
      view = core.view();
    }
    return view;
  }

  /** Addresses of the others that are members as of the last step. */
  List<String> otherMembers() {
    return view().members().stream()
        .filter(member -> !member.name().equals(config.name()))
        .map(member -> new NodeAddress(member.addressBytes(), member.port()).toString())
        .toList();
  }

  /** Gives the core an input, then delivers what came of it. A bug in the core ends the run. */
  void enter(Input input) {
    if (!running) {
      return;
    }
    if (inside) {
      later.add(input); // of a delegate that was called from within the core
      return;
    }
    inside = true;
    try {
      input.run(core, localNow());
      for (int i = 0; i < later.size(); i++) {
        later.get(i).run(core, localNow());
      }
      later.clear();
    } finally {
      inside = false;
    }
    output.deliver();
    wakeLater();
    world.stepped(node);
  }

  void packet(byte[] packet, NodeAddress source) {
    receiver.source = source;
    receiver.length = packet.length;
    receiver.told = false;
    decoder.decode(packet, 0, packet.length, receiver);
  }

  /**
   * Sends an application's message as one packet, with a checksum if a record says that it is
   * understood.
   *
   * @param name of the node there; empty if unknown
   * @param record whose record that is
   */
  void sendUser(NodeAddress to, String name, String record, byte[] payload) {
    var known = state.info(record);
    boolean crc = known != null && known.pMax() >= CRC_VERSION;
    var message = new byte[payload.length + 1];
    message[0] = USER;
    System.arraycopy(payload, 0, message, 1, payload.length);
    output.transmit(to, name, List.of(message), crc, Metric.MESSAGES_SENT_APPLICATION);
  }

  /** A rejoin round reached somebody. */
  void rejoined(JoinResult result) {
    world.action(node, "rejoined " + result.reached());
    output.rejoined(result);
  }

  /** An application's message. */
  boolean message(byte[] payload) {
    return messages != null && messages.offer(payload);
  }

  private final class Receiver implements PacketDecoder.Sink {
    private NodeAddress source = new NodeAddress(new byte[0], 0);
    private int length;
    private boolean told;

    @Override
    public void message(Message message) {
      if (!told) {
        told = true;
        watch.packetReceived(message, source, length);
      }
      if (message instanceof User user) {
        Life.this.message(user.payload());
        return;
      }
      enter(
          (c, now) -> {
            c.onMessage(message, source, now, now);
          });
    }

    @Override
    public void refused(MalformedMessageException reason) {
      node.counters.countRefused();
    }

    @Override
    public void truncated(int missingParts) {
      node.counters.countRefused();
    }
  }

  /** Sets the alarm for the core's next deadline; one that is set too early does no harm. */
  private void wakeLater() {
    long deadline = core.nextDeadline();
    if (!running || deadline == Long.MAX_VALUE) {
      return;
    }
    long at = Math.max(world.clock().now(), clock.global(deadline));
    if (at < wakeAt) {
      wakeAt = at;
      world.clock().at(at, new Wake());
    }
  }

  private final class Wake extends SimEvent {
    @Override
    protected void fire() {
      if (running && at() == wakeAt) {
        wakeAt = Long.MAX_VALUE;
        node.stoppage.timerDue(Life.this);
      }
    }
  }

  /** Fires what is due. */
  void onTime() {
    if (!running) {
      return;
    }
    if (core.nextDeadline() != Long.MAX_VALUE && localNow() - core.nextDeadline() >= 0) {
      enter(Core::onTime);
    } else {
      wakeLater();
    }
  }
}
