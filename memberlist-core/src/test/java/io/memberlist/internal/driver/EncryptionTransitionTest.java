package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Encryption is rolled out without downtime: each node goes away and comes back at the same
 * address, twice three times.
 */
class EncryptionTransitionTest {

  private static final byte[] KEY = new byte[24];

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void enc_06_to_enc_10_leave_02_sixRestartsWithoutLosingTheCluster() {
    var pair = nodes.pair(c -> c); // enc_06
    List<UnaryOperator<Config.Builder>> steps =
        List.of(
            c -> c.secretKey(KEY).gossipVerifyIncoming(false).gossipVerifyOutgoing(false), // enc_07
            c -> c.secretKey(KEY).gossipVerifyIncoming(false).gossipVerifyOutgoing(true), // enc_08
            c -> c.secretKey(KEY).gossipVerifyIncoming(true).gossipVerifyOutgoing(true)); // enc_09
    Memberlist a = pair.get(0);
    Memberlist b = pair.get(1);
    for (var step : steps) {
      a = restarted(a, b, step);
      b = restarted(b, a, step);
    }

    assertThat(a.ping("b", b.localNode().address())).isPositive();
  }

  /** enc_10. */
  private Memberlist restarted(
      Memberlist node, Memberlist bystander, UnaryOperator<Config.Builder> settings) {
    var name = node.config().name();
    int port = node.config().bindPort();
    node.leave(Nodes.PATIENCE);
    Nodes.members(bystander, 1);
    node.shutdown();

    var again = nodes.start(name, c -> settings.apply(c.bindPort(port)));
    assertThat(again.join(List.of(Nodes.seed(bystander))).reached()).isEqualTo(1);

    Nodes.members(again, 2);
    Nodes.members(bystander, 2);
    assertThat(again.allNodes()).hasSize(2);
    assertThat(bystander.allNodes()).hasSize(2);
    return again;
  }
}
