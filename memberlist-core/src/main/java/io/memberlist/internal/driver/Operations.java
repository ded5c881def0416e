package io.memberlist.internal.driver;

import io.memberlist.Config;
import io.memberlist.JoinResult;
import io.memberlist.NoPingResponseException;
import io.memberlist.Node;
import io.memberlist.NodeMetadataException;
import io.memberlist.OperationTimeoutException;
import io.memberlist.TransportException;
import io.memberlist.VetoException;
import io.memberlist.internal.core.Core;
import io.memberlist.internal.core.PeerAddress;
import io.memberlist.internal.core.PingCallback;
import io.memberlist.internal.core.SendResult;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What applications ask of a running node, on their threads. */
final class Operations {

  static final int META_LIMIT = 512;
  private static final byte USER = 8;
  private static final int CRC_VERSION = 5;
  private static final Duration NO_LIMIT = Duration.ofSeconds(60);

  /** Something that fails like a stream. */
  @FunctionalInterface
  private interface StreamTask {
    void run() throws ExchangeFailure;
  }

  private final Config config;
  private final CoreLoop loop;
  private final PacketSender sender;
  private final StreamClient client;
  private final Streams streams;
  private final Joiner joiner;

  Operations(
      Config config,
      CoreLoop loop,
      PacketSender sender,
      StreamClient client,
      Streams streams,
      Joiner joiner) {
    this.config = config;
    this.loop = loop;
    this.sender = sender;
    this.client = client;
    this.streams = streams;
    this.joiner = joiner;
  }

  /** The delegate's metadata, null for none. */
  static byte @Nullable [] meta(Config config) {
    var delegate = config.delegate();
    var meta = delegate == null ? null : delegate.nodeMeta(META_LIMIT);
    if (meta != null && meta.length > META_LIMIT) {
      throw new NodeMetadataException(meta.length, META_LIMIT);
    }
    return meta == null || meta.length == 0 ? null : meta.clone();
  }

  JoinResult join(Collection<String> seeds, Duration limit) {
    refuseInHook("join");
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "the deadline of a join must be longer than 0, not " + limit);
    }
    var entries = List.copyOf(seeds);
    if (!entries.isEmpty() && hasLeft("join")) {
      announceAnew();
    }
    return joiner.join(entries, limit);
  }

  /** Asks the core, since a leave may be on its way to it. */
  private boolean hasLeft(String operation) {
    return Threads.await(loop.ask((core, now) -> core.hasLeft()), operation);
  }

  private void announceAnew() {
    var meta = meta(config);
    boolean announced =
        Threads.await(loop.ask((core, now) -> core.announceAnew(meta, now)), "join");
    if (!announced) {
      throw new VetoException("the own node was refused and could not be announced anew");
    }
  }

  void leave(Duration timeout) {
    refuseInHook("leave");
    requireNotNegative(timeout, "leave");
    finish(
        loop.command((core, done, now) -> core.leave(() -> loop.finish(done), now)),
        timeout,
        "leave",
        "left, not confirmed by others within ");
  }

  void updateNode(Duration timeout) {
    refuseInHook("updateNode");
    requireNotNegative(timeout, "updateNode");
    if (hasLeft("updateNode")) {
      throw new IllegalStateException(
          "node \"" + config.name() + "\" has left; join announces it anew");
    }
    var meta = meta(config);
    finish(
        loop.command((core, done, now) -> updateNode(core, meta, done, now)),
        timeout,
        "updateNode",
        "announced the new metadata, but spreading them was not finished within ");
  }

  private void updateNode(
      Core core, byte @Nullable [] meta, CompletableFuture<Boolean> done, long now) {
    if (!core.updateNode(meta, () -> loop.finish(done), now)) {
      throw new VetoException("the new metadata were refused by the own alive delegate");
    }
  }

  private static void requireNotNegative(Duration timeout, String operation) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException(
          "the time limit of " + operation + " must not be negative: " + timeout);
    }
  }

  private static void finish(
      CompletableFuture<Boolean> done, Duration timeout, String operation, String reached) {
    var limit = timeout.isZero() ? NO_LIMIT : timeout;
    try {
      Threads.await(done, Threads.nanos(limit), operation);
    } catch (TimeoutException e) {
      throw new OperationTimeoutException(reached + Failures.text(limit));
    } finally {
      done.cancel(false);
    }
  }

  Duration ping(String nodeName, InetSocketAddress address) {
    refuseInHook("ping");
    var to = new Address(resolved(address), nodeName.isEmpty() ? null : nodeName);
    sender.requireName(to);
    NodeAddress target = Addresses.of(to.socketAddress());
    CompletableFuture<Outcome> answer =
        loop.command((core, done, now) -> core.ping(nodeName, target, new Answer(loop, done), now));
    var outcome = Threads.await(answer, "ping");
    if (outcome.sent != SendResult.SENT) {
      throw new TransportException("could not send a ping to " + to, to, null);
    }
    if (outcome.rttNanos < 0) {
      throw new NoPingResponseException(nodeName, config.probeTimeout());
    }
    return Duration.ofNanos(outcome.rttNanos);
  }

  /** What became of a ping; the time is -1 without an answer. */
  private record Outcome(SendResult sent, long rttNanos) {}

  private record Answer(CoreLoop loop, CompletableFuture<Outcome> done) implements PingCallback {
    @Override
    public void answered(long rttNanos) {
      loop.finish(done, new Outcome(SendResult.SENT, rttNanos));
    }

    @Override
    public void failed(SendResult sent) {
      loop.finish(done, new Outcome(sent, -1));
    }
  }

  void sync() {
    refuseInHook("sync");
    var peer =
        Threads.await(loop.ask((core, now) -> new Peer(core.randomPeer())), "sync").address();
    if (peer == null) {
      throw new IllegalStateException("there is no other alive member to exchange state with");
    }
    var to = Addresses.target(peer.address(), peer.name());
    onStreamThread(to, "sync", () -> client.pushPull(to, false));
  }

  private record Peer(@Nullable PeerAddress address) {}

  boolean forget(String name) {
    refuseInHook("forget");
    Core.Forgotten outcome =
        Threads.await(loop.ask((core, now) -> core.forget(name, now)), "forget");
    if (outcome == Core.Forgotten.REFUSED) {
      throw new IllegalStateException(
          "node \"" + name + "\" is alive or suspect and cannot be forgotten");
    }
    return outcome == Core.Forgotten.DONE;
  }

  void sendBestEffort(Node to, byte[] message) {
    var address = Addresses.target(new NodeAddress(to.addressBytes(), to.port()), to.name());
    send(address, message, to.versions().max() >= CRC_VERSION);
  }

  void sendToAddress(Address to, byte[] message) {
    var address = new Address(resolved(to.socketAddress()), to.nodeName());
    send(address, message, understandsCrc(address));
  }

  /**
   * Without a record at hand the one named like the destination's IP address decides (§3.2 step 3,
   * Q3).
   */
  private boolean understandsCrc(Address to) {
    var host = to.socketAddress().getAddress().getHostAddress();
    return loop.view().node(host).map(node -> node.versions().max() >= CRC_VERSION).orElse(false);
  }

  private void send(Address to, byte[] message, boolean crc) {
    var packet = new byte[message.length + 1];
    packet[0] = USER;
    System.arraycopy(message, 0, packet, 1, message.length);
    try {
      sender.send(to, List.of(packet), crc, Metric.MESSAGES_SENT_APPLICATION);
    } catch (IOException e) {
      throw new TransportException(
          "could not send " + message.length + " bytes to " + to + ": " + Failures.text(e), to, e);
    }
  }

  /** D28: texts of the application are resolved here and nowhere else. */
  private static InetSocketAddress resolved(InetSocketAddress address) {
    if (!address.isUnresolved()) {
      return address;
    }
    var resolved = new InetSocketAddress(address.getHostString(), address.getPort());
    if (resolved.isUnresolved()) {
      throw new TransportException(
          "unknown host " + address.getHostString(), new Address(address, null), null);
    }
    return resolved;
  }

  void sendReliable(Node to, byte[] message) {
    var address = Addresses.target(new NodeAddress(to.addressBytes(), to.port()), to.name());
    sender.requireName(address);
    var copy = message.clone();
    onStreamThread(address, "sendReliable", () -> client.user(address, copy));
  }

  /**
   * Streams are run on their own threads, so that an interrupt of the caller cannot close a socket
   * half-way.
   */
  private void onStreamThread(Address to, String operation, StreamTask task) {
    var done = new CompletableFuture<Boolean>();
    try {
      streams.execute(
          () -> {
            try {
              task.run();
              done.complete(true);
            } catch (ExchangeFailure e) {
              done.completeExceptionally(e.typed());
            } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
              done.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      throw streams.isClosed()
          ? new IllegalStateException("the node was shut down", e)
          : new TransportException(operation + " to " + to + " failed: " + Failures.text(e), to, e);
    }
    Threads.await(done, operation);
  }

  private void refuseInHook(String operation) {
    if (loop.isCurrentThread()) {
      throw new IllegalStateException(
          operation
              + " waits for the protocol and cannot be called from AliveDelegate, getBroadcasts or ackPayload");
    }
  }
}
