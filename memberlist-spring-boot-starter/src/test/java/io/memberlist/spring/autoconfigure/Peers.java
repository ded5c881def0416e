package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Nodes without Spring beside the one that is tested; shut down after each test. */
final class Peers implements AfterEachCallback {

  private final List<Memberlist> all = new ArrayList<>();

  /** Another node that is to be shut down. */
  Memberlist add(Memberlist node) {
    all.add(node);
    return node;
  }

  /** Starts a node that joins nobody. */
  Memberlist start(String name) {
    return add(Nodes.plain(name));
  }

  /** Starts a node that joins another one. */
  Memberlist join(String name, String seed) {
    var node = start(name);
    node.join(List.of(seed));
    return node;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    all.forEach(Memberlist::shutdown);
    all.clear();
  }
}
