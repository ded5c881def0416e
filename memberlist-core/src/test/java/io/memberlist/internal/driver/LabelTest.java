package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.memberlist.Memberlist;
import io.memberlist.NoSeedReachableException;
import io.memberlist.metrics.Metric;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LabelTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void lab_15_to_18_nodesWithOneLabelJoinOthersDoNot(int keyLength) {
    var key = new byte[keyLength];
    var pair = nodes.pair(c -> c.label("blah").secretKey(key));
    assertThat(pair.get(1).allNodes()).hasSize(2);

    var without = nodes.start("without", c -> c.secretKey(key));
    refused(without, pair.get(0));
    var other = nodes.start("other", c -> c.label("not-blah").secretKey(key));
    refused(other, pair.get(0));

    assertThat(pair).allSatisfy(node -> assertThat(node.numMembers()).isEqualTo(2));
    assertThat(pair.get(0).statistics().get(Metric.STREAMS_REFUSED_LABEL)).isEqualTo(2);
  }

  private static void refused(Memberlist node, Memberlist by) {
    assertThatThrownBy(() -> node.join(List.of(Nodes.seed(by))))
        .isInstanceOf(NoSeedReachableException.class)
        .hasMessageContaining(
            "connection closed without an answer (different label or encryption?)");
    assertThat(node.numMembers()).isEqualTo(1);
  }

  @Test
  void lab_21_aNodeThatSkipsTheCheckTakesWhatHasNoHeaderAndRefusesWhatHas() {
    var skipping = nodes.start("skipping", c -> c.label("blah").skipInboundLabelCheck(true));
    var plain = nodes.start("plain");
    var labelled = nodes.start("labelled", c -> c.label("blah"));

    plain.join(List.of(Nodes.seed(skipping)));
    Nodes.members(skipping, 2);
    refused(labelled, skipping);
    assertThat(skipping.numMembers()).isEqualTo(2);
    assertThatThrownBy(skipping::sync).as("its own streams carry the label").isNotNull();
  }

  @Test
  void def_20_aPeerOfAnotherClusterIsCountedAndGetsOneLine() throws IOException {
    var lines = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger("io.memberlist.security");
    lines.start();
    logger.addAppender(lines);
    try (var foreign = new Peer()) {
      var a = nodes.start("a", c -> c.label("green"));
      for (int i = 0; i < 50; i++) {
        foreign.send(new byte[] {0, 1, 2}, a.localNode().address());
      }
      Nodes.eventually(() -> a.statistics().get(Metric.PACKETS_DROPPED_LABEL) == 50);

      var from = "127.0.0.1:" + foreign.address().getPort();
      assertThat(List.copyOf(lines.list))
          .extracting(ILoggingEvent::getFormattedMessage)
          .filteredOn(line -> line.contains(from))
          .containsExactly("Dropped packet from " + from + ": no label, but one is required");
    } finally {
      logger.detachAppender(lines);
    }
  }
}
