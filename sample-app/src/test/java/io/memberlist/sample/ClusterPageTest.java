package io.memberlist.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterPageTest {

  private static final String EVIL = "<script>alert(1)</script>";

  @Test
  void whatComesFromOthersIsNeverMarkup() {
    var page = ClusterPage.render(EVIL, List.of(node(EVIL, NodeState.ALIVE)), List.of(event(EVIL)));

    assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
  }

  @Test
  void everyRecordIsListedButOnlyMembersAreCounted() {
    var nodes =
        List.of(
            node("a", NodeState.ALIVE), node("b", NodeState.SUSPECT), node("c", NodeState.DEAD));

    var page = ClusterPage.render("a", nodes, List.of());

    assertThat(page)
        .contains(
            "a: 2 members", "a (this node)", "class=\"state SUSPECT\"", "class=\"state DEAD\"");
  }

  private static ClusterLog.Entry event(String text) {
    return new ClusterLog.Entry(Instant.EPOCH, "message", text);
  }

  private static Node node(String name, NodeState state) {
    return new Node(
        name,
        new byte[] {127, 0, 0, 1},
        7946,
        Tags.encode(Map.of("zone", name)),
        state,
        1,
        Instant.EPOCH,
        Node.Versions.NONE,
        null);
  }
}
