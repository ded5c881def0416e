package io.memberlist.spring.discovery;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As {@link MemberlistDiscoveryClient}, for reactive callers. */
public final class MemberlistReactiveDiscoveryClient implements ReactiveDiscoveryClient {

  private final Instances instances;
  private final int order;

  /**
   * Finds these.
   *
   * @param instances what members offer
   * @param order among several discovery clients
   */
  public MemberlistReactiveDiscoveryClient(Instances instances, int order) {
    this.instances = instances;
    this.order = order;
  }

  @Override
  public String description() {
    return "Memberlist Reactive Discovery Client";
  }

  @Override
  public Flux<ServiceInstance> getInstances(String serviceId) {
    return Flux.defer(() -> Flux.fromIterable(instances.of(serviceId)));
  }

  @Override
  public Flux<String> getServices() {
    return Flux.defer(() -> Flux.fromIterable(instances.services()));
  }

  /** Fails if the node is not running. */
  @Override
  public Mono<Void> reactiveProbe() {
    return Mono.defer(
        () ->
            instances.available()
                ? Mono.empty()
                : Mono.error(new IllegalStateException("the memberlist node is not running")));
  }

  @Override
  public int getOrder() {
    return order;
  }
}
