package io.memberlist.spring.autoconfigure.cloud;

import io.memberlist.spring.discovery.Instances;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;

/** Load balancing over members, without a cache. */
@AutoConfiguration(
    after = {
      MemberlistDiscoveryClientAutoConfiguration.class,
      MemberlistReactiveDiscoveryClientAutoConfiguration.class
    })
@ConditionalOnClass(ServiceInstanceListSupplier.class)
@ConditionalOnBean(Instances.class)
@LoadBalancerClients(defaultConfiguration = MemberlistLoadBalancerClientConfiguration.class)
public final class MemberlistLoadBalancerAutoConfiguration {

  MemberlistLoadBalancerAutoConfiguration() {}
}
