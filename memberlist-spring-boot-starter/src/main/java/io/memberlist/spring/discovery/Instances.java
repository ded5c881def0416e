package io.memberlist.spring.discovery;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What members offer, as this node sees them now: reads a snapshot, never waits. */
public final class Instances {

  /** When suspects are instances. */
  public enum Suspects {
    /** Only if no other instance is alive. */
    FALLBACK,
    /** Always. */
    INCLUDE,
    /** Never. */
    EXCLUDE
  }

  private final Memberlist memberlist;
  private final Suspects suspects;

  /**
   * Reads the node's members.
   *
   * @param memberlist the node
   * @param suspects when suspects are instances
   */
  public Instances(Memberlist memberlist, Suspects suspects) {
    this.memberlist = memberlist;
    this.suspects = suspects;
  }

  /** Instances of a service, ignoring case, in the order of the nodes' names. */
  public List<MemberlistServiceInstance> of(String serviceId) {
    return chosen(
        callable()
            .filter(instance -> instance.getServiceId().equalsIgnoreCase(serviceId))
            .toList());
  }

  /** Names of the services that have instances, sorted. */
  public List<String> services() {
    return all().values().stream()
        .flatMap(List::stream)
        .map(MemberlistServiceInstance::getServiceId)
        .distinct()
        .sorted()
        .toList();
  }

  /** All instances by name of the service in lower case. */
  public Map<String, List<MemberlistServiceInstance>> all() {
    var all =
        callable()
            .collect(
                Collectors.groupingBy(
                    instance -> instance.getServiceId().toLowerCase(Locale.ROOT),
                    TreeMap::new,
                    Collectors.toList()));
    all.replaceAll((service, instances) -> chosen(instances));
    return all;
  }

  /** Whether the node takes part in a cluster at all. */
  public boolean available() {
    return memberlist.status() != Memberlist.Status.STOPPED;
  }

  private Stream<MemberlistServiceInstance> callable() {
    return memberlist.members().stream()
        .sorted(Comparator.comparing(Node::name))
        .filter(node -> !"0".equals(node.tags().get(ServiceTags.UP)))
        .flatMap(node -> MemberlistServiceInstance.of(node).stream());
  }

  private List<MemberlistServiceInstance> chosen(List<MemberlistServiceInstance> instances) {
    if (suspects == Suspects.INCLUDE) {
      return instances;
    }
    var alive =
        instances.stream()
            .filter(instance -> instance.getNode().state() == NodeState.ALIVE)
            .toList();
    return alive.isEmpty() && suspects == Suspects.FALLBACK ? instances : alive;
  }
}
