package io.memberlist.internal.core;

import io.memberlist.internal.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rumours waiting to be sent, one for each node name, and what goes into a packet beside the message itself (§12.2-12.5). */
final class Broadcasts implements Rumours {

  @Override
  public void queue(String name, Message rumour, @Nullable Completion done) {
    throw new UnsupportedOperationException("skeleton");
  }

  @Override
  public void queueLeave(String name, Message rumour, Completion done) {
    throw new UnsupportedOperationException("skeleton");
  }

  @Override
  public void drop(String name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Messages for a packet (§12.3, D35): rumours, then application broadcasts with their type byte. */
  List<byte[]> collect(int overhead, int limit) {
    throw new UnsupportedOperationException("skeleton");
  }

  int queued() {
    throw new UnsupportedOperationException("skeleton");
  }
}
