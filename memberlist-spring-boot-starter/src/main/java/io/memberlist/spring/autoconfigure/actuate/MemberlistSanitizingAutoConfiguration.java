package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Masks keys in {@code /env} and {@code /configprops}, whether or not our own endpoint is exposed
 * and the node enabled: the properties are there all the same.
 */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnClass(SanitizingFunction.class)
public final class MemberlistSanitizingAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "memberlistSanitizingFunction")
  SanitizingFunction memberlistSanitizingFunction() {
    return data -> SecretNames.matches(data.getKey()) ? data.withSanitizedValue() : data;
  }
}
