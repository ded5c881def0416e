package io.memberlist.spring.test;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistEventPublisher;
import io.memberlist.test.VirtualCluster;
import io.memberlist.test.VirtualNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The cluster in memory that the node of an application context is a member of, and its virtual
 * time. Between any two things that happen the application's listeners finish with what happened
 * before, so a test sees their work when a method returns.
 */
public final class TestCluster {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final VirtualCluster cluster;
  private final int size;
  private final ObjectProvider<MemberlistEventPublisher> publisher;
  private final Map<String, TestPeer> peers = new LinkedHashMap<>();
  private @Nullable VirtualNode local;

  TestCluster(long seed, int size, ObjectProvider<MemberlistEventPublisher> publisher) {
    this.size = size;
    this.publisher = publisher;
    cluster = VirtualCluster.of(seed).nodes(0).off();
    cluster.between(this::settle);
  }

  /** Makes a node a member of this cluster; the peers are like the first one. */
  synchronized Memberlist adopt(Config configured) {
    var config = configured.toBuilder().cidrsAllowed(List.of()).build();
    if (local != null) {
      return cluster.add(config).memberlist();
    }
    for (int number = 1; number <= size; number++) {
      addPeer("peer-" + number, config);
    }
    var node = cluster.add(config);
    local = node;
    return node.memberlist();
  }

  private void addPeer(String name, Config like) {
    var announcement = new TestPeer.Announcement();
    var config =
        like.toBuilder()
            .name(name)
            .delegate(announcement)
            .events(null)
            .conflict(null)
            .merge(null)
            .ping(null)
            .alive(null)
            .metricsListener(null)
            .rejoinSeeds(List::of)
            .build();
    var node = cluster.add(config);
    node.memberlist().start();
    if (!peers.isEmpty()) {
      node.memberlist().join(List.of("peer-1"));
    }
    peers.put(name, new TestPeer(this, node, announcement));
  }

  VirtualNode local() {
    return Objects.requireNonNull(local, "the application has no node");
  }

  VirtualCluster virtual() {
    return cluster;
  }

  /**
   * A simulated peer.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public TestPeer peer(String name) {
    var peer = peers.get(name);
    if (peer == null) {
      throw new IllegalArgumentException("there is no \"" + name + "\" in " + peers.keySet());
    }
    return peer;
  }

  /** All simulated peers. */
  public List<TestPeer> peers() {
    return List.copyOf(peers.values());
  }

  /** Cuts the named nodes off from all others, both ways; earlier cuts stay. */
  public void partition(String... names) {
    cluster.partition(names);
  }

  /** Ends all cuts. */
  public void heal() {
    cluster.heal();
  }

  /**
   * Lets virtual time pass; returns when everything up to then has happened and all listeners have
   * heard of it.
   */
  public void advance(Duration length) {
    cluster.advance(length);
    settle();
  }

  /**
   * Lets time pass until every node that runs and has not left sees exactly those, all alive.
   *
   * @throws AssertionError if that takes more than five minutes
   */
  public void awaitConverged() {
    cluster.awaitConverged();
    settle();
  }

  /**
   * Lets time pass until a condition holds.
   *
   * @throws AssertionError if that takes longer
   */
  public void awaitUntil(BooleanSupplier condition, Duration limit) {
    cluster.awaitUntil(condition, limit);
    settle();
  }

  /** Virtual time since the cluster was made. */
  public Duration now() {
    return cluster.now();
  }

  /** What decides all chance. */
  public long seed() {
    return cluster.seed();
  }

  /**
   * Ends cuts, starts peers that do not run or have left, and waits until all see one another: what
   * happens before each test.
   */
  public void restore() {
    cluster.heal();
    peers.values().forEach(TestPeer::restart);
    if (local != null && local.memberlist().status() == Memberlist.Status.RUNNING) {
      awaitConverged();
    }
  }

  /** Waits for the listeners, who have a thread of their own. */
  void settle() {
    var present = publisher.getIfAvailable();
    if (present != null && present.isRunning() && !present.awaitDelivered(PATIENCE)) {
      throw new AssertionError("listeners of membership events were not ready within " + PATIENCE);
    }
  }

  @Override
  public String toString() {
    return cluster.toString();
  }
}
