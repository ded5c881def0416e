package io.memberlist.spring.discovery;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/**
 * Members that offer a service, asked anew for every call: without a cache no member is chosen
 * after it has left. A service that no member offers may be found by other discovery clients.
 */
public final class MemberlistServiceInstanceListSupplier implements ServiceInstanceListSupplier {

  private final String serviceId;
  private final Instances instances;
  private final UnaryOperator<List<MemberlistServiceInstance>> choice;
  private final @Nullable ServiceInstanceListSupplier others;

  /**
   * Supplies instances of one service.
   *
   * @param serviceId name of the service
   * @param instances what members offer
   * @param zone the own one, to prefer its instances; null to prefer none
   * @param local name of the own node, to prefer the nearest of these; null to prefer none
   * @param others supplies what no member offers; null for nobody
   */
  public MemberlistServiceInstanceListSupplier(
      String serviceId,
      Instances instances,
      @Nullable String zone,
      @Nullable String local,
      @Nullable ServiceInstanceListSupplier others) {
    this.serviceId = serviceId;
    this.instances = instances;
    this.choice = choice(zone, local);
    this.others = others;
  }

  private static UnaryOperator<List<MemberlistServiceInstance>> choice(
      @Nullable String zone, @Nullable String local) {
    UnaryOperator<List<MemberlistServiceInstance>> inZone =
        zone == null ? UnaryOperator.identity() : new SameZone(zone)::of;
    UnaryOperator<List<MemberlistServiceInstance>> near =
        local == null ? UnaryOperator.identity() : new NearestInstances(local)::of;
    return instances -> near.apply(inZone.apply(instances));
  }

  @Override
  public String getServiceId() {
    return serviceId;
  }

  @Override
  public Flux<List<ServiceInstance>> get() {
    return Flux.defer(
        () -> {
          var offered = instances.of(serviceId);
          return offered.isEmpty() && others != null
              ? others.get().map(MemberlistServiceInstanceListSupplier::withoutMembers)
              : Flux.just(List.copyOf(choice.apply(offered)));
        });
  }

  /** What others keep in a cache may be a member that has left since. */
  private static List<ServiceInstance> withoutMembers(List<ServiceInstance> found) {
    return found.stream()
        .filter(instance -> !(instance instanceof MemberlistServiceInstance))
        .toList();
  }
}
