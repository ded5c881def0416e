package io.memberlist.spring.autoconfigure;

import io.memberlist.Delegate;
import io.memberlist.NodeMetadataException;
import io.memberlist.broadcast.TransmitLimitedQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The node's delegate: the application's bean, if there is one, with the tags where it announces
 * nothing; else tags and message events.
 */
final class NodeDelegate implements Delegate {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.delegates");

  private final TransmitLimitedQueue nothing = new TransmitLimitedQueue(1, () -> 1, () -> 0);
  private final DelegateBeans beans;
  private final NodeTags tags;
  private final Consumer<byte[]> messages;
  private final ObjectProvider<NodeMessages> sharing;
  private volatile List<NodeMessages> sharers = List.of();

  NodeDelegate(
      DelegateBeans beans,
      NodeTags tags,
      Consumer<byte[]> messages,
      ObjectProvider<NodeMessages> sharing) {
    this.beans = beans;
    this.tags = tags;
    this.messages = messages;
    this.sharing = sharing;
  }

  /** The first that a starting node asks for, so the moment to look the delegates up (S-24). */
  @Override
  public byte[] nodeMeta(int limit) {
    beans.resolve();
    tags.prepare();
    var bean = beans.delegate();
    sharers = sharing.orderedStream().toList();
    if (bean != null) {
      sharers.forEach(sharer -> sharer.replacedByDelegate(bean.name()));
    }
    var meta = bean == null ? new byte[0] : bean.target().nodeMeta(limit);
    if (bean == null || meta == null || meta.length == 0) {
      tags.replacedByDelegate(false);
      return tags.encode(limit);
    }
    if (!tags.application().isEmpty()) {
      throw new NodeMetadataException(
          "Both 'memberlist.tags' and Delegate bean '%s' supply node metadata."
              .formatted(bean.name()),
          meta.length,
          limit);
    }
    if (!tags.replacedByDelegate() && !tags.all().isEmpty()) {
      log.warn(
          "Delegate bean '{}' supplies the node metadata, so this application is not announced"
              + " as an instance of a service",
          bean.name());
    }
    tags.replacedByDelegate(true);
    return meta;
  }

  @Override
  public void notifyMsg(byte[] message) {
    var bean = beans.delegate();
    if (bean == null) {
      if (sharers.stream().noneMatch(sharer -> sharer.handle(message))) {
        messages.accept(message);
      }
    } else {
      bean.tell("notifyMsg", delegate -> delegate.notifyMsg(message));
    }
  }

  @Override
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    var bean = beans.delegate();
    return bean == null
        ? shared(overhead, limit)
        : bean.ask("getBroadcasts", d -> d.getBroadcasts(overhead, limit), List.of());
  }

  /** Without a bean that of who shares the messages, so that the node's gossip may rest. */
  @Override
  public @Nullable TransmitLimitedQueue broadcastQueue() {
    var bean = beans.delegate();
    if (bean != null) {
      return bean.target().broadcastQueue();
    }
    return switch (sharers.size()) {
      case 0 -> nothing;
      case 1 -> sharers.get(0).broadcastQueue();
      default -> null;
    };
  }

  private List<byte[]> shared(int overhead, int limit) {
    var all = new ArrayList<byte[]>();
    int left = limit;
    for (var sharer : sharers) {
      for (var message : sharer.broadcastQueue().getBroadcasts(overhead, left)) {
        all.add(message);
        left -= message.length + overhead;
      }
    }
    return all;
  }

  /** A failure ends the exchange, so it is the core's to report. */
  @Override
  public byte[] localState(boolean join) {
    var bean = beans.delegate();
    return bean == null
        ? new byte[0]
        : bean.demand("localState", delegate -> delegate.localState(join));
  }

  @Override
  public void mergeRemoteState(byte[] state, boolean join) {
    var bean = beans.delegate();
    if (bean != null) {
      bean.demand(
          "mergeRemoteState",
          delegate -> {
            delegate.mergeRemoteState(state, join);
            return new byte[0];
          });
    }
  }
}
