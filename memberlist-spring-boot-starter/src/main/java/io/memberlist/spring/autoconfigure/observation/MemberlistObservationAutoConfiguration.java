package io.memberlist.spring.autoconfigure.observation;

import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.NodeDecorator;
import io.memberlist.spring.observation.JoinObservation;
import io.memberlist.spring.observation.LeaveObservation;
import io.memberlist.spring.observation.SendObservation;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Joins, leaves and reliable sends as observations. */
@AutoConfiguration(
    after = MemberlistAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(value = ObservationRegistry.class, name = JoinBoard.BEAN)
public final class MemberlistObservationAutoConfiguration {

  MemberlistObservationAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "memberlistObservation")
  NodeDecorator memberlistObservation(
      ObjectProvider<ObservationRegistry> registry,
      ObjectProvider<JoinObservation.Convention> join,
      ObjectProvider<LeaveObservation.Convention> leave,
      ObjectProvider<SendObservation.Convention> send,
      JoinBoard board) {
    return new Observing(registry, join, leave, send, board);
  }
}
