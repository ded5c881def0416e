package io.memberlist.spring.discovery;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** Members of the cluster for those who ask Spring Cloud. Never waits. */
public final class MemberlistDiscoveryClient implements DiscoveryClient {

  private final Instances instances;
  private final int order;

  /**
   * Finds these.
   *
   * @param instances what members offer
   * @param order among several discovery clients
   */
  public MemberlistDiscoveryClient(Instances instances, int order) {
    this.instances = instances;
    this.order = order;
  }

  @Override
  public String description() {
    return "Memberlist Discovery Client";
  }

  @Override
  public List<ServiceInstance> getInstances(String serviceId) {
    return List.copyOf(instances.of(serviceId));
  }

  @Override
  public List<String> getServices() {
    return instances.services();
  }

  /**
   * Whether it can find anything.
   *
   * @throws IllegalStateException if the node is not running
   */
  @Override
  public void probe() {
    if (!instances.available()) {
      throw new IllegalStateException("the memberlist node is not running");
    }
  }

  @Override
  public int getOrder() {
    return order;
  }
}
