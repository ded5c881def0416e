package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.ConflictDelegate;
import io.memberlist.Node;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConflictDelegateTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void conf_01_cdel_01_whoClaimsANameThatIsTakenIsReported() throws Exception {
    var told = new LinkedBlockingQueue<List<Node>>();
    ConflictDelegate delegate = (existing, other) -> told.add(List.of(existing, other));
    var first = nodes.start("same");
    var second = nodes.start("same", c -> c.conflict(delegate));

    var result = second.join(List.of(Nodes.address(first)));

    assertThat(result.reached()).isEqualTo(1);
    var pair = told.poll(60, TimeUnit.SECONDS);
    assertThat(pair).isNotNull().extracting(Node::name).containsExactly("same", "same");
    assertThat(pair.get(0).address()).isEqualTo(second.localNode().address());
    assertThat(pair.get(1).address()).isEqualTo(first.localNode().address());
    assertThat(second.numMembers()).isEqualTo(1);
  }
}
