package io.memberlist.spring.observation;

import io.memberlist.Config;
import io.memberlist.JoinResult;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeDetails;
import io.memberlist.QueueSizes;
import io.memberlist.TrafficObserver;
import io.memberlist.metrics.Statistics;
import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node whose joins, leaves and reliable sends are observed; everything else is the node's own.
 */
public final class ObservedMemberlist implements Memberlist {

  /**
   * How observations are named.
   *
   * @param join of attempts to join
   * @param leave of the goodbye
   * @param send of reliable sends
   */
  public record Conventions(
      JoinObservation.Convention join,
      LeaveObservation.Convention leave,
      SendObservation.Convention send) {}

  private final Memberlist target;
  private final Supplier<ObservationRegistry> registry;
  private final Supplier<Conventions> conventions;
  private final IntSupplier attempts;

  /**
   * Observes a node.
   *
   * @param target the node
   * @param registry takes the observations
   * @param conventions names and key values; looked up when they are needed
   * @param attempts number of attempts to join since the node started
   */
  public ObservedMemberlist(
      Memberlist target,
      Supplier<ObservationRegistry> registry,
      Supplier<Conventions> conventions,
      IntSupplier attempts) {
    this.target = target;
    this.registry = registry;
    this.conventions = conventions;
    this.attempts = attempts;
  }

  @Override
  public JoinResult join(Collection<String> seeds) {
    return join().observe(() -> target.join(seeds));
  }

  @Override
  public JoinResult join(Collection<String> seeds, Duration deadline) {
    return join().observe(() -> target.join(seeds, deadline));
  }

  private Observation join() {
    return Observation.createNotStarted(
        conventions.get().join,
        () -> new JoinObservation.Context(attempts.getAsInt() + 1),
        registry.get());
  }

  @Override
  public void leave(Duration timeout) {
    Observation.createNotStarted(
            conventions.get().leave, LeaveObservation.Context::new, registry.get())
        .observe(() -> target.leave(timeout));
  }

  @Override
  public void sendReliable(Node to, byte[] message) {
    Observation.createNotStarted(
            conventions.get().send, () -> new SendObservation.Context(to.name()), registry.get())
        .observe(() -> target.sendReliable(to, message));
  }

  @Override
  public void start() {
    target.start();
  }

  @Override
  public Status status() {
    return target.status();
  }

  @Override
  public void updateNode(Duration timeout) {
    target.updateNode(timeout);
  }

  @Override
  public List<Node> members() {
    return target.members();
  }

  @Override
  public List<Node> allNodes() {
    return target.allNodes();
  }

  @Override
  public int numMembers() {
    return target.numMembers();
  }

  @Override
  public Optional<Node> node(String name) {
    return target.node(name);
  }

  @Override
  public Node localNode() {
    return target.localNode();
  }

  @Override
  public AdvertisedAddress advertisedAddress() {
    return target.advertisedAddress();
  }

  @Override
  public Optional<NodeDetails> details(String name) {
    return target.details(name);
  }

  @Override
  public int healthScore() {
    return target.healthScore();
  }

  @Override
  public Config config() {
    return target.config();
  }

  @Override
  public Statistics statistics() {
    return target.statistics();
  }

  @Override
  public void observe(@Nullable TrafficObserver observer) {
    target.observe(observer);
  }

  @Override
  public QueueSizes queues() {
    return target.queues();
  }

  @Override
  public Optional<Keyring> keyring() {
    return target.keyring();
  }

  @Override
  public void sendBestEffort(Node to, byte[] message) {
    target.sendBestEffort(to, message);
  }

  @Override
  public void sendToAddress(Address to, byte[] message) {
    target.sendToAddress(to, message);
  }

  @Override
  public Duration ping(String nodeName, InetSocketAddress address) {
    return target.ping(nodeName, address);
  }

  @Override
  public void verify(boolean incoming, boolean outgoing) {
    target.verify(incoming, outgoing);
  }

  @Override
  public void sync() {
    target.sync();
  }

  @Override
  public boolean forget(String name) {
    return target.forget(name);
  }

  @Override
  public void shutdown() {
    target.shutdown();
  }
}
