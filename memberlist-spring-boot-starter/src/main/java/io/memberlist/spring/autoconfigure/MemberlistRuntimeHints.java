package io.memberlist.spring.autoconfigure;

import io.memberlist.spring.cluster.CoordinatorGrantedEvent;
import io.memberlist.spring.cluster.CoordinatorRevokedEvent;
import io.memberlist.spring.cluster.ReceivedClusterEvent;
import io.memberlist.spring.event.JoinAbandonedEvent;
import io.memberlist.spring.event.JoinFailedEvent;
import io.memberlist.spring.event.JoinSucceededEvent;
import io.memberlist.spring.event.MemberlistEvent;
import io.memberlist.spring.event.MemberlistStartedEvent;
import io.memberlist.spring.event.MemberlistStoppedEvent;
import io.memberlist.spring.event.MessageReceivedEvent;
import io.memberlist.spring.event.NodeConflictEvent;
import io.memberlist.spring.event.NodeEvent;
import io.memberlist.spring.event.NodeFailedEvent;
import io.memberlist.spring.event.NodeJoinedEvent;
import io.memberlist.spring.event.NodeLeftEvent;
import io.memberlist.spring.event.NodeReapedEvent;
import io.memberlist.spring.event.NodeRecoveredEvent;
import io.memberlist.spring.event.NodeSuspectedEvent;
import io.memberlist.spring.event.NodeUpdatedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Conditions of listeners such as {@code !#event.local} call methods of events by name. */
final class MemberlistRuntimeHints implements RuntimeHintsRegistrar {

  private static final List<Class<?>> EVENTS =
      List.of(
          MemberlistEvent.class,
          NodeEvent.class,
          NodeJoinedEvent.class,
          NodeLeftEvent.class,
          NodeFailedEvent.class,
          NodeUpdatedEvent.class,
          NodeConflictEvent.class,
          NodeSuspectedEvent.class,
          NodeRecoveredEvent.class,
          NodeReapedEvent.class,
          MemberlistStartedEvent.class,
          MemberlistStoppedEvent.class,
          JoinSucceededEvent.class,
          JoinFailedEvent.class,
          JoinAbandonedEvent.class,
          MessageReceivedEvent.class,
          ReceivedClusterEvent.class,
          CoordinatorGrantedEvent.class,
          CoordinatorRevokedEvent.class);

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    EVENTS.forEach(
        event -> hints.reflection().registerType(event, MemberCategory.INVOKE_PUBLIC_METHODS));
  }
}
