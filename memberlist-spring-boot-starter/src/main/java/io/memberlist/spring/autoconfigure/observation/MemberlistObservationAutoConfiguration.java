package io.memberlist.spring.autoconfigure.observation;

import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.NodeDecorator;
import io.memberlist.spring.observation.JoinObservation;
import io.memberlist.spring.observation.LeaveObservation;
import io.memberlist.spring.observation.ObservedMemberlist;
import io.memberlist.spring.observation.ObservedMemberlist.Conventions;
import io.memberlist.spring.observation.SendObservation;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/** Joins, leaves and reliable sends as observations. */
@AutoConfiguration(
    after = MemberlistAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ObservationRegistry.class, JoinBoard.class})
public final class MemberlistObservationAutoConfiguration {

  MemberlistObservationAutoConfiguration() {}

  /**
   * Everything is looked up when it is needed: handlers of the registry may need beans that need
   * the node, and most applications start without any observation.
   */
  @Bean
  @ConditionalOnMissingBean(name = "memberlistObservation")
  NodeDecorator memberlistObservation(
      ObjectProvider<ObservationRegistry> registry,
      ObjectProvider<JoinObservation.Convention> join,
      ObjectProvider<LeaveObservation.Convention> leave,
      ObjectProvider<SendObservation.Convention> send,
      JoinBoard board) {
    var conventions =
        SingletonSupplier.of(
            () ->
                new Conventions(
                    join.getIfAvailable(() -> new JoinObservation.Convention() {}),
                    leave.getIfAvailable(() -> new LeaveObservation.Convention() {}),
                    send.getIfAvailable(() -> new SendObservation.Convention() {})));
    return node ->
        new ObservedMemberlist(
            node, registry::getObject, conventions::obtain, () -> board.status().attempts());
  }
}
