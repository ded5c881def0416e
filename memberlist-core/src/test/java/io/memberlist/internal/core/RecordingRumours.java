package io.memberlist.internal.core;

import io.memberlist.internal.wire.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps rumours as messages, the newest for each name. */
final class RecordingRumours implements Rumours {

  final Map<String, Message> queued = new LinkedHashMap<>();
  final Map<String, Completion> completions = new LinkedHashMap<>();
  final List<String> dropped = new ArrayList<>();
  @Nullable Message goodbye;

  @Override
  public void queue(String name, Message rumour, @Nullable Completion done) {
    queued.remove(name);
    queued.put(name, rumour);
    if (done != null) {
      completions.put(name, done);
    }
  }

  @Override
  public void queueLeave(String name, Message rumour, Completion done) {
    goodbye = rumour;
    queue(name, rumour, done);
  }

  @Override
  public void drop(String name) {
    queued.remove(name);
    dropped.add(name);
  }

  /** Everything queued, oldest first, and empties the queue. */
  List<Message> take() {
    List<Message> messages = List.copyOf(queued.values());
    queued.clear();
    return messages;
  }
}
