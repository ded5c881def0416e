package io.memberlist.spring.autoconfigure;

import io.memberlist.AliveDelegate;
import io.memberlist.Config;
import io.memberlist.ConflictDelegate;
import io.memberlist.Delegate;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.MergeDelegate;
import io.memberlist.PingDelegate;
import io.memberlist.metrics.MetricsListener;
import io.memberlist.transport.TransportFactory;
import java.time.Duration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * A member of a cluster for every application: its configuration, the node, events and lifecycle.
 */
@AutoConfiguration
@ConditionalOnClass(Memberlist.class)
@ConditionalOnBooleanProperty(name = "memberlist.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MemberlistProperties.class)
@ImportRuntimeHints(MemberlistRuntimeHints.class)
public final class MemberlistAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  MemberlistConnectionDetails memberlistConnectionDetails(MemberlistProperties properties) {
    return new PropertiesMemberlistConnectionDetails(properties);
  }

  @Bean
  @ConditionalOnMissingBean
  EventQueue memberlistEventQueue(MemberlistProperties properties) {
    return new EventQueue(properties.getEvents().getWarnQueueSize());
  }

  @Bean
  JoinBoard memberlistJoinBoard() {
    return new JoinBoard();
  }

  @Bean
  @ConditionalOnMissingBean
  Config memberlistConfig(
      MemberlistProperties properties,
      MemberlistConnectionDetails details,
      ListableBeanFactory beans,
      Environment environment,
      ObjectProvider<Keyring> keyring,
      ObjectProvider<TransportFactory> transport,
      ObjectProvider<MetricsListener> metrics,
      ObjectProvider<MemberlistEventPublisher> publisher,
      ObjectProvider<MemberlistConfigCustomizer> customizers) {
    var factory = new ConfigFactory(properties, details);
    var builder = factory.builder();
    addKeys(builder, properties, details, keyring);
    addDelegates(builder, properties, beans, publisher);
    transport.ifUnique(builder::transportFactory);
    metrics.ifUnique(builder::metricsListener);
    builder.rejoinSeeds(details::getSeeds);
    if (Threading.VIRTUAL.isActive(environment)) {
      builder.streamThreads(
          new VirtualThreadTaskExecutor("memberlist-stream-").getVirtualThreadFactory());
    }
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return factory.build(builder);
  }

  private static void addKeys(
      Config.Builder builder,
      MemberlistProperties properties,
      MemberlistConnectionDetails details,
      ObjectProvider<Keyring> bean) {
    var keys = details.getKeys();
    boolean fromProperties = details instanceof PropertiesMemberlistConnectionDetails;
    var names =
        fromProperties
            ? KeyProperties.names(properties)
            : keys.stream().map(key -> "MemberlistConnectionDetails").toList();
    var ring = bean.getIfUnique();
    if (ring != null && !keys.isEmpty()) {
      throw new InvalidMemberlistKeyException(names.get(0), "a Keyring bean is defined as well.");
    }
    var made = KeyProperties.ring(keys, names);
    if (ring != null) {
      builder.keyring(ring);
    } else if (made != null) {
      builder.keyring(made);
    }
  }

  private static void addDelegates(
      Config.Builder builder,
      MemberlistProperties properties,
      ListableBeanFactory beans,
      ObjectProvider<MemberlistEventPublisher> publisher) {
    var delegates = new DelegateBeans(beans);
    var delegate = beans.getBeanProvider(Delegate.class);
    boolean messages = properties.getEvents().isEnabled() && properties.getEvents().isMessages();
    builder.delegate(
        new NodeDelegate(
            delegates.has(Delegate.class) ? delegate::getObject : () -> null,
            properties.getTags(),
            payload -> {
              if (messages) {
                publisher.ifAvailable(target -> target.message(payload));
              }
            }));
    builder.events(delegates.events());
    if (delegates.has(AliveDelegate.class)) {
      builder.alive(delegates.alive());
    }
    if (delegates.has(MergeDelegate.class)) {
      builder.merge(delegates.merge());
    }
    if (delegates.has(ConflictDelegate.class)) {
      builder.conflict(delegates.conflict());
    }
    if (delegates.has(PingDelegate.class)) {
      builder.ping(delegates.ping());
    }
  }

  @Bean(destroyMethod = "shutdown")
  @ConditionalOnMissingBean
  Memberlist memberlist(Config config) {
    return Memberlist.of(config);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty(name = "memberlist.events.enabled", matchIfMissing = true)
  MemberlistEventPublisher memberlistEventPublisher(
      ObjectProvider<Memberlist> memberlist,
      ApplicationEventPublisher publisher,
      EventQueue queue) {
    return new MemberlistEventPublisher(memberlist::getObject, publisher, queue);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(name = "memberlist")
  MemberlistLifecycle memberlistLifecycle(
      Memberlist memberlist,
      MemberlistProperties properties,
      MemberlistConnectionDetails details,
      EventQueue queue,
      JoinBoard board,
      Environment environment) {
    var phaseTimeout =
        environment.getProperty(
            "spring.lifecycle.timeout-per-shutdown-phase", Duration.class, Duration.ofSeconds(30));
    return new MemberlistLifecycle(
        memberlist, properties, details::getSeeds, queue, board, phaseTimeout);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(name = "memberlist")
  MemberlistShutdownLifecycle memberlistShutdownLifecycle(Memberlist memberlist, EventQueue queue) {
    return new MemberlistShutdownLifecycle(memberlist, queue);
  }
}
