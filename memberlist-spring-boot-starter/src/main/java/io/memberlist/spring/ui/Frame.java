package io.memberlist.spring.ui;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One event of the stream, serialised once for all clients.
 *
 * @param id {@code instance-seq}; null for what is never resumed
 * @param event its name
 * @param data JSON on one line
 */
public record Frame(@Nullable String id, String event, String data) {

  /** Length in UTF-8, for the bounds of queues. */
  int bytes() {
    return data.getBytes(StandardCharsets.UTF_8).length;
  }
}
