package io.memberlist.spring.autoconfigure;

import io.memberlist.NodeMetadataException;
import io.memberlist.Tags;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tags this node announces: those of the application, which may change while the node runs, and
 * those the starter adds. A change is announced by {@link io.memberlist.Memberlist#updateNode}.
 *
 * <p>Thread-safe.
 */
public final class NodeTags {

  /** Names that begin like this belong to the starter (S-80). */
  public static final String RESERVED = "boot.";

  private static final int LIMIT = 512;
  private static final int NAMED = 3;
  private static final int MAP_HEADER = 2;

  private final Map<String, String> application = new LinkedHashMap<>();
  private final Map<String, String> starter = new LinkedHashMap<>();
  private final List<Runnable> preparations = new CopyOnWriteArrayList<>();
  private volatile boolean replaced;

  /** Tags of the application to begin with. */
  NodeTags(Map<String, String> tags) {
    application.putAll(tags);
  }

  /**
   * Checks the names of the application's tags.
   *
   * @throws NodeMetadataException if one is reserved
   */
  synchronized void requireNoneReserved() {
    application.keySet().forEach(NodeTags::requireNotReserved);
  }

  private static void requireNotReserved(String name) {
    if (name.startsWith(RESERVED)) {
      throw new NodeMetadataException("Tag '" + name + "' is reserved.", 0, LIMIT);
    }
  }

  /**
   * Sets a tag of the application.
   *
   * @return what it was, null if it is new
   * @throws NodeMetadataException if the name is reserved
   */
  public synchronized @Nullable String put(String name, String value) {
    requireNotReserved(name);
    return application.put(name, value);
  }

  /**
   * Removes a tag of the application.
   *
   * @return what it was, null if there was none
   */
  public synchronized @Nullable String remove(String name) {
    return application.remove(name);
  }

  /** Sets, or with null removes, a tag of the starter; whether that changed anything. */
  public synchronized boolean announce(String name, @Nullable String value) {
    var before = value == null ? starter.remove(name) : starter.put(name, value);
    return value == null ? before != null : !value.equals(before);
  }

  /** Tags of the application; a copy. */
  public synchronized Map<String, String> application() {
    return new LinkedHashMap<>(application);
  }

  /** All tags; those of the application win. A copy. */
  public synchronized Map<String, String> all() {
    var all = new LinkedHashMap<>(starter);
    all.putAll(application);
    return all;
  }

  /**
   * Registers something that is called each time before the node's metadata are asked for, also
   * when it starts; it may set tags of the starter.
   */
  public void beforeAnnouncing(Runnable preparation) {
    preparations.add(preparation);
  }

  /** Lets everybody set the tags of the starter as they are now. */
  void prepare() {
    preparations.forEach(Runnable::run);
  }

  /** Whether a Delegate bean supplies the metadata of this node, so that no tag is announced. */
  public boolean replacedByDelegate() {
    return replaced;
  }

  void replacedByDelegate(boolean value) {
    replaced = value;
  }

  /**
   * All tags as metadata.
   *
   * @throws NodeMetadataException if they take more bytes than {@code limit}; names the largest
   */
  public byte[] encode(int limit) {
    var tags = all();
    var meta = Tags.encode(tags);
    if (meta.length > limit) {
      throw new NodeMetadataException(
          "The metadata of this node takes %d bytes; at most %d are allowed. Largest tags: %s."
              .formatted(meta.length, limit, largest(tags)),
          meta.length,
          limit);
    }
    return meta;
  }

  private static String largest(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<String, String> tag) -> -size(tag)))
        .limit(NAMED)
        .map(tag -> tag.getKey() + " (" + size(tag) + ")")
        .collect(Collectors.joining(", "));
  }

  /** What a tag adds to the metadata: both texts with their lengths. */
  private static int size(Map.Entry<String, String> tag) {
    return Tags.encode(Map.of(tag.getKey(), tag.getValue())).length - MAP_HEADER;
  }
}
