package io.memberlist.spring.autoconfigure;

import io.memberlist.Delegate;
import io.memberlist.NodeMetadataException;
import io.memberlist.Tags;
import io.memberlist.broadcast.TransmitLimitedQueue;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The node's delegate: the application's bean, if there is one, with the tags where it announces
 * nothing; else tags and message events. The bean is looked up when the node starts, so it may
 * itself need the node.
 */
final class NodeDelegate implements Delegate {

  private final Supplier<@Nullable Delegate> bean;
  private final TransmitLimitedQueue nothing = new TransmitLimitedQueue(1, () -> 1, () -> 0);
  private final Map<String, String> tags;
  private final Consumer<byte[]> messages;

  NodeDelegate(
      Supplier<@Nullable Delegate> bean, Map<String, String> tags, Consumer<byte[]> messages) {
    this.bean = bean;
    this.tags = tags;
    this.messages = messages;
  }

  @Override
  public byte[] nodeMeta(int limit) {
    var delegate = bean.get();
    var meta = delegate == null ? new byte[0] : delegate.nodeMeta(limit);
    if (meta.length == 0) {
      return checkedTags(limit);
    }
    if (!tags.isEmpty()) {
      throw new NodeMetadataException(
          "Both 'memberlist.tags' and a Delegate bean supply node metadata.", meta.length, limit);
    }
    return meta;
  }

  private byte[] checkedTags(int limit) {
    var meta = Tags.encode(tags);
    if (meta.length > limit) {
      var largest =
          tags.entrySet().stream()
              .sorted((a, b) -> size(b) - size(a))
              .limit(3)
              .map(tag -> tag.getKey() + " (" + size(tag) + ")")
              .toList();
      throw new NodeMetadataException(
          "The metadata of this node takes "
              + meta.length
              + " bytes; at most "
              + limit
              + " are allowed. Largest tags: "
              + String.join(", ", largest),
          meta.length,
          limit);
    }
    return meta;
  }

  private static int size(Map.Entry<String, String> tag) {
    return Tags.encode(Map.of(tag.getKey(), tag.getValue())).length;
  }

  @Override
  public void notifyMsg(byte[] message) {
    var delegate = bean.get();
    if (delegate != null) {
      delegate.notifyMsg(message);
    } else {
      messages.accept(message);
    }
  }

  @Override
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    var delegate = bean.get();
    return delegate == null ? List.of() : delegate.getBroadcasts(overhead, limit);
  }

  @Override
  public @Nullable TransmitLimitedQueue broadcastQueue() {
    var delegate = bean.get();
    return delegate == null ? nothing : delegate.broadcastQueue();
  }

  @Override
  public byte[] localState(boolean join) {
    var delegate = bean.get();
    return delegate == null ? new byte[0] : delegate.localState(join);
  }

  @Override
  public void mergeRemoteState(byte[] state, boolean join) {
    var delegate = bean.get();
    if (delegate != null) {
      delegate.mergeRemoteState(state, join);
    }
  }
}
