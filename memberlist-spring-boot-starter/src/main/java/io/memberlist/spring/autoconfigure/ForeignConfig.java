package io.memberlist.spring.autoconfigure;

import io.memberlist.Config;
import io.memberlist.ConflictDelegate;
import io.memberlist.EventDelegate;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A configuration that does not tell the event publisher: a bean of the application, or one whose
 * delegates a customizer has replaced. It is used as it is, with the publisher added (S-21).
 */
final class ForeignConfig {

  private ForeignConfig() {}

  static Config withPublisher(Config config, ObjectProvider<MemberlistEventPublisher> provider) {
    var publisher = provider.getIfAvailable();
    if (publisher == null
        || config.events() instanceof EventDelegates
        || config.events() == publisher) {
      return config;
    }
    return config.toBuilder()
        .events(both(config.events(), publisher))
        .conflict(both(config.conflict(), publisher))
        .build();
  }

  private static EventDelegate both(@Nullable EventDelegate own, EventDelegate publisher) {
    var all = new ArrayList<NamedBean<EventDelegate>>();
    if (own != null) {
      all.add(new NamedBean<>(EventDelegate.class, "memberlistConfig", own));
    }
    all.add(new NamedBean<>(EventDelegate.class, "memberlistEventPublisher", publisher));
    return new EventDelegates(() -> all);
  }

  private static ConflictDelegate both(@Nullable ConflictDelegate own, ConflictDelegate publisher) {
    if (own == null || own == publisher) {
      return publisher;
    }
    var first = new NamedBean<>(ConflictDelegate.class, "memberlistConfig", own);
    return (existing, other) -> {
      first.tell("notifyConflict", delegate -> delegate.notifyConflict(existing, other));
      publisher.notifyConflict(existing, other);
    };
  }
}
