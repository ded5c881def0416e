package io.memberlist.spring.test;

import io.memberlist.Delegate;
import io.memberlist.Memberlist;
import io.memberlist.Tags;
import io.memberlist.test.VirtualNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A simulated member beside the node of the application. Time has to pass for others to notice. */
public final class TestPeer {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Announces tags. */
  static final class Announcement implements Delegate {
    private volatile Map<String, String> tags = Map.of();

    @Override
    public byte[] nodeMeta(int limit) {
      return tags.isEmpty() ? new byte[0] : Tags.encode(tags);
    }
  }

  private final TestCluster cluster;
  private final VirtualNode node;
  private final Announcement announcement;

  TestPeer(TestCluster cluster, VirtualNode node, Announcement announcement) {
    this.cluster = cluster;
    this.node = node;
    this.announcement = announcement;
  }

  /** {@code peer-1} and up. */
  public String name() {
    return node.name();
  }

  /** What its application would hold. */
  public Memberlist memberlist() {
    return node.memberlist();
  }

  /** Its process ends without a goodbye. */
  public void fail() {
    node.kill();
  }

  /** Its process stops for a while, as in a long garbage collection. */
  public void pause(Duration length) {
    node.pause(length);
  }

  /** It says goodbye; it goes on answering. */
  public void leave() {
    node.memberlist().leave(LIMIT);
    cluster.settle();
  }

  /** It starts again and joins; nothing if it runs and has not left. */
  public void restart() {
    if (node.memberlist().status() == Memberlist.Status.LEFT) {
      node.memberlist().shutdown();
    }
    if (!node.running()) {
      node.restart();
      cluster.settle();
    }
  }

  /** It announces these tags instead of earlier ones. */
  public void updateTags(Map<String, String> tags) {
    announcement.tags = new TreeMap<>(tags);
    node.memberlist().updateNode(LIMIT);
    cluster.settle();
  }

  /**
   * It sends the application a message, over a stream.
   *
   * @throws io.memberlist.TransportException if it cannot reach it
   */
  public void send(byte[] message) {
    node.memberlist().sendReliable(cluster.local().memberlist().localNode(), message);
    cluster.settle();
  }

  /** Messages that came to it, in order; copies. */
  public List<byte[]> messages() {
    return node.messages();
  }

  @Override
  public String toString() {
    return node.toString();
  }
}
