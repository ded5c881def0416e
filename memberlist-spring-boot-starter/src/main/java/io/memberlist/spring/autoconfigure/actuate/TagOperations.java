package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import io.memberlist.NodeMetadataException;
import io.memberlist.OperationTimeoutException;
import io.memberlist.Tags;
import io.memberlist.spring.autoconfigure.NodeTags;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.OwnTags;
import java.time.Duration;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes tags of the own node, one at a time, and announces them. */
final class TagOperations {

  private final Memberlist memberlist;
  private final @Nullable NodeTags tags;
  private final Duration limit;

  /**
   * With the tags of the node.
   *
   * @param tags null if it is not the starter that configured the node
   * @param limit how long to wait until a change has spread
   */
  TagOperations(Memberlist memberlist, @Nullable NodeTags tags, Duration limit) {
    this.memberlist = memberlist;
    this.tags = tags;
    this.limit = limit;
  }

  synchronized OwnTags set(String name, @Nullable String value) {
    var announced = announcedTags();
    if (value == null) {
      throw RefusedException.badRequest("A tag needs a value.", "value");
    }
    refuseReserved(name, RefusedException.BAD_REQUEST);
    var before = announced.put(name, value);
    announce(announced, name, before);
    return new OwnTags(new TreeMap<>(announced.application()));
  }

  synchronized void remove(String name) {
    var announced = announcedTags();
    refuseReserved(name, RefusedException.CONFLICT);
    var before = announced.remove(name);
    if (before == null) {
      throw RefusedException.notFound("This node has no tag '" + name + "'.");
    }
    announce(announced, name, before);
  }

  /** Only what is announced can be changed: not what a delegate bean supplies. */
  private NodeTags announcedTags() {
    if (tags == null
        || tags.replacedByDelegate()
        || !Arrays.equals(Tags.encode(tags.all()), memberlist.localNode().meta())) {
      throw RefusedException.conflict(
          "The metadata of this node come from the application's own delegate, not from tags.");
    }
    return tags;
  }

  private static void refuseReserved(String name, int status) {
    if (name.startsWith(NodeTags.RESERVED)) {
      throw RefusedException.because(status, "Tag '" + name + "' is reserved.", "name");
    }
  }

  private void announce(NodeTags announced, String name, @Nullable String before) {
    try {
      memberlist.updateNode(limit);
    } catch (NodeMetadataException e) {
      restore(announced, name, before);
      throw RefusedException.badRequest(String.valueOf(e.getMessage()), "value");
    } catch (OperationTimeoutException e) {
      throw RefusedException.because(
          RefusedException.GATEWAY_TIMEOUT, String.valueOf(e.getMessage()), null);
    } catch (RuntimeException e) {
      restore(announced, name, before);
      throw e;
    }
  }

  private static void restore(NodeTags announced, String name, @Nullable String before) {
    if (before == null) {
      announced.remove(name);
    } else {
      announced.put(name, before);
    }
  }
}
