package io.memberlist.spring.autoconfigure;

import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;

/** User messages to the publisher, if they are to be events. */
final class MessageSink implements Consumer<byte[]> {

  private final boolean wanted;
  private final ObjectProvider<MemberlistEventPublisher> publisher;

  MessageSink(MemberlistProperties properties, ObjectProvider<MemberlistEventPublisher> publisher) {
    wanted = properties.getEvents().isEnabled() && properties.getEvents().isMessages();
    this.publisher = publisher;
  }

  @Override
  public void accept(byte[] payload) {
    if (wanted) {
      publisher.ifAvailable(target -> target.message(payload));
    }
  }
}
