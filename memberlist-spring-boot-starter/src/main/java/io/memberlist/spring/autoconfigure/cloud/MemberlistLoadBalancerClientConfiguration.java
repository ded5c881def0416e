package io.memberlist.spring.autoconfigure.cloud;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistDiscoveryProperties;
import io.memberlist.spring.discovery.Instances;
import io.memberlist.spring.discovery.MemberlistDiscoveryClient;
import io.memberlist.spring.discovery.MemberlistReactiveDiscoveryClient;
import io.memberlist.spring.discovery.MemberlistServiceInstanceListSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClient;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * For the context that Spring Cloud makes for each service; not a {@code @Configuration}, so that
 * no component scan picks it up.
 */
public class MemberlistLoadBalancerClientConfiguration {

  private static final String CONFIGURATIONS = "spring.cloud.loadbalancer.configurations";

  @Bean
  @ConditionalOnMissingBean(ServiceInstanceListSupplier.class)
  ServiceInstanceListSupplier memberlistServiceInstanceListSupplier(
      ConfigurableApplicationContext context,
      Environment environment,
      Instances instances,
      Memberlist memberlist,
      MemberlistDiscoveryProperties properties) {
    var serviceId = environment.getRequiredProperty(LoadBalancerClientFactory.PROPERTY_NAME);
    return new MemberlistServiceInstanceListSupplier(
        serviceId,
        instances,
        zone(environment, properties),
        properties.isNearestFirst() ? memberlist.config().name() : null,
        others(context));
  }

  /** The own zone, if Spring Cloud's switch says that it matters. */
  private static @Nullable String zone(
      Environment environment, MemberlistDiscoveryProperties properties) {
    if (!"zone-preference".equals(environment.getProperty(CONFIGURATIONS))) {
      return null;
    }
    var own = properties.getZone();
    return own != null ? own : environment.getProperty("spring.cloud.loadbalancer.zone");
  }

  /** Spring Cloud's usual supplier, if there are other discovery clients. */
  private static @Nullable ServiceInstanceListSupplier others(
      ConfigurableApplicationContext context) {
    var builder = ServiceInstanceListSupplier.builder();
    boolean blocking =
        context.getBeanProvider(DiscoveryClient.class).stream()
            .anyMatch(
                client ->
                    !(client instanceof MemberlistDiscoveryClient)
                        && !(client instanceof CompositeDiscoveryClient));
    if (blocking) {
      return builder.withBlockingDiscoveryClient().withCaching().build(context);
    }
    boolean reactive =
        context.getBeanProvider(ReactiveDiscoveryClient.class).stream()
            .anyMatch(
                client ->
                    !(client instanceof MemberlistReactiveDiscoveryClient)
                        && !(client instanceof ReactiveCompositeDiscoveryClient));
    return reactive ? builder.withDiscoveryClient().withCaching().build(context) : null;
  }
}
