package io.memberlist.simulator.node;

import io.memberlist.internal.core.CoreOptions;
import io.memberlist.internal.core.LogEvent;
import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.wire.ReadBefore;
import io.memberlist.simulator.network.SimNetwork;
import io.memberlist.simulator.time.SimClock;
import io.memberlist.simulator.time.SimRandom;
import java.util.ArrayList;
import java.util.List;

/** What the nodes of one run have in common. */
public final class World {

  private static final long STREAMS_PER_NODE = 1L << 20;
  private static final int NAMES = 1 << 15;
  private static final int RUMOURS = 1 << 13;

  private final long seed;
  private final SimClock clock;
  private final SimNetwork network;
  private final SimNames names = new SimNames();
  private final Announcements announcements = new Announcements();
  private final ReadBefore readBefore = new ReadBefore(NAMES, RUMOURS);
  private final CoreOptions options;
  private final List<NodeObserver> observers = new ArrayList<>();

  /** A world without nodes. */
  public World(long seed, SimClock clock, SimNetwork network, CoreOptions options) {
    this.seed = seed;
    this.clock = clock;
    this.network = network;
    this.options = options;
  }

  /** The root seed. */
  public long seed() {
    return seed;
  }

  /** Virtual time. */
  public SimClock clock() {
    return clock;
  }

  /** Carries packets and streams. */
  public SimNetwork network() {
    return network;
  }

  /** Host names. */
  public SimNames names() {
    return names;
  }

  /** Tells somebody what all nodes do from now on. */
  public void observe(NodeObserver observer) {
    observers.add(observer);
  }

  /** What decoders have read, for all nodes together. */
  ReadBefore readBefore() {
    return readBefore;
  }

  Announcements announcements() {
    return announcements;
  }

  CoreOptions options() {
    return options;
  }

  /** A generator that belongs to one life of one node. */
  SimRandom random(int node, int life) {
    return new SimRandom(seed, (node + 1) * STREAMS_PER_NODE + life);
  }

  void event(SimNode node, MemberEvent event) {
    for (var each : observers) {
      each.event(clock.now(), node, event);
    }
  }

  void action(SimNode node, String what) {
    for (var each : observers) {
      each.action(clock.now(), node, what);
    }
  }

  void log(SimNode node, LogEvent line) {
    for (var each : observers) {
      each.log(clock.now(), node, line);
    }
  }

  void stepped(SimNode node) {
    for (var each : observers) {
      each.stepped(clock.now(), node);
    }
  }
}
