package io.memberlist.spring.autoconfigure.cluster;

import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.cluster.JacksonClusterEventCodec;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/** Writes cluster events as JSON where Jackson is there; codecs of the application come first. */
@AutoConfiguration(
    after = MemberlistAutoConfiguration.class,
    before = MemberlistClusterEventsAutoConfiguration.class,
    afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass(JsonMapper.class)
@ConditionalOnBean(JoinBoard.class)
public final class MemberlistClusterEventCodecAutoConfiguration {

  MemberlistClusterEventCodecAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  @Order(Ordered.LOWEST_PRECEDENCE - 100)
  JacksonClusterEventCodec memberlistJacksonClusterEventCodec(ObjectProvider<JsonMapper> mapper) {
    return new JacksonClusterEventCodec(mapper.getIfUnique(JsonMapper::new));
  }
}
