package io.memberlist.sample.demo;

import io.memberlist.Delegate;
import io.memberlist.Tags;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.spring.cluster.ClusterEvents;
import java.util.Map;

/** What a demo node announces, and the cluster events it sends, receives and passes on. */
final class DemoDelegate implements Delegate {

  private final ClusterEvents events;
  private volatile Map<String, String> tags;

  DemoDelegate(ClusterEvents events, Map<String, String> tags) {
    this.events = events;
    this.tags = Map.copyOf(tags);
  }

  ClusterEvents events() {
    return events;
  }

  Map<String, String> tags() {
    return tags;
  }

  void tags(Map<String, String> wanted) {
    tags = Map.copyOf(wanted);
  }

  @Override
  public byte[] nodeMeta(int limit) {
    return Tags.encode(tags);
  }

  @Override
  public void notifyMsg(byte[] message) {
    events.handle(message);
  }

  @Override
  public TransmitLimitedQueue broadcastQueue() {
    return events.broadcastQueue();
  }
}
