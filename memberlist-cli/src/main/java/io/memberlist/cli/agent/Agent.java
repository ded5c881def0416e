package io.memberlist.cli.agent;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.MemberlistException;
import io.memberlist.cli.Json;
import io.memberlist.cli.VersionCommand;
import io.memberlist.transport.Address;
import io.memberlist.transport.NetTransport;
import io.memberlist.transport.Transport;
import io.memberlist.transport.TransportFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node and, if wanted, its faulty transport. */
final class Agent {

  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final long LINGER_MILLIS = 1000;

  /**
   * What can go wrong on purpose.
   *
   * @param faults whether traffic can be dropped and delayed
   * @param trace whether traffic is shown; implies the other
   */
  record Trouble(boolean faults, boolean trace) {}

  private final Events events;
  private final Trouble trouble;
  private final Faults faults = new Faults();
  private final Memberlist memberlist;
  private boolean closed;
  private volatile @Nullable Transport transport;

  /**
   * A node that has not started.
   *
   * @throws io.memberlist.ConfigException for a configuration that is impossible
   */
  Agent(Config.Builder builder, Events events, Trouble trouble) {
    this.events = events;
    this.trouble = trouble;
    this.memberlist = Memberlist.of(builder.transportFactory(this::transport).build());
  }

  private Transport transport(TransportFactory.Context context) {
    var made = NetTransport.factory().create(context);
    if (trouble.faults() || trouble.trace()) {
      made = new FaultyTransport(made, faults, events, trouble.trace(), context.nodeName());
    }
    transport = made;
    return made;
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
            .put("java", VersionCommand.java()),
        AgentText.of(node));
  }

  void joinInBackground(List<String> seeds) {
    if (!seeds.isEmpty()) {
      var thread = new Thread(() -> joinAtStart(seeds), "memberlist-join-at-start");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void joinAtStart(List<String> seeds) {
    try {
      int reached = memberlist.join(seeds).reached();
      events.emit(
          "joined", Json.object().put("n", reached), "through " + reached + " of the addresses");
    } catch (MemberlistException | IllegalStateException | IllegalArgumentException e) {
      var text = String.valueOf(e.getMessage());
      events.emit("joined", Json.object().put("n", 0).put("error", text), AgentText.plain(text));
    }
  }

  Memberlist memberlist() {
    return memberlist;
  }

  /** Rules for dropping and delaying. */
  Faults faults() {
    if (!trouble.faults() && !trouble.trace()) {
      throw new IllegalStateException("the agent was started without --faults");
    }
    return faults;
  }

  /** Writes a packet to the node's socket, past encoding and faults. */
  void raw(byte[] packet, Address to) throws IOException {
    var current = transport;
    if (current instanceof FaultyTransport faulty) {
      faulty.raw(packet, to);
    } else if (current != null) {
      current.writeTo(packet, 0, packet.length, to);
    }
  }

  /**
   * Leaves, stays a moment for the others' sake, and shuts down. Whoever closes the agent meanwhile
   * waits for the end of it.
   */
  synchronized void goodbye() {
    if (closed) {
      return;
    }
    try {
      boolean others = memberlist.numMembers() > 1;
      memberlist.leave(GOODBYE);
      if (others) {
        new CountDownLatch(1).await(LINGER_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (MemberlistException | IllegalStateException e) {
      var text = String.valueOf(e.getMessage());
      events.emit("log", Json.object().put("line", text), AgentText.plain(text));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /** Shuts down without a goodbye. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      memberlist.shutdown();
    }
  }
}
