package io.memberlist.internal.driver;

import io.memberlist.Config;
import io.memberlist.JoinResult;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeDetails;
import io.memberlist.QueueSizes;
import io.memberlist.TrafficObserver;
import io.memberlist.internal.core.MembershipView;
import io.memberlist.metrics.Statistics;
import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell that applications hold: each life is a fresh {@link Engine}; only the configuration and
 * the counts outlive it.
 */
final class RestartableMemberlist implements Memberlist {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.state");

  /** As good as none, and small enough to be added to a clock. */
  private static final Duration NO_DEADLINE = Duration.ofDays(365);

  private final Config config;
  private final Statistics statistics = new Statistics();
  private final ObserverSlot observer = new ObserverSlot();
  private final ReentrantLock lifecycle = new ReentrantLock();
  private volatile @Nullable Engine engine;
  private volatile boolean stopWanted;

  RestartableMemberlist(Config config) {
    this.config = config;
  }

  @Override
  public void start() {
    lifecycle.lock();
    try {
      if (engine != null) {
        throw new IllegalStateException("node \"" + config.name() + "\" is running already");
      }
      stopWanted = false;
      var fresh = Engine.open(config, statistics, observer);
      engine = fresh;
      startOrForget(fresh);
      if (stopWanted) {
        fresh.shutdown();
        engine = null;
        throw new IllegalStateException(
            "node \"" + config.name() + "\" was shut down while it started");
      }
    } finally {
      lifecycle.unlock();
    }
  }

  private void startOrForget(Engine fresh) {
    boolean started = false;
    try {
      fresh.start();
      started = true;
    } finally {
      if (!started) {
        engine = null;
      }
    }
  }

  @Override
  public void shutdown() {
    var current = engine;
    if (current == null) {
      return;
    }
    if (current.loop().isCurrentThread()) {
      throw new IllegalStateException(
          "shutdown waits for the protocol and cannot be called from AliveDelegate, getBroadcasts or ackPayload");
    }
    if (!current.ownsCurrentThread()) {
      lifecycle.lock();
    } else if (!lifecycle.tryLock()) {
      stopWanted = true; // who holds the lock is starting, or stopping and waits for this thread
      return;
    }
    try {
      if (engine == current) {
        current.shutdown();
        engine = null;
      }
    } finally {
      lifecycle.unlock();
    }
  }

  @Override
  public void close() {
    try {
      shutdown();
    } catch (IllegalStateException e) {
      log.error("Node {} was not closed", config.name(), e);
    }
  }

  /** For what can be read until the last callback was delivered. */
  private Engine existing() {
    var current = engine;
    if (current == null) {
      throw notRunning();
    }
    return current;
  }

  private Engine running() {
    var current = engine;
    if (current == null || current.closing()) {
      throw notRunning();
    }
    return current;
  }

  private IllegalStateException notRunning() {
    return new IllegalStateException("node \"" + config.name() + "\" is not running");
  }

  private Operations operations() {
    return running().operations();
  }

  private MembershipView view() {
    var current = engine;
    return current == null ? MembershipView.empty() : current.loop().view();
  }

  @Override
  public Status status() {
    var current = engine;
    if (current == null) {
      return Status.STOPPED;
    }
    return current.loop().left() ? Status.LEFT : Status.RUNNING;
  }

  @Override
  public JoinResult join(Collection<String> seeds) {
    return join(seeds, NO_DEADLINE);
  }

  @Override
  public JoinResult join(Collection<String> seeds, Duration deadline) {
    return operations().join(seeds, deadline);
  }

  @Override
  public void leave(Duration timeout) {
    operations().leave(timeout);
  }

  @Override
  public void updateNode(Duration timeout) {
    operations().updateNode(timeout);
  }

  @Override
  public List<Node> members() {
    return view().members();
  }

  @Override
  public List<Node> allNodes() {
    return view().allNodes();
  }

  @Override
  public int numMembers() {
    return view().numMembers();
  }

  @Override
  public Optional<Node> node(String name) {
    return view().node(Objects.requireNonNull(name, "name"));
  }

  @Override
  public Node localNode() {
    return existing().loop().view().local();
  }

  @Override
  public AdvertisedAddress advertisedAddress() {
    return existing().advertised();
  }

  @Override
  public Optional<NodeDetails> details(String name) {
    return view().details(Objects.requireNonNull(name, "name"));
  }

  @Override
  public int healthScore() {
    return view().healthScore();
  }

  @Override
  public Config config() {
    var current = engine;
    return current == null ? config : current.config();
  }

  @Override
  public Statistics statistics() {
    return statistics;
  }

  @Override
  public void observe(@Nullable TrafficObserver wanted) {
    observer.set(wanted);
  }

  @Override
  public QueueSizes queues() {
    var current = engine;
    return current == null ? QueueSizes.NONE : current.queues();
  }

  @Override
  public Optional<Keyring> keyring() {
    return Optional.ofNullable(config.keyring());
  }

  @Override
  public void sendBestEffort(Node to, byte[] message) {
    operations().sendBestEffort(to, message);
  }

  @Override
  public void sendReliable(Node to, byte[] message) {
    operations().sendReliable(to, message);
  }

  @Override
  public void sendToAddress(Address to, byte[] message) {
    operations().sendToAddress(to, message);
  }

  @Override
  public Duration ping(String nodeName, InetSocketAddress address) {
    return operations().ping(nodeName, address);
  }

  @Override
  public void verify(boolean incoming, boolean outgoing) {
    running().verify(incoming, outgoing);
  }

  @Override
  public void sync() {
    operations().sync();
  }

  @Override
  public boolean forget(String name) {
    return operations().forget(name);
  }
}
