package io.memberlist.sample.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which demo nodes can reach each other, by their ports on the loopback interface. */
final class DemoNetwork {

  private volatile Map<Integer, Integer> groupByPort = Map.of();
  private volatile List<List<String>> groups = List.of();

  /** Cuts the network; nodes of no group reach everybody. */
  void cut(List<List<String>> groups, Map<String, Integer> ports) {
    var byPort = new LinkedHashMap<Integer, Integer>();
    for (int i = 0; i < groups.size(); i++) {
      for (var name : groups.get(i)) {
        byPort.put(ports.getOrDefault(name, 0), i);
      }
    }
    this.groups = groups.stream().map(List::copyOf).toList();
    groupByPort = byPort;
  }

  void heal() {
    groupByPort = Map.of();
    groups = List.of();
  }

  List<List<String>> groups() {
    return groups;
  }

  boolean separates(int port, int other) {
    var byPort = groupByPort;
    var group = byPort.get(port);
    var otherGroup = byPort.get(other);
    return group != null && otherGroup != null && !group.equals(otherGroup);
  }
}
