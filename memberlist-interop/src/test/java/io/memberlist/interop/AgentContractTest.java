package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Go peer keeps the contract of our command line (docs/cli.md), on which all other tests rely.
 */
class AgentContractTest {

  private static final Set<String> CLUSTER_FIELDS =
      Set.of(
          "library",
          "preset",
          "network",
          "joinMode",
          "compression",
          "n",
          "createMs",
          "convergeMs",
          "converged",
          "joinErrors",
          "convergeCpuMs",
          "idleSeconds",
          "idleCpuPercentOfOneCoreTotal",
          "idleCpuPercentPerNode",
          "rssKBTotal",
          "rssKBPerNode",
          "heapKBPerNode",
          "threadsPerNode",
          "idlePacketsSentPerSecondPerNode",
          "idlePacketBytesSentPerSecondPerNode",
          "idleStreamBytesPerSecondPerNode",
          "idleStreamsPerMinutePerNode",
          "detectFirstMs",
          "detectMedianMs",
          "detectAllMs",
          "detectedBy",
          "falseLeaveEvents",
          "loadAverages");

  @RegisterExtension final Cluster cluster = new Cluster();

  @Test
  void aNodeSaysWhoItIs() {
    var node =
        cluster.startGo(Kind.GO_0_5_4, NodeSpec.named("a").meta("m").delegateVersions(1, 3, 2));

    var ready = node.process().ready();

    assertThat(ready.get("lib").asString()).contains("v0.5.4");
    assertThat(ready.get("pid").asLong()).isPositive();
    assertThat(ready.at("/node/vsn").toString()).isEqualTo("[1,5,2,1,3,2]");
    assertThat(ready.at("/node/metaHex").asString()).isEqualTo("6d");
    assertThat(ready.at("/node/addrLen").asInt()).isEqualTo(4);
    assertThat(node.process().events("join")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "members, num",
    "num, num",
    "local, node",
    "health, score",
    "proto, proto",
    "msgs, count",
    "msgs, bytes",
    "mem, heap",
    "mem, rssKB",
    "mem, cpuMs",
    "mem, threads"
  })
  void queriesAnswerWithTheirField(String command, String field) {
    var node = cluster.startGo(Kind.GO_0_7_0, NodeSpec.named("a"));

    assertThat(node.process().demand(command).has(field)).isTrue();
  }

  @Test
  void delegatesCanRefuse() {
    var a = cluster.startGo(Kind.GO_0_5_4, NodeSpec.named("a"));
    var b = cluster.startGo(Kind.GO_0_7_0, NodeSpec.named("b"));
    a.process().demand("rejectMerge", "msg", "not today");

    assertThat(a.tryJoin(b.address()).error()).contains("not today");
    assertThat(a.process().events("merge"))
        .last()
        .matches(event -> event.get("rejected").asBoolean());

    a.process().demand("rejectMerge", "msg", "");
    assertThat(a.tryJoin(b.address()).reached()).isEqualTo(1);
  }

  @Test
  void keysAreListedPrimaryFirst() {
    var node = cluster.startGo(Kind.GO_0_5_4, NodeSpec.named("a").key("0123456789abcdef"));
    var process = node.process();
    process.demand("keys", "op", "add", "key", "hex:000102030405060708090a0b0c0d0e0f");
    process.demand("keys", "op", "use", "key", "b64:AAECAwQFBgcICQoLDA0ODw==");

    var reply = process.demand("keys", "op", "list");

    assertThat(reply.get("primary").asString()).isEqualTo("000102030405060708090a0b0c0d0e0f");
    assertThat(reply.get("keys").valueStream().map(JsonNode::asString))
        .containsExactly("000102030405060708090a0b0c0d0e0f", "30313233343536373839616263646566");
    assertThat(
            process
                .command("keys", "op", "remove", "key", "0123456789abcdefX")
                .get("ok")
                .asBoolean())
        .isTrue();
  }

  @Test
  void messagesCanBeCountedInsteadOfReported() {
    var a = cluster.startGo(Kind.GO_0_5_4, NodeSpec.named("a"));
    var b = cluster.startGo(Kind.GO_0_7_0, NodeSpec.named("b"));
    b.join(a);
    b.process().demand("quiet");

    a.process().demand("sendReliable", "to", "b", "size", 7, "count", 30);

    Await.until("30 messages", () -> b.process().demand("msgs").get("count").asInt() == 30);
    assertThat(b.process().demand("msgs").get("bytes").asInt()).isEqualTo(210);
    assertThat(b.messages()).isEmpty();
  }

  @Test
  void mistakesAreAnsweredAndEndNothing() {
    var node = cluster.startGo(Kind.GO_0_5_4, NodeSpec.named("a"));

    for (var command : List.of("nonsense", "sendReliable", "drop", "keys", "delay")) {
      assertThat(node.process().command(command).get("error").asString()).as(command).isNotBlank();
    }
    assertThat(node.process().command("set", "name", "Name", "value", "x").get("ok").asBoolean())
        .isFalse();
    assertThat(node.process().isAlive()).isTrue();
  }

  @Test
  void aSignalMeansGoodbyeAndTheEndOfInputDoesNot() {
    var observer = cluster.startGo(Kind.GO_0_5_4, NodeSpec.named("observer").compress(false));
    var polite = cluster.startGo(Kind.GO_0_7_0, NodeSpec.named("polite"));
    var abrupt = cluster.startGo(Kind.GO_0_7_0, NodeSpec.named("abrupt"));
    polite.join(observer);
    abrupt.join(observer);

    polite.process().signal("TERM");
    abrupt.process().closeInput();

    assertThat(polite.process().exitCode()).isZero();
    assertThat(abrupt.process().exitCode()).isZero();
    assertThat(WireRecord.of("polite", observer).orElseThrow().state()).isEqualTo(WireRecord.LEFT);
    assertThat(WireRecord.of("abrupt", observer).orElseThrow().state())
        .isNotEqualTo(WireRecord.LEFT);
  }

  @Test
  void aNodeThatCannotStartSaysWhy() {
    assertThatThrownBy(
            () -> cluster.startGo(Kind.GO_0_5_4, NodeSpec.named("a").bind("192.0.2.1", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("192.0.2.1");
  }

  @Test
  void aClusterIsMeasured() {
    var command =
        List.of(
            GoPeer.binary(Kind.GO_0_5_4).toString(),
            "cluster",
            "--nodes",
            "3",
            "--preset",
            "local",
            "--rest",
            "10ms",
            "--idle",
            "500ms");

    var result = ExternalProcess.run(command);

    assertThat(result.exitCode()).as(result.output()).isZero();
    var measured = new JsonMapper().readTree(result.output());
    assertThat(new TreeSet<>(measured.propertyNames())).isEqualTo(new TreeSet<>(CLUSTER_FIELDS));
    assertThat(measured.get("converged").asBoolean()).isTrue();
    assertThat(measured.get("detectedBy").asInt()).isEqualTo(2);
  }
}
