package io.memberlist.spring.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReunionTest {

  private final Recorders recorders = new Recorders();
  private final Reunion reunion = new Reunion();
  private final Set<String> failed = new TreeSet<>();

  /** Two that look at each other; who is in {@code failed} is failed to the other. */
  private final ClusterViews views = () -> List.of(view("a"), view("b"));

  private ClusterViews.View view(String name) {
    var memberlist =
        (Memberlist)
            Proxy.newProxyInstance(
                ReunionTest.class.getClassLoader(),
                new Class<?>[] {Memberlist.class},
                (proxy, method, arguments) -> Optional.of(node((String) arguments[0])));
    return new ClusterViews.View(name, memberlist, true);
  }

  private Node node(String name) {
    return new Node(
        name,
        new byte[] {127, 0, 0, 1},
        7946,
        new byte[0],
        failed.contains(name) ? NodeState.DEAD : NodeState.ALIVE,
        1,
        Instant.EPOCH,
        Node.Versions.NONE,
        null);
  }

  private List<String> said() {
    return recorders.of("a").since(0).stream().map(LogEntry::text).toList();
  }

  @Test
  void groupsHaveMergedWhenNobodyCallsAnotherOneFailed() {
    failed.add("a");
    failed.add("b");
    reunion.begin();
    reunion.look(views, recorders);
    failed.remove("b");
    reunion.look(views, recorders);
    assertThat(said()).isEmpty();

    failed.remove("a");
    reunion.look(views, recorders);
    reunion.look(views, recorders);

    assertThat(said())
        .singleElement()
        .asString()
        .matches("The network merged \\d+\\.\\d s after healing");
  }

  @Test
  void nothingHasMergedIfNobodyNoticedTheCut() {
    reunion.begin();
    reunion.look(views, recorders);

    assertThat(said()).isEmpty();
  }
}
