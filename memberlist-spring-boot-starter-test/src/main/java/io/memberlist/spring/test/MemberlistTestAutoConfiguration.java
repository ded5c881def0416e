package io.memberlist.spring.test;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistConnectionDetails;
import io.memberlist.spring.autoconfigure.MemberlistEventPublisher;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import io.memberlist.test.Seeds;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The cluster in memory, and the node of the context in it. */
@AutoConfiguration(before = MemberlistAutoConfiguration.class)
public final class MemberlistTestAutoConfiguration {

  private static final int PEERS = 2;

  MemberlistTestAutoConfiguration() {}

  private static int peers(Environment environment) {
    return environment.getProperty(TestProperties.PEERS, Integer.class, PEERS);
  }

  @Bean
  TestCluster memberlistTestCluster(
      Environment environment, ObjectProvider<MemberlistEventPublisher> publisher) {
    var property = Optional.ofNullable(environment.getProperty(Seeds.PROPERTY));
    return new TestCluster(Seeds.choose(property, 0), peers(environment), publisher);
  }

  @Bean
  MemberlistEvents memberlistEvents() {
    return new MemberlistEvents();
  }

  @Bean
  @ConditionalOnMissingBean
  MemberlistConnectionDetails memberlistTestConnectionDetails(
      MemberlistProperties properties, Environment environment) {
    return new PeerConnectionDetails(properties, peers(environment));
  }

  @Bean
  static BeanPostProcessor memberlistTestNodePostProcessor(ObjectProvider<TestCluster> cluster) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof Memberlist node && node.status() == Memberlist.Status.STOPPED
            ? cluster.getObject().adopt(node.config())
            : bean;
      }
    };
  }
}
