package io.memberlist.simulator.behaviour;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.MergeDelegate;
import io.memberlist.Node;
import io.memberlist.VetoException;
import io.memberlist.internal.wire.MessageWriter;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import io.memberlist.simulator.RawPeer;
import io.memberlist.simulator.SimCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a peer says of itself when it joins is checked before it is believed. */
class MergeValidationTest {

  /** Checks as Serf does. */
  private static final class Validating implements MergeDelegate {
    private final boolean names;
    private final List<String> asked = new ArrayList<>();

    private Validating(boolean names) {
      this.names = names;
    }

    @Override
    public void notifyMerge(List<Node> peers) {
      for (var peer : peers) {
        asked.add(peer.name());
        if (peer.meta().length > 512) {
          throw new VetoException("metadata of " + peer.meta().length + " bytes");
        }
        if (names && !peer.name().matches("[\\w.-]{1,128}")) {
          throw new VetoException("the name \"" + peer.name() + "\"");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "name, 4, 0, true, 2",
    "name, 16, 512, true, 2",
    "name, 2, 0, true, 1",
    "name, 17, 0, true, 1",
    "name, 4, 513, true, 1",
    "'a name', 4, 0, true, 1",
    "'a name', 4, 0, false, 2",
    "129, 4, 0, true, 1",
    "129, 4, 0, false, 2"
  })
  void serf_06_addressesMetadataAndIfWishedNamesAreChecked(
      String name, int addressLength, int metaLength, boolean names, int members) {
    var delegate = new Validating(names);
    var cluster = SimCluster.of(6).nodes(1).config(c -> c.merge(delegate)).started();
    var peer = new RawPeer(cluster);
    var claimed = name.equals("129") ? "n".repeat(129) : name;

    peer.begin(cluster.node(0), join(claimed, new byte[addressLength], new byte[metaLength]));
    cluster.run(ofSeconds(1));

    assertThat(cluster.node(0).state().members()).isEqualTo(members);
    boolean usable = addressLength == 4 || addressLength == 16;
    assertThat(delegate.asked).isEqualTo(usable ? List.of(claimed) : List.of());
  }

  private static byte[] join(String name, byte[] ip, byte[] meta) {
    ip[ip.length - 1] = 9;
    byte[] versions = {1, 5, 2, 0, 0, 0};
    var record = new PushNodeState(name, new NodeAddress(ip, 7946), meta, 1, 0, versions);
    return new MessageWriter().encodePushPull(true, List.of(record), null);
  }
}
