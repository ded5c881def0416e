package io.memberlist.cli.table;

import io.memberlist.cli.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member as seen from outside.
 *
 * @param name of the node
 * @param address {@code host:port}
 * @param state lower case
 * @param incarnation 0..4294967295
 * @param tags empty unless the metadata are tags
 * @param json the machine form
 */
record Row(
    String name,
    String address,
    String state,
    long incarnation,
    Map<String, String> tags,
    Json json) {

  /** Whether anything but the machine form differs. */
  boolean differs(@Nullable Row other) {
    return other == null
        || !address.equals(other.address)
        || !state.equals(other.state)
        || incarnation != other.incarnation
        || !tags.equals(other.tags);
  }
}
