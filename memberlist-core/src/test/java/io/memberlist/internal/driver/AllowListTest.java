package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AllowListTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void cidr_06_nodesOfTwoNetworksWithinOneAllowedOneJoin() {
    var a = nodes.start("a", c -> c.cidrsAllowed(List.of("127.0.0.0/8")));
    var b = nodes.start("b", c -> c.bindAddr("127.0.1.1").cidrsAllowed(List.of("127.0.0.0/8")));

    b.join(List.of(Nodes.seed(a)));

    Nodes.members(a, 2);
    assertThat(b.allNodes()).hasSize(2);
  }

  @Test
  void cidr_07_cidr_08_aNodeFromElsewhereIsListedByNobodyButItself() {
    var networks = List.of("127.0.0.0/24", "127.0.1.0/24");
    var a = nodes.start("a", c -> c.cidrsAllowed(networks));
    var b = nodes.start("b", c -> c.bindAddr("127.0.1.1").cidrsAllowed(networks));
    b.join(List.of(Nodes.seed(a)));
    Nodes.members(a, 2);

    Memberlist rogue =
        nodes.start("rogue", c -> c.bindAddr("127.0.2.1").cidrsAllowed(List.of("127.0.0.0/8")));
    var result = rogue.join(List.of(Nodes.seed(a), Nodes.seed(b)));

    assertThat(result.reached()).isEqualTo(2);
    assertThat(rogue.numMembers()).isEqualTo(3);
    assertThat(a.allNodes()).hasSize(2);
    assertThat(b.allNodes()).hasSize(2);
  }
}
