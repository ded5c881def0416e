package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.NodeState;
import io.memberlist.internal.core.RecordingOutput.Packet;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageReader;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.internal.wire.Suspect;
import io.memberlist.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A whole core in virtual time, called {@code me}, with everything it says recorded. Periodic tasks
 * have no stagger, so the first probe tick is at the start.
 */
final class WholeCore {

  static final NodeAddress SOMEWHERE = MembershipFixture.SOMEWHERE;

  final RecordingOutput output = new RecordingOutput();
  final FakeHooks hooks = new FakeHooks();
  final Chance chance = new Chance();
  final Core core;
  final long start = Duration.ofHours(100).toNanos();
  long now = start;
  private int handled;

  /**
   * No stagger while {@code constant}; jitter and probabilities are what a test says, if it does.
   */
  static final class Chance implements RandomGenerator {
    private final Random chance = new Random(1);
    private boolean constant = true;
    double part = 0.5;
    private boolean random;

    @Override
    public long nextLong() {
      return constant ? 0 : chance.nextLong();
    }

    @Override
    public double nextDouble() {
      return random ? chance.nextDouble() : part;
    }
  }

  private WholeCore(CoreOptions options, UnaryOperator<Config.Builder> settings) {
    var config = settings.apply(Config.lan().name("me")).build();
    core = new Core(config, options, MembershipFixture.OWN_ADDRESS, null, output, hooks, chance);
  }

  /** A core that was not started. */
  static WholeCore stopped(UnaryOperator<Config.Builder> settings) {
    return new WholeCore(CoreOptions.DEFAULT, settings);
  }

  /** A core that runs. */
  static WholeCore started(UnaryOperator<Config.Builder> settings) {
    var node = stopped(settings);
    node.core.start(node.now);
    node.chance.constant = false;
    return node;
  }

  /** A core that runs, with stagger, jitter and chances as in a real one. */
  static WholeCore random(UnaryOperator<Config.Builder> settings) {
    var node = stopped(settings);
    node.chance.constant = false;
    node.chance.random = true;
    node.core.start(node.now);
    node.output.events.clear();
    return node;
  }

  /** A core that neither gossips nor exchanges states, and probes only if told to. */
  static WholeCore quiet(UnaryOperator<Config.Builder> settings) {
    return started(
        c ->
            settings.apply(
                c.probeInterval(Duration.ZERO)
                    .gossipInterval(Duration.ZERO)
                    .pushPullInterval(Duration.ZERO)));
  }

  /** A core that probes every 200 ms with a time limit of 10 ms, and does nothing else. */
  static WholeCore probing(UnaryOperator<Config.Builder> settings) {
    return quiet(
        c ->
            settings.apply(
                c.probeInterval(Duration.ofMillis(200)).probeTimeout(Duration.ofMillis(10))));
  }

  WholeCore knowing(String... names) {
    for (String name : names) {
      hears(MembershipFixture.alive(name, 1));
    }
    output.events.clear();
    return this;
  }

  WholeCore knowingOfVersion(int maxVersion, String... names) {
    for (String name : names) {
      byte[] versions = {1, (byte) maxVersion, 2, 0, 0, 0};
      hears(new Alive(1, name, addressOf(name), null, maxVersion == 0 ? new byte[0] : versions));
    }
    output.events.clear();
    return this;
  }

  static NodeAddress addressOf(String name) {
    return MembershipFixture.addressOf(name);
  }

  WholeCore hears(Message message) {
    core.onMessage(message, SOMEWHERE, now, now);
    return this;
  }

  void acks(Ping ping) {
    hears(new Ack(ping.seqNo(), null));
  }

  /** Somebody accuses this node, which costs it a point of its health. */
  WholeCore degraded() {
    hears(new Suspect(1, "me", "x"));
    return this;
  }

  /** Lets time pass and fires what is due on the way, each at its instant. */
  WholeCore pass(Duration time) {
    passUntil(now + time.toNanos());
    return this;
  }

  void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  private void passUntil(long end) {
    while (core.nextDeadline() <= end) {
      now = Math.max(now, core.nextDeadline());
      core.onTime(now);
    }
    now = end;
  }

  /** Goes on, answering other pings at once, until that node is pinged by a probe. */
  Ping awaitPing(String name) {
    return awaitPing(name, () -> {});
  }

  /** As {@link #awaitPing}, but what other acks heal is lost again. */
  Ping awaitPingWithoutRecovery(String name) {
    int score = health();
    return awaitPing(
        name,
        () -> {
          while (health() < score) {
            degraded();
          }
        });
  }

  private Ping awaitPing(String name, Runnable beforeTick) {
    for (int ticks = 0; ticks < 100; ticks++) {
      while (handled < output.packets.size()) {
        if (first(output.packets.get(handled++)) instanceof Ping ping) {
          if (ping.node().equals(name)) {
            return ping;
          }
          acks(ping);
        }
      }
      beforeTick.run();
      now = Math.max(now, core.nextDeadline());
      core.onTime(now);
    }
    throw new AssertionError(name + " is never pinged");
  }

  /** Lets time pass until the next ping is sent, and returns it. */
  Ping nextPing() {
    int seen = sent(Ping.class).size();
    for (int turns = 0; sent(Ping.class).size() == seen; turns++) {
      if (turns > 1000) {
        throw new AssertionError("nobody is pinged");
      }
      now = Math.max(now, core.nextDeadline());
      core.onTime(now);
    }
    return sent(Ping.class).get(seen);
  }

  /** The last stream ping was not answered. */
  void streamFails() {
    streamEnds(ExchangeResult.FAILURE);
  }

  /** The stream that was started last has ended. */
  void streamEnds(ExchangeResult result) {
    var last = output.streamPings.get(output.streamPings.size() - 1);
    core.onExchangeEnded(last.exchangeId(), result, now);
  }

  Duration sinceStart() {
    return Duration.ofNanos(now - start);
  }

  /** Sends pings to this node until everything queued was sent often enough, and forgets that. */
  WholeCore drained() {
    while (core.queuedBroadcasts() > 0) {
      hears(new Ping(9999, "", SOMEWHERE, "drain"));
    }
    output.packets.clear();
    handled = 0;
    return this;
  }

  static Message first(Packet packet) {
    return message(packet.messages().get(0));
  }

  static Message message(byte[] encoded) {
    return new MessageReader().read(encoded[0], encoded, 1, encoded.length - 1);
  }

  static List<Message> messages(Packet packet) {
    return packet.messages().stream().map(WholeCore::message).toList();
  }

  /** The first messages of all packets of a type, in order. */
  <T extends Message> List<T> sent(Class<T> type) {
    var found = new ArrayList<T>();
    for (var packet : output.packets) {
      var message = first(packet);
      if (type.isInstance(message)) {
        found.add(type.cast(message));
      }
    }
    return found;
  }

  /** Names of the nodes that packets beginning with a type of message went to, in order. */
  List<String> receivers(Class<? extends Message> type) {
    return output.packets.stream()
        .filter(packet -> type.isInstance(first(packet)))
        .map(Packet::toName)
        .toList();
  }

  List<Packet> gossip() {
    return output.packets.stream().filter(p -> p.kind() == Metric.MESSAGES_SENT_GOSSIP).toList();
  }

  NodeState state(String name) {
    return core.view().node(name).orElseThrow().state();
  }

  int health() {
    return core.view().healthScore();
  }
}
