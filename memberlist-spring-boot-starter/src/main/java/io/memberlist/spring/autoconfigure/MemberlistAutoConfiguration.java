package io.memberlist.spring.autoconfigure;

import io.memberlist.AliveDelegate;
import io.memberlist.Config;
import io.memberlist.ConflictDelegate;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.MergeDelegate;
import io.memberlist.PingDelegate;
import io.memberlist.metrics.MetricsListener;
import io.memberlist.spring.autoconfigure.announce.ServiceAnnouncement;
import io.memberlist.transport.TransportFactory;
import java.util.Objects;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * A member of a cluster for every application: its configuration, the node, events and lifecycle.
 */
@AutoConfiguration
@ConditionalOnClass(Memberlist.class)
@ConditionalOnBooleanProperty(name = "memberlist.enabled", matchIfMissing = true)
@EnableConfigurationProperties({MemberlistProperties.class, MemberlistDiscoveryProperties.class})
@ImportRuntimeHints(MemberlistRuntimeHints.class)
public final class MemberlistAutoConfiguration {

  MemberlistAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  MemberlistConnectionDetails memberlistConnectionDetails(MemberlistProperties properties) {
    return new PropertiesMemberlistConnectionDetails(properties);
  }

  @Bean
  @ConditionalOnMissingBean
  Seeds memberlistSeeds(
      MemberlistConnectionDetails details,
      ObjectProvider<SeedProvider> providers,
      ObjectProvider<PeersFile> before) {
    return new Seeds(details, providers, before);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("memberlist.rejoin.peers-file")
  PeersFile memberlistPeersFile(MemberlistProperties properties) {
    return new PeersFile(Objects.requireNonNull(properties.getRejoin().getPeersFile()));
  }

  @Bean
  @ConditionalOnMissingBean
  NodeTags memberlistNodeTags(MemberlistProperties properties) {
    return new NodeTags(properties.getTags());
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(KeyringFile.PROPERTY)
  KeyringFile memberlistKeyringFile(MemberlistProperties properties) {
    return new KeyringFile(
        Objects.requireNonNull(properties.getEncryption().getKeyringFile(), KeyringFile.PROPERTY));
  }

  /** Not lazy even if everything else is: it has to be there before the node starts. */
  @Bean
  @Lazy(false)
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty(name = "memberlist.discovery.enabled", matchIfMissing = true)
  @ConditionalOnBooleanProperty(name = "memberlist.discovery.register", matchIfMissing = true)
  ServiceAnnouncement memberlistServiceAnnouncement(
      MemberlistDiscoveryProperties discovery,
      NodeTags tags,
      ObjectProvider<Memberlist> memberlist,
      ApplicationContext context) {
    return new ServiceAnnouncement(discovery, tags, memberlist, context);
  }

  @Bean
  @ConditionalOnMissingBean
  EventQueue memberlistEventQueue(MemberlistProperties properties) {
    return new EventQueue(properties);
  }

  @Bean
  @ConditionalOnMissingBean
  JoinBoard memberlistJoinBoard() {
    return new JoinBoard();
  }

  @Bean
  @ConditionalOnMissingBean
  Config memberlistConfig(
      MemberlistProperties properties,
      MemberlistConnectionDetails details,
      Seeds seeds,
      NodeTags tags,
      ListableBeanFactory beans,
      Environment environment,
      ObjectProvider<Keyring> keyring,
      ObjectProvider<TransportFactory> transport,
      ObjectProvider<MetricsListener> metrics,
      ObjectProvider<MemberlistEventPublisher> publisher,
      ObjectProvider<MemberlistConfigCustomizer> customizers) {
    var factory = new ConfigFactory(properties, details);
    var builder = factory.builder();
    var keyProblem = factory.addKeys(builder, keyring.getIfAvailable());
    var messages = new MessageSink(properties, publisher);
    var delegates = new DelegateBeans(beans);
    builder.delegate(
        new NodeDelegate(delegates, tags, messages, beans.getBeanProvider(NodeMessages.class)));
    addDelegates(builder, delegates);
    transport.ifAvailable(builder::transportFactory);
    MetricsListeners.of(metrics).ifPresent(builder::metricsListener);
    builder.rejoinSeeds(seeds);
    if (Threading.VIRTUAL.isActive(environment)) {
      builder.streamThreads(WorkThreads.of(environment, factory.name(), "stream"));
    }
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    var others = beans.getBeanProvider(CheckedProperties.class).orderedStream();
    var config =
        factory.build(builder, others.flatMap(other -> other.violations().stream()).toList());
    if (keyProblem != null) {
      throw keyProblem; // after the violations of all other properties (section 11)
    }
    tags.requireNoneReserved();
    return config;
  }

  private static void addDelegates(Config.Builder builder, DelegateBeans delegates) {
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

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnSingleCandidate(Memberlist.class)
  @ConditionalOnBooleanProperty(name = "memberlist.events.enabled", matchIfMissing = true)
  MemberlistEventPublisher memberlistEventPublisher(
      ObjectProvider<Memberlist> memberlist,
      ApplicationEventPublisher publisher,
      EventQueue queue) {
    return new MemberlistEventPublisher(memberlist, publisher, queue);
  }

  /** The node and its lifecycle; a node of the application's own is only observed (S-21). */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(Memberlist.class)
  static final class NodeConfiguration {

    @Bean(destroyMethod = "shutdown")
    Memberlist memberlist(
        Config config,
        ObjectProvider<MemberlistEventPublisher> publisher,
        ObjectProvider<NodeDecorator> decorators) {
      var node = Memberlist.of(ForeignConfig.withPublisher(config, publisher));
      for (var decorator : decorators.orderedStream().toList()) {
        node = decorator.apply(node);
      }
      return node;
    }

    @Bean
    @ConditionalOnMissingBean
    MemberlistLifecycle memberlistLifecycle(
        Memberlist memberlist,
        MemberlistProperties properties,
        Seeds seeds,
        EventQueue queue,
        JoinBoard board,
        Environment environment) {
      return new MemberlistLifecycle(memberlist, properties, seeds, queue, board, environment);
    }

    @Bean
    @ConditionalOnMissingBean
    MemberlistShutdownLifecycle memberlistShutdownLifecycle(
        Memberlist memberlist, EventQueue queue) {
      return new MemberlistShutdownLifecycle(memberlist, queue);
    }
  }
}
