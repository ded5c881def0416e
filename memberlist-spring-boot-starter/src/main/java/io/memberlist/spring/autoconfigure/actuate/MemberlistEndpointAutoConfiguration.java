package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** {@code /actuator/memberlist}, where it is exposed. */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(MemberlistEndpoint.class)
@ConditionalOnSingleCandidate(Memberlist.class)
public final class MemberlistEndpointAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  MemberlistEndpoint memberlistEndpoint(Memberlist memberlist, JoinBoard board) {
    return new MemberlistEndpoint(memberlist, board);
  }

  /** Keys are masked in other endpoints, too, however they are spelled. */
  @Bean
  @ConditionalOnMissingBean(name = "memberlistSanitizingFunction")
  SanitizingFunction memberlistSanitizingFunction() {
    return data -> secret(data) ? data.withSanitizedValue() : data;
  }

  private static boolean secret(SanitizableData data) {
    return SecretNames.matches(data.getKey());
  }
}
