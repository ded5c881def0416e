package io.memberlist.spring.autoconfigure.cluster;

import io.memberlist.Memberlist;
import io.memberlist.broadcast.ClusterBroadcastOptions;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.cluster.ClusterEventCodec;
import io.memberlist.spring.cluster.ClusterEventPublisher;
import io.memberlist.spring.cluster.ClusterEventTypes;
import io.memberlist.spring.cluster.ClusterEvents;
import io.memberlist.spring.cluster.JacksonClusterEventCodec;
import io.memberlist.spring.cluster.RecordClusterEventCodec;
import java.util.ArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Application events for all members, unless {@code memberlist.cluster-events.enabled} is false.
 */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnBean(JoinBoard.class)
@ConditionalOnSingleCandidate(Memberlist.class)
@ConditionalOnBooleanProperty(name = "memberlist.cluster-events.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MemberlistClusterEventsProperties.class)
public final class MemberlistClusterEventsAutoConfiguration {

  private static final int MOST_WAITING = 1024;

  MemberlistClusterEventsAutoConfiguration() {}

  /** Looks for them; a build ahead of time has done so before. */
  @Bean(EventTypeScan.BEAN)
  @ConditionalOnMissingBean
  ClusterEventTypes memberlistClusterEventTypes(
      ConfigurableListableBeanFactory beans, Environment environment) {
    return EventTypeScan.run(beans, environment);
  }

  /** No type of Jackson in the signature: it may be missing. */
  @Bean
  @ConditionalOnClass(name = "tools.jackson.databind.json.JsonMapper")
  @ConditionalOnMissingBean
  @Order(Ordered.LOWEST_PRECEDENCE - 100)
  JacksonClusterEventCodec memberlistJacksonClusterEventCodec(BeanFactory beans) {
    return new JacksonClusterEventCodec(
        beans.getBeanProvider(JsonMapper.class).getIfUnique(JsonMapper::new));
  }

  @Bean
  @ConditionalOnMissingBean(ClusterEventPublisher.class)
  ClusterEvents memberlistClusterEvents(
      ObjectProvider<Memberlist> memberlist,
      ClusterEventTypes types,
      ObjectProvider<ClusterEventCodec> codecs,
      MemberlistClusterEventsProperties properties,
      ApplicationContext context) {
    var options =
        new ClusterBroadcastOptions(
            ClusterBroadcastOptions.DEFAULT.retransmitMult(),
            Math.toIntExact(properties.getMaxGossipSize().toBytes()),
            Math.toIntExact(properties.getMaxSize().toBytes()),
            properties.getDuplicateWindow(),
            ClusterBroadcastOptions.DEFAULT.maxRemembered());
    var all = new ArrayList<>(codecs.orderedStream().toList());
    all.add(new RecordClusterEventCodec());
    return new ClusterEvents(
        memberlist::getObject,
        types,
        all,
        options,
        properties.isPublishLocally(),
        context,
        background());
  }

  /** One thread, which ends when it has nothing to do; more than it can take is dropped. */
  private static ThreadPoolExecutor background() {
    var executor =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> {
              var thread = new Thread(task, "memberlist-cluster-events");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
