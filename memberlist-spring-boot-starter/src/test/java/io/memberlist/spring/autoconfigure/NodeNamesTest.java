package io.memberlist.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class NodeNamesTest {

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  @Test
  void s_15_theUsualPortGivesTheHostName() {
    assertThat(NodeNames.defaultName(() -> "host", 7946)).isEqualTo("host");
  }

  @Test
  void s_15_anotherPortIsAppended() {
    assertThat(NodeNames.defaultName(() -> "host", 7947)).isEqualTo("host-7947");
  }

  @Test
  void s_15_anyFreePortGivesSomethingRandom() {
    var name = NodeNames.defaultName(() -> "host", 0);

    assertThat(name).matches("host-[0-9a-f]{8}");
    assertThat(NodeNames.defaultName(() -> "host", 0)).isNotEqualTo(name);
  }

  @Test
  void s_15_withoutAHostNameThereIsSomethingRandom() {
    assertThat(NodeNames.defaultName(() -> null, 7946)).matches("node-[0-9a-f]{8}");
  }

  @Test
  void s_15_theContextUsesTheHostName() {
    var host = host();
    Nodes.runner()
        .withPropertyValues("memberlist.auto-startup=false", "memberlist.bind-port=7999")
        .run(
            context -> {
              var name = context.getBean(io.memberlist.Config.class).name();
              if (host == null) {
                assertThat(name).matches("node-[0-9a-f]{8}");
              } else {
                assertThat(name).isEqualTo(host + "-7999");
              }
            });
  }
}
