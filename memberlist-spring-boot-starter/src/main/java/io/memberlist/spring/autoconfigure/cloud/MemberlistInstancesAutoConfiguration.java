package io.memberlist.spring.autoconfigure.cloud;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistDiscoveryProperties;
import io.memberlist.spring.autoconfigure.NodeTags;
import io.memberlist.spring.autoconfigure.announce.ServiceAnnouncement;
import io.memberlist.spring.discovery.Heartbeats;
import io.memberlist.spring.discovery.Instances;
import io.memberlist.spring.discovery.MemberlistRegistration;
import io.memberlist.spring.discovery.MemberlistServiceRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** What the discovery clients and the load balancer have in common. */
@AutoConfiguration(
    after = MemberlistAutoConfiguration.class,
    beforeName = {
      "org.springframework.cloud.client.CommonsClientAutoConfiguration",
      "org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration",
      "org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration"
    })
@ConditionalOnClass(ServiceInstance.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBooleanProperty(name = "memberlist.discovery.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(Memberlist.class)
@ConditionalOnBean(NodeTags.class)
@EnableConfigurationProperties(MemberlistDiscoveryProperties.class)
public final class MemberlistInstancesAutoConfiguration {

  MemberlistInstancesAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  Instances memberlistInstances(Memberlist memberlist, MemberlistDiscoveryProperties properties) {
    return new Instances(memberlist, Instances.Suspects.valueOf(properties.getSuspects().name()));
  }

  @Bean
  @ConditionalOnMissingBean
  Heartbeats memberlistHeartbeats(
      Instances instances, ApplicationEventPublisher publisher, Memberlist memberlist) {
    return new Heartbeats(instances, publisher, memberlist.config().name());
  }

  @Bean
  @ConditionalOnMissingBean(Registration.class)
  @ConditionalOnBean(ServiceAnnouncement.class)
  MemberlistRegistration memberlistRegistration(Memberlist memberlist, NodeTags tags) {
    return new MemberlistRegistration(memberlist, tags);
  }

  @Bean
  @ConditionalOnMissingBean(ServiceRegistry.class)
  @ConditionalOnBean(ServiceAnnouncement.class)
  MemberlistServiceRegistry memberlistServiceRegistry(ServiceAnnouncement announcement) {
    return new MemberlistServiceRegistry(announcement::setOutOfService, announcement::isUp);
  }
}
