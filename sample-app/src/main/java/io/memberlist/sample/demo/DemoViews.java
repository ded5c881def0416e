package io.memberlist.sample.demo;

import io.memberlist.spring.ui.ClusterViews;
import java.util.ArrayList;
import java.util.List;

/** All members of this process: the page shows what each of them believes. */
final class DemoViews implements ClusterViews {

  private final DemoNodes nodes;

  DemoViews(DemoNodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public List<View> views() {
    var own = nodes.own();
    var views = new ArrayList<View>();
    views.add(new View(own.config().name(), own, true));
    for (var node : nodes.all()) {
      views.add(new View(node.name(), node.memberlist(), node.observing()));
    }
    return views;
  }

  @Override
  public boolean all() {
    return true;
  }

  @Override
  public String controls() {
    return DemoController.PATH;
  }

  @Override
  public List<List<String>> cut() {
    return nodes.network().groups();
  }
}
