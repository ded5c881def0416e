package io.memberlist.spring.autoconfigure.announce;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistDiscoveryProperties;
import io.memberlist.spring.autoconfigure.NodeTags;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Makes every application of the cluster an instance that others find, unless it does not want. */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnBean(NodeTags.class)
@ConditionalOnBooleanProperty(name = "memberlist.discovery.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "memberlist.discovery.register", matchIfMissing = true)
@EnableConfigurationProperties(MemberlistDiscoveryProperties.class)
public final class MemberlistAnnouncementAutoConfiguration {

  MemberlistAnnouncementAutoConfiguration() {}

  /** Not lazy even if everything else is: it has to be there before the node starts. */
  @Bean
  @Lazy(false)
  @ConditionalOnMissingBean
  ServiceAnnouncement memberlistServiceAnnouncement(
      MemberlistDiscoveryProperties properties,
      NodeTags tags,
      ObjectProvider<Memberlist> memberlist,
      ApplicationContext context) {
    return new ServiceAnnouncement(properties, tags, memberlist, context);
  }
}
