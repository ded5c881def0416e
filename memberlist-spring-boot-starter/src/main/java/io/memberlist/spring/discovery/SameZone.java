package io.memberlist.spring.discovery;

import java.util.List;

/** Those instances that are in the own zone, or all if there are none. */
final class SameZone {

  private final String zone;

  SameZone(String zone) {
    this.zone = zone;
  }

  List<MemberlistServiceInstance> of(List<MemberlistServiceInstance> instances) {
    var near =
        instances.stream()
            .filter(instance -> zone.equalsIgnoreCase(instance.getMetadata().get(ServiceTags.ZONE)))
            .toList();
    return near.isEmpty() ? instances : near;
  }
}
