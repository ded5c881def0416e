package io.memberlist.spring.autoconfigure.cluster;

import io.memberlist.spring.cluster.CacheEvictions;
import io.memberlist.spring.cluster.ClusterEventPublisher;
import java.util.LinkedHashSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Removals from caches on all members, if {@code memberlist.cache-eviction.enabled} is true. */
@AutoConfiguration(after = MemberlistClusterEventsAutoConfiguration.class)
@ConditionalOnBooleanProperty("memberlist.cache-eviction.enabled")
@ConditionalOnBean(ClusterEventPublisher.class)
@EnableConfigurationProperties(MemberlistCacheEvictionProperties.class)
public final class MemberlistCacheEvictionAutoConfiguration {

  MemberlistCacheEvictionAutoConfiguration() {}

  /** Needs no other bean, since it is made before all of them. */
  @Bean
  @ConditionalOnMissingBean
  static CacheEvictions memberlistCacheEvictions(
      Environment environment,
      ObjectProvider<ClusterEventPublisher> publisher,
      ObjectProvider<CacheManager> managers) {
    var properties =
        Binder.get(environment)
            .bindOrCreate(
                "memberlist.cache-eviction", Bindable.of(MemberlistCacheEvictionProperties.class));
    return new CacheEvictions(
        new LinkedHashSet<>(properties.getCaches()), publisher::getObject, () -> managers);
  }
}
