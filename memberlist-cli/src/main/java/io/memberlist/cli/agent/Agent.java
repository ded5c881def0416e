package io.memberlist.cli.agent;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.MemberlistException;
import io.memberlist.Node;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.cli.Json;
import io.memberlist.cli.VersionCommand;
import io.memberlist.transport.NetTransport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One node with its delegates and, if wanted, its faulty transport. */
final class Agent {

  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final long LINGER_MILLIS = 1000;

  private final Events events;
  private final AgentDelegates delegates;
  private final Faults faults = new Faults();
  private final boolean faulty;
  private final Memberlist memberlist;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable FaultyTransport transport;

  Agent(
      Config.Builder builder,
      AgentDelegates delegates,
      Events events,
      boolean faulty,
      boolean trace) {
    this.events = events;
    this.delegates = delegates;
    this.faulty = faulty;
    if (faulty) {
      var inner = NetTransport.factory();
      builder.transportFactory(
          context -> {
            var made =
                new FaultyTransport(
                    inner.create(context), faults, events, trace, context.nodeName());
            transport = made;
            return made;
          });
    }
    var config = builder.build();
    memberlist = Memberlist.of(config);
    if (config.delegate() != null) {
      delegates.broadcastsTo(
          new TransmitLimitedQueue(config.retransmitMult(), memberlist::numMembers));
    }
  }

  void start() {
    memberlist.start();
    var node = memberlist.localNode();
    events.emit(
        "ready",
        Json.object()
            .put("name", node.name())
            .put("addr", node.address().getAddress().getHostAddress())
            .put("port", node.port())
            .put("node", NodeJson.of(node))
            .put("pid", ProcessHandle.current().pid())
            .put("lib", "memberlist-java " + VersionCommand.library())
            .put("java", System.getProperty("java.version")),
        "ready     " + AgentText.plain(node.name()) + "  " + AgentText.address(node));
  }

  void joinInBackground(List<String> seeds) {
    if (seeds.isEmpty()) {
      return;
    }
    var thread = new Thread(() -> joinAtStart(seeds), "memberlist-join-at-start");
    thread.setDaemon(true);
    thread.start();
  }

  private void joinAtStart(List<String> seeds) {
    try {
      int reached = memberlist.join(seeds).reached();
      events.emit("joined", Json.object().put("n", reached), "joined    " + reached);
    } catch (MemberlistException | IllegalStateException e) {
      var text = String.valueOf(e.getMessage());
      events.emit(
          "joined",
          Json.object().put("n", 0).put("error", text),
          "join failed: " + AgentText.plain(text));
    }
  }

  Memberlist memberlist() {
    return memberlist;
  }

  AgentDelegates delegates() {
    return delegates;
  }

  /** Rules for dropping and delaying. */
  Faults faults() {
    if (!faulty) {
      throw new IllegalStateException("the agent was started without --faults");
    }
    return faults;
  }

  /** The transport of this life. */
  FaultyTransport transport() {
    var current = transport;
    if (!faulty || current == null) {
      throw new IllegalStateException("the agent was started without --faults");
    }
    return current;
  }

  /** The member of that name. */
  Node member(String name) {
    return memberlist
        .node(name)
        .orElseThrow(() -> new IllegalArgumentException("no member is named \"" + name + "\""));
  }

  /** An IP literal or name as an address. */
  static InetAddress host(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("unknown host " + text, e);
    }
  }

  /** Leaves, stays a moment for the others' sake, and shuts down. */
  void goodbye() {
    if (closed.get()) {
      return;
    }
    try {
      boolean others = memberlist.numMembers() > 1;
      memberlist.leave(GOODBYE);
      if (others) {
        new CountDownLatch(1).await(LINGER_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (MemberlistException | IllegalStateException e) {
      events.emit("log", Json.object().put("line", String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /** Shuts down without a goodbye. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      memberlist.shutdown();
    }
  }
}
