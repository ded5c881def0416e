package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.Dead;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.internal.wire.RemoteState;
import io.memberlist.internal.wire.Suspect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One node's {@link Membership} in virtual time, with everything around it recorded. The own node
 * is {@code me}.
 */
final class MembershipFixture {

  static final byte[] VERSIONS = {1, 5, 2, 0, 0, 0};
  static final NodeAddress OWN_ADDRESS = address("10.0.0.1", 7946);
  static final NodeAddress SOMEWHERE = address("10.0.0.99", 7946);

  /** What the failure detector is told. */
  final List<String> told = new ArrayList<>();

  final RecordingOutput output = new RecordingOutput();
  final FakeHooks hooks = new FakeHooks();
  final RecordingRumours rumours = new RecordingRumours();
  final TimerQueue timers = new TimerQueue();
  final MemberTable table;
  final HealthScore health;
  final Self self;
  final Membership membership;
  long now = Duration.ofHours(100).toNanos();

  /** A node that was not announced yet. */
  MembershipFixture(CoreOptions options, UnaryOperator<Config.Builder> settings) {
    this("me", OWN_ADDRESS, options, settings);
  }

  private MembershipFixture(
      String name,
      NodeAddress address,
      CoreOptions options,
      UnaryOperator<Config.Builder> settings) {
    Config config = settings.apply(Config.lan().name(name)).build();
    table = new MemberTable(new Random(1), options.observations());
    health = new HealthScore(config.awarenessMaxMultiplier(), output);
    self = new Self(new NodeInfo(name, address, null, VERSIONS));
    membership =
        new Membership(
            config,
            options,
            table,
            self,
            health,
            rumours,
            timers,
            output,
            hooks,
            new RecordingListener());
  }

  /** A node with default settings that announced itself; nothing of that is left in the records. */
  static MembershipFixture node() {
    return node(settings -> settings);
  }

  /** A node of another name and address that was not announced yet. */
  static MembershipFixture called(String name, NodeAddress address) {
    return new MembershipFixture(name, address, CoreOptions.DEFAULT, settings -> settings);
  }

  static MembershipFixture node(UnaryOperator<Config.Builder> settings) {
    var node = new MembershipFixture(CoreOptions.DEFAULT, settings);
    node.membership.announce(null, null, node.now);
    node.forgetRecords();
    return node;
  }

  void forgetRecords() {
    output.events.clear();
    output.logs.clear();
    rumours.take();
    told.clear();
  }

  static NodeAddress address(String ip, int port) {
    String[] parts = ip.split("\\.");
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return new NodeAddress(bytes, port);
  }

  static Alive alive(String name, int incarnation) {
    return new Alive(incarnation, name, addressOf(name), null, VERSIONS);
  }

  static Alive alive(String name, int incarnation, NodeAddress address, @Nullable String meta) {
    return new Alive(incarnation, name, address, meta == null ? null : bytes(meta), VERSIONS);
  }

  /** Where a node of that name lives unless it says something else. */
  static NodeAddress addressOf(String name) {
    return name.equals("me")
        ? OWN_ADDRESS
        : new NodeAddress(new byte[] {10, 1, 0, 1}, 1024 + (name.hashCode() & 0x7fff));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void learns(Alive message) {
    membership.aliveFromPacket(message, SOMEWHERE, now);
  }

  void learns(Suspect message) {
    membership.suspect(message, now);
  }

  void learns(Dead message) {
    membership.dead(message, now);
  }

  void merges(PushNodeState... records) {
    membership.merge(new RemoteState(false, List.of(records), null), now);
  }

  /** Makes nodes known as Alive, incarnation 1; nothing of that is left in the records. */
  MembershipFixture knowing(String... names) {
    for (String name : names) {
      learns(alive(name, 1));
    }
    forgetRecords();
    return this;
  }

  /** Lets time pass and fires what is due on the way, each at its instant. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    while (timers.nextDeadline() <= end) {
      now = Math.max(now, timers.nextDeadline());
      timers.fireDue(now);
    }
    now = end;
  }

  /** How long it takes until the node has that state; nothing else happens meanwhile. */
  Duration timeUntil(String name, NodeState state) {
    long start = now;
    while (state(name) != state) {
      if (timers.nextDeadline() == Long.MAX_VALUE) {
        throw new AssertionError(name + " stays " + state(name));
      }
      now = Math.max(now, timers.nextDeadline());
      timers.fireDue(now);
    }
    return Duration.ofNanos(now - start);
  }

  boolean knows(String name) {
    return table.find(name) != MemberTable.NONE;
  }

  NodeState state(String name) {
    return table.state(table.find(name));
  }

  int incarnation(String name) {
    return table.incarnation(table.find(name));
  }

  /** How long ago the state changed. */
  Duration age(String name) {
    return Duration.ofNanos(now - table.since(table.find(name)));
  }

  NodeInfo info(String name) {
    return table.info(table.find(name));
  }

  Node node(String name) {
    return membership.view().node(name).orElseThrow();
  }

  /** Whatever happens inside {@code action} leaves no trace: no state, rumour, event, nor line. */
  boolean ignores(Runnable action) {
    long version = membership.version();
    action.run();
    return membership.version() == version
        && rumours.queued.isEmpty()
        && output.events.isEmpty()
        && told.isEmpty();
  }

  private final class RecordingListener implements MembershipListener {
    @Override
    public void died(NodeInfo info, long instant) {
      told.add("died " + info.name());
    }

    @Override
    public void revived(String name, long now) {
      told.add("revived " + name);
    }

    @Override
    public void abandoned(String name) {
      told.add("abandoned " + name);
    }

    @Override
    public void contested(int member) {
      told.add("contested " + table.info(member).name());
    }

    @Override
    public void unaware(NodeAddress newcomer, Dead left) {
      told.add("unaware " + newcomer + " of " + left.node() + " " + left.incarnation());
    }
  }
}
