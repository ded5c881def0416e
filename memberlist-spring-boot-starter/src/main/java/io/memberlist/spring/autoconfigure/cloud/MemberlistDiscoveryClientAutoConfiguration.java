package io.memberlist.spring.autoconfigure.cloud;

import io.memberlist.spring.autoconfigure.MemberlistDiscoveryProperties;
import io.memberlist.spring.discovery.Instances;
import io.memberlist.spring.discovery.MemberlistDiscoveryClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;

/** Members for those who ask Spring Cloud and wait for the answer. */
@AutoConfiguration(
    after = MemberlistInstancesAutoConfiguration.class,
    beforeName = {
      "org.springframework.cloud.client.CommonsClientAutoConfiguration",
      "org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration"
    })
@ConditionalOnClass(DiscoveryClient.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBlockingDiscoveryEnabled
@ConditionalOnBean(Instances.class)
public final class MemberlistDiscoveryClientAutoConfiguration {

  MemberlistDiscoveryClientAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  MemberlistDiscoveryClient memberlistDiscoveryClient(
      Instances instances, MemberlistDiscoveryProperties properties) {
    return new MemberlistDiscoveryClient(instances, properties.getOrder());
  }
}
