package io.memberlist.sample.demo;

import io.memberlist.Config;
import io.memberlist.EventDelegate;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.spring.ui.Recorders;
import io.memberlist.transport.NetTransport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;

/**
 * The demo nodes: real members on free loopback ports, of the application's cluster. They start
 * after the application's own node and leave before it.
 */
final class DemoNodes implements SmartLifecycle {

  static final String LOOPBACK = "127.0.0.1";
  private static final String PREFIX = "demo-";
  private static final List<String> ZONES = List.of("a", "b", "c");

  /** Most demo nodes at once. */
  static final int LIMIT = 24;

  private final int wanted;
  private final Memberlist own;
  private final Recorders recorders;
  private final DemoNetwork network;
  private final DemoEvents events;
  private final Map<String, DemoNode> nodes =
      new ConcurrentSkipListMap<>(
          Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  private int lastNumber;
  private volatile boolean running;

  DemoNodes(
      int wanted, Memberlist own, Recorders recorders, DemoNetwork network, DemoEvents events) {
    this.wanted = wanted;
    this.own = own;
    this.recorders = recorders;
    this.network = network;
    this.events = events;
  }

  Memberlist own() {
    return own;
  }

  DemoNetwork network() {
    return network;
  }

  Collection<DemoNode> all() {
    return nodes.values();
  }

  Optional<DemoNode> find(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** Names of the nodes that look at the moment, the application's own included. */
  List<String> observers() {
    return Stream.concat(
            Stream.of(own.config().name()),
            nodes.values().stream().filter(DemoNode::observing).map(DemoNode::name))
        .toList();
  }

  /** The keys of every node that runs, the application's own first. */
  List<Keyring> keyrings() {
    return Stream.concat(
            Stream.of(own),
            nodes.values().stream().filter(DemoNode::running).map(DemoNode::memberlist))
        .flatMap(node -> node.keyring().stream())
        .toList();
  }

  /** Ports by name, the application's own node included. */
  Map<String, Integer> ports() {
    var ports = new LinkedHashMap<String, Integer>();
    ports.put(own.config().name(), own.config().bindPort());
    nodes.values().forEach(node -> ports.put(node.name(), node.port()));
    return ports;
  }

  @Override
  public void start() {
    for (int i = 0; i < wanted; i++) {
      add();
    }
    running = true;
  }

  /** Starts a further node and returns its name. */
  synchronized String add() {
    var name = PREFIX + ++lastNumber;
    var link = new DemoLink(network);
    var delegate =
        new DemoDelegate(
            events.of(name, () -> find(name).orElseThrow().memberlist()),
            Map.of("role", "demo", "zone", ZONES.get((lastNumber - 1) % ZONES.size())));
    var node =
        new DemoNode(port -> Memberlist.of(config(name, port, link, delegate)), link, delegate);
    nodes.put(name, node);
    node.start(seeds());
    return name;
  }

  /** Address of a member that runs, at random. */
  List<String> seeds() {
    var seeds = new ArrayList<String>();
    seeds.add(own.localNode().addressText());
    nodes.values().stream()
        .filter(node -> node.observing() && node.port() != 0)
        .forEach(node -> seeds.add(LOOPBACK + ":" + node.port()));
    return List.of(seeds.get(ThreadLocalRandom.current().nextInt(seeds.size())));
  }

  /** The cluster's settings, another name and port. */
  private Config config(String name, int port, DemoLink link, DemoDelegate delegate) {
    var settings = own.config();
    EventDelegate recorder = recorders.of(name);
    return settings.toBuilder()
        .name(name)
        .bindAddr(LOOPBACK)
        .bindPort(port)
        .advertiseAddr(LOOPBACK)
        .advertisePort(0)
        .delegate(delegate)
        .events(recorder)
        .keyring(own.keyring().map(DemoKeys::copy).orElse(null))
        .conflict(null)
        .alive(null)
        .merge(null)
        .ping(null)
        .metricsListener(null)
        .rejoinSeeds(null)
        .transportFactory(
            context ->
                new DemoTransport(NetTransport.factory().create(context), link, context.nodeName()))
        .build();
  }

  /** All leave at the same time. */
  @Override
  public void stop() {
    running = false;
    var leaving =
        nodes.values().stream()
            .filter(DemoNode::running)
            .map(node -> new Thread(node::leave, "leave-" + node.name()))
            .toList();
    leaving.forEach(Thread::start);
    try {
      for (var thread : leaving) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    nodes.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
