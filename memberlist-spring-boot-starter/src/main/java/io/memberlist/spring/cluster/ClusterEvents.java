package io.memberlist.spring.cluster;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.broadcast.ClusterBroadcast;
import io.memberlist.broadcast.ClusterBroadcastOptions;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.spring.autoconfigure.NodeMessages;
import io.memberlist.spring.cluster.ClusterEventCounts.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Cluster events of this node, both ways. Received ones are given to listeners on the thread of the
 * user messages; the own ones, and sending to single members, have a thread of their own.
 */
public final class ClusterEvents implements ClusterEventPublisher, NodeMessages, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.cluster");

  private final Supplier<Memberlist> memberlist;
  private final ClusterEventTypes types;
  private final List<ClusterEventCodec> codecs;
  private final ClusterBroadcastOptions options;
  private final boolean locally;
  private final ApplicationEventPublisher publisher;
  private final ClusterEventCounts counts = new ClusterEventCounts();
  private final ClusterBroadcast broadcast;
  private final ThreadPoolExecutor background;
  private volatile boolean replaced;
  private volatile boolean optedIn;

  /**
   * Sends and receives nothing yet.
   *
   * @param memberlist the node; looked up when it is needed
   * @param types that may be received
   * @param codecs the first that supports a type writes it
   * @param options bounds
   * @param locally whether the own listeners hear what is published here
   * @param publisher gets received events
   * @param background sends to single members, and delivers locally; its queue is bounded
   */
  public ClusterEvents(
      Supplier<Memberlist> memberlist,
      ClusterEventTypes types,
      List<ClusterEventCodec> codecs,
      ClusterBroadcastOptions options,
      boolean locally,
      ApplicationEventPublisher publisher,
      ThreadPoolExecutor background) {
    this.memberlist = memberlist;
    this.types = types;
    this.codecs = List.copyOf(codecs);
    this.options = options;
    this.locally = locally;
    this.publisher = publisher;
    this.background = background;
    this.broadcast = new ClusterBroadcast(options, System::nanoTime, new Members());
  }

  @Override
  public String publish(Object event) {
    var name = ClusterEventTypes.nameOf(event.getClass());
    var node = memberlist.get();
    if (node.status() == Memberlist.Status.STOPPED) {
      throw new IllegalStateException("the node is not running, so nothing can be published");
    }
    if (replaced && !optedIn) {
      throw new IllegalStateException(
          "a Delegate bean owns the user messages; cluster events work once it hands messages to"
              + " ClusterEvents.handle and asks ClusterEvents.getBroadcasts");
    }
    var codec = codec(event.getClass());
    var envelope =
        new Envelope(
            UUID.randomUUID().toString(),
            node.config().name(),
            System.currentTimeMillis(),
            name,
            codec.name(),
            codec.write(event));
    var message = envelope.encode();
    if (message.length > options.maxBytes()) {
      throw new IllegalArgumentException(
          "cluster event '%s' takes %d bytes; at most %d are allowed (memberlist.cluster-events.max-size)"
              .formatted(name, message.length, options.maxBytes()));
    }
    broadcast.publish(message);
    counts.count(Outcome.PUBLISHED, 1);
    if (locally) {
      inBackground(() -> deliver(event, envelope, true));
    }
    return envelope.id();
  }

  private ClusterEventCodec codec(Class<?> type) {
    return codecs.stream()
        .filter(codec -> codec.supports(type))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no ClusterEventCodec can write "
                        + type.getName()
                        + "; add Jackson or a bean"));
  }

  /**
   * Takes a user message if it is a cluster event. For a Delegate bean that owns the messages.
   *
   * @return false if it is something else
   */
  @Override
  public boolean handle(byte[] message) {
    optedIn = true;
    if (!Envelope.isOne(message)) {
      return false;
    }
    try {
      var envelope = Envelope.decode(message);
      if (broadcast.received(message)) {
        receive(envelope);
      } else {
        counts.count(Outcome.DUPLICATE, 1);
      }
    } catch (IOException e) {
      counts.count(Outcome.INVALID, 1);
      log.debug("A cluster event of {} bytes could not be read: {}", message.length, e.toString());
    }
    return true;
  }

  private void receive(Envelope envelope) {
    var type = types.named(envelope.name());
    if (type.isEmpty()) {
      counts.count(Outcome.UNKNOWN, 1);
      return;
    }
    Object event;
    try {
      event = read(envelope, type.get());
    } catch (RuntimeException e) {
      counts.count(Outcome.INVALID, 1);
      log.debug("Cluster event '{}' could not be read: {}", envelope.name(), e.toString());
      return;
    }
    counts.count(Outcome.RECEIVED, 1);
    deliver(event, envelope, false);
  }

  private Object read(Envelope envelope, Class<?> type) {
    return codecs.stream()
        .filter(codec -> codec.name().equals(envelope.codec()) && codec.supports(type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no codec '" + envelope.codec() + "'"))
        .read(envelope.body(), type);
  }

  private void deliver(Object event, Envelope envelope, boolean local) {
    tell(event);
    tell(
        new ReceivedClusterEvent<>(
            event, envelope.origin(), envelope.id(), Instant.ofEpochMilli(envelope.at()), local));
  }

  private void tell(Object event) {
    try {
      publisher.publishEvent(event);
    } catch (RuntimeException | Error e) {
      log.error("A listener of {} failed", event.getClass().getSimpleName(), e);
    }
  }

  @Override
  public TransmitLimitedQueue broadcastQueue() {
    return broadcast.queue();
  }

  /** Messages to send along with the gossip. For a Delegate bean that owns the messages. */
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    optedIn = true;
    return broadcast.queue().getBroadcasts(overhead, limit);
  }

  @Override
  public void replacedByDelegate(String bean) {
    if (!replaced) {
      log.warn(
          "Delegate bean '{}' owns the user messages, so cluster events are off unless it hands"
              + " messages to ClusterEvents.handle and asks ClusterEvents.getBroadcasts",
          bean);
    }
    replaced = true;
  }

  /** What became of events. */
  public ClusterEventCounts counts() {
    return counts;
  }

  private void inBackground(Runnable task) {
    try {
      background.execute(task);
    } catch (RejectedExecutionException e) {
      counts.count(Outcome.DROPPED, 1);
    }
  }

  @Override
  public void close() {
    background.shutdownNow();
  }

  /** The node, as far as the broadcast needs it. */
  private final class Members implements ClusterBroadcast.Cluster {

    @Override
    public int numNodes() {
      return memberlist.get().numMembers();
    }

    @Override
    public void sendReliable(byte[] message) {
      var node = memberlist.get();
      var local = node.config().name();
      node.members().stream()
          .filter(member -> member.state() == NodeState.ALIVE && !member.name().equals(local))
          .forEach(member -> inBackground(() -> send(node, member, message)));
    }

    private void send(Memberlist node, Node member, byte[] message) {
      try {
        node.sendReliable(member, message);
      } catch (RuntimeException e) {
        counts.count(Outcome.UNSENT, 1);
        log.debug("A cluster event did not reach {}: {}", member.name(), e.toString());
      }
    }

    @Override
    public void dropped(long count) {
      counts.count(Outcome.DROPPED, count);
    }
  }
}
