package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.interop.ClusterNode.MergedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Go peer, on which all other tests rely, and our command line keep one contract (docs/cli.md).
 */
class AgentContractTest {

  private static final String KEY = "0123456789abcdef";

  private static final Set<String> CLUSTER_FIELDS =
      Set.of(
          ("library preset network joinMode compression n createMs convergeMs converged joinErrors"
                  + " convergeCpuMs idleSeconds idleCpuPercentOfOneCoreTotal idleCpuPercentPerNode"
                  + " rssKBTotal rssKBPerNode heapKBPerNode threadsPerNode"
                  + " idlePacketsSentPerSecondPerNode idlePacketBytesSentPerSecondPerNode"
                  + " idleStreamBytesPerSecondPerNode idleStreamsPerMinutePerNode detectFirstMs"
                  + " detectMedianMs detectAllMs detectedBy falseLeaveEvents loadAverages")
              .split(" "));

  private static final Map<String, List<String>> QUERIES =
      Map.of(
          "members", List.of("members", "num"),
          "num", List.of("num"),
          "local", List.of("node"),
          "health", List.of("score"),
          "proto", List.of("proto"),
          "msgs", List.of("count", "bytes"),
          "mem", List.of("heap", "rssKB", "cpuMs", "threads"));

  @RegisterExtension final Cluster cluster = new Cluster();

  static Stream<Kind> programs() {
    return Stream.of(Kind.AGENT, Kind.GO_0_5_4, Kind.GO_0_7_0);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aNodeSaysWhoItIs(Kind kind) {
    var node = cluster.startProcess(kind, NodeSpec.named("a").meta("m").delegateVersions(1, 3, 2));

    var ready = node.process().ready();

    assertThat(ready.get("lib").asString())
        .contains(kind == Kind.AGENT ? "java" : kind.toString().replace("go-", "v"));
    assertThat(ready.get("pid").asLong()).isEqualTo(node.process().pid());
    assertThat(ready.get("ts").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    assertThat(ready.get("ms").isNumber()).isTrue();
    assertThat(ready.at("/node/vsn").toString()).isEqualTo("[1,5,2,1,3,2]");
    assertThat(ready.at("/node/metaHex").asString()).isEqualTo("6d");
    assertThat(ready.at("/node/meta").asString()).isEqualTo("m");
    assertThat(ready.at("/node/state").asString()).isEqualTo("alive");
    assertThat(ready.at("/node/addrLen").asInt()).isEqualTo(4);
    assertThat(node.process().events("join")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void queriesAnswerWithTheirFields(Kind kind) {
    var node = cluster.startProcess(kind, NodeSpec.named("a"));

    QUERIES.forEach(
        (command, fields) -> {
          var reply = node.process().demand(command);
          assertThat(reply.get("cmd").asString()).isEqualTo(command);
          assertThat(reply.get("tookMs").isNumber()).isTrue();
          assertThat(reply.propertyNames()).as(command).containsAll(fields);
        });
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aSeedIsJoinedAtStart(Kind kind) {
    var a = cluster.startProcess(kind, NodeSpec.named("a"));
    var b = cluster.startProcess(kind, NodeSpec.named("b").seed(a.address()));

    var joined = b.process().await("joined", Await.LIMIT, e -> AgentProcess.isEvent(e, "joined"));

    assertThat(joined.get("n").asInt()).isEqualTo(1);
    Cluster.awaitComplete(a, b);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void delegatesCanRefuse(Kind kind) {
    var a = cluster.startProcess(kind, NodeSpec.named("a").alive());
    var b = cluster.startProcess(kind, NodeSpec.named("b"));
    a.process().demand("rejectAlive", "name", "b");
    a.process().demand("rejectMerge", "msg", "not today");

    assertThat(a.tryJoin(b.address()).error()).contains("not today");
    assertThat(a.process().events("merge"))
        .last()
        .matches(event -> event.get("rejected").asBoolean() && event.has("nodes"));

    a.process().demand("rejectMerge", "msg", "");
    assertThat(a.tryJoin(b.address()).reached()).isEqualTo(1);
    assertThat(a.process().events("alive"))
        .anyMatch(event -> event.get("rejected").asBoolean() && isAbout(event, "b"));
    assertThat(a.members()).containsExactly("a");

    a.process().demand("rejectAlive", "op", "off", "name", "b");
    assertThat(a.tryJoin(b.address()).reached()).isEqualTo(1);
    Cluster.awaitComplete(a, b);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void keysAreListedPrimaryFirst(Kind kind) {
    var node = cluster.startProcess(kind, NodeSpec.named("a").key(KEY));
    var process = node.process();
    process.demand("keys", "op", "add", "key", "hex:000102030405060708090a0b0c0d0e0f");
    process.demand("keys", "op", "use", "key", "b64:AAECAwQFBgcICQoLDA0ODw==");

    var reply = process.demand("keys", "op", "list");

    assertThat(reply.get("primary").asString()).isEqualTo("000102030405060708090a0b0c0d0e0f");
    assertThat(reply.get("keys").valueStream().map(JsonNode::asString))
        .containsExactly("000102030405060708090a0b0c0d0e0f", "30313233343536373839616263646566");
    process.demand("keys", "op", "remove", "key", KEY);
    assertThat(process.demand("keys", "op", "list").get("keys").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void bothVerificationsAreSwitchedOneByOne(Kind kind) {
    var a = cluster.startProcess(kind, NodeSpec.named("a").compress(false).key(KEY));
    var b = cluster.startProcess(kind, NodeSpec.named("b").key(KEY).trace());
    b.join(a);
    Cluster.awaitComplete(a, b);

    a.verify(false, false);
    a.send(true, "b", Wire.bytes("in plain text"));

    b.process()
        .await(
            "a message in plain text",
            Await.LIMIT,
            e ->
                AgentProcess.isEvent(e, "streamRx")
                    && e.get("side").asString().equals("accepted")
                    && e.get("hex").asString().contains(hex("in plain text")));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void messagesCanBeCountedInsteadOfReported(Kind kind) {
    var a = cluster.startProcess(kind, NodeSpec.named("a"));
    var b = cluster.startProcess(kind, NodeSpec.named("b"));
    b.join(a);
    Cluster.awaitComplete(a, b);
    b.process().demand("quiet");

    var reply = a.process().demand("sendReliable", "to", "b", "size", 7, "count", 30);

    assertThat(reply.get("sent").asInt()).isEqualTo(30);
    Await.until("30 messages", () -> b.process().demand("msgs").get("count").asInt() == 30);
    assertThat(b.process().demand("msgs").get("bytes").asInt()).isEqualTo(210);
    assertThat(b.messages()).isEmpty();
    b.process().demand("quiet", "op", "off");
    a.process().demand("sendAddress", "addr", b.address(), "name", "b", "msg", "aloud");
    Await.until("the message", () -> b.hasMessage(Blob.of("aloud")));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void whatTheApplicationIsAskedAndToldIsReported(Kind kind) {
    var a = cluster.startProcess(kind, NodeSpec.named("a").state(Wire.letters(5_000)));
    var b = cluster.startProcess(kind, NodeSpec.named("b").ackPayload(Wire.bytes("1")));
    b.process().demand("state", "size", 4_096);
    a.process().demand("ackPayload", "msg", "2");

    b.join(a);
    a.updateMeta(Wire.bytes("changed"));
    var queued = a.process().demand("broadcast", "name", "news", "msg", "to all").get("queued");

    assertThat(queued.asInt()).isPositive();
    Await.until("message", () -> b.hasMessage(Blob.of("to all")));
    awaitEvent(a, "localState", e -> e.get("join").asBoolean() && e.get("len").asInt() == 5_000);
    awaitEvent(b, "mergeState", e -> e.path("stateLen").asInt() == 5_000 && isLongBlob(e, "state"));
    awaitEvent(a, "mergeState", e -> e.path("stateHex").asString("").length() == 2 * 4_096);
    assertThat(a.mergedStates()).contains(new MergedState(true, Blob.of(Wire.letters(4_096))));
    awaitEvent(b, "update", e -> e.at("/node/meta").asString("").equals("changed"));
    awaitEvent(b, "pingComplete", e -> e.get("node").asString().equals("a") && e.has("rttMs"));
    a.process().demand("broadcast", "name", "news", "msg", "newer");
    awaitEvent(
        a,
        "broadcastDone",
        e -> e.get("name").asString().equals("news") && e.get("len").asInt() > 0);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void trafficIsDroppedAndLetThroughAgain(Kind kind) {
    var a = cluster.startProcess(kind, NodeSpec.named("a").faults());
    var b = cluster.startProcess(kind, NodeSpec.named("b"));
    b.join(a);
    Cluster.awaitComplete(a, b);

    a.drop(ClusterNode.Side.UDP_OUT, "*");
    a.send(false, "b", Wire.bytes("lost"));
    a.send(true, "b", Wire.bytes("by stream"));
    Await.until("the stream's", () -> b.hasMessage(Blob.of("by stream")));
    a.drop(ClusterNode.Side.TCP_OUT, b.host());
    assertThat(a.tryJoin(b.address()).reached()).isZero();
    a.restore();
    a.process().demand("delay", "timeout", "20ms");
    a.process().demand("sendBestEffort", "to", "b", "msg", "late");

    Await.until("the delayed", () -> b.hasMessage(Blob.of("late")));
    a.process().demand("raw", "addr", b.address(), "hex", hex("\bwithout layers"));
    Await.until("the raw", () -> b.hasMessage(Blob.of("without layers")));
    assertThat(b.messages()).doesNotContain(Blob.of("lost"));
    assertThat(a.tryJoin(b.address()).reached()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void allTrafficCanBeShown(Kind kind) {
    var a = cluster.startProcess(kind, NodeSpec.named("a").compress(false).trace());
    var b = cluster.startProcess(kind, NodeSpec.named("b").compress(false));

    b.join(a);
    Cluster.awaitComplete(a, b);
    a.send(false, "b", Wire.bytes("shown"));
    b.send(false, "a", Wire.bytes("seen"));

    awaitEvent(a, "streamRx", e -> e.get("side").asString().equals("accepted") && e.has("peer"));
    awaitEvent(a, "streamTx", e -> e.get("hex").asString().startsWith("06"));
    awaitEvent(a, "tx", e -> isPacket(e, "to", b.address(), "shown"));
    awaitEvent(a, "rx", e -> isPacket(e, "from", b.address(), "seen"));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void mistakesAreAnsweredAndEndNothing(Kind kind) {
    var node = cluster.startProcess(kind, NodeSpec.named("a"));

    for (var command : List.of("nonsense", "sendReliable", "drop", "keys", "delay")) {
      assertThat(node.process().command(command).get("error").asString()).as(command).isNotBlank();
    }
    assertThat(node.process().command("set", "name", "Name", "value", "x").get("ok").asBoolean())
        .isFalse();
    assertThat(node.process().isAlive()).isTrue();
    node.process().demand("exit");
    assertThat(node.process().exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aSignalMeansGoodbyeAndTheEndOfInputDoesNot(Kind kind) {
    var observer = cluster.start(Kind.GO_0_5_4, NodeSpec.named("observer").compress(false));
    var polite = cluster.startProcess(kind, NodeSpec.named("polite"));
    var abrupt = cluster.startProcess(kind, NodeSpec.named("abrupt"));
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

  @ParameterizedTest
  @MethodSource("programs")
  void aNodeThatCannotStartSaysWhy(Kind kind) {
    // skips the test where there is no program that could fail
    assertThat(Programs.commandLine(kind)).isNotEmpty();

    assertThatThrownBy(() -> cluster.startProcess(kind, NodeSpec.named("a").bind("192.0.2.1", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("192.0.2.1");
  }

  @ParameterizedTest
  @MethodSource("programs")
  void wrongUsageEndsWithTwoAndASentence(Kind kind) {
    var command = new ArrayList<>(Programs.commandLine(kind));
    command.addAll(List.of("agent", "--json", "--set", "Nonsense=1"));

    var result = ExternalProcess.run(command);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output()).contains("Nonsense");
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aClusterIsMeasured(Kind kind) {
    var command = new ArrayList<>(Programs.commandLine(kind));
    command.addAll(
        List.of(
            "cluster", "--nodes", "3", "--preset", "local", "--rest", "10ms", "--idle", "500ms"));

    var result = ExternalProcess.run(command);

    assertThat(result.exitCode()).as(result.output()).isZero();
    var measured = new JsonMapper().readTree(result.output());
    assertThat(new TreeSet<>(measured.propertyNames())).isEqualTo(new TreeSet<>(CLUSTER_FIELDS));
    assertThat(measured.get("converged").asBoolean()).isTrue();
    assertThat(measured.get("detectedBy").asInt()).isEqualTo(2);
  }

  private static void awaitEvent(
      AgentNode node, String name, java.util.function.Predicate<JsonNode> condition) {
    node.process()
        .await(
            name + " at " + node.name(),
            Await.LIMIT,
            e -> AgentProcess.isEvent(e, name) && condition.test(e));
  }

  private static boolean isPacket(JsonNode event, String peerField, String peer, String text) {
    return event.get(peerField).asString().equals(peer)
        && event.get("hex").asString().contains(hex(text))
        && !event.get("dropped").asBoolean();
  }

  private static boolean isAbout(JsonNode event, String node) {
    return event.at("/node/name").asString("").equals(node);
  }

  private static boolean isLongBlob(JsonNode event, String name) {
    return event.get(name + "Head").asString().length() == 128
        && event.get(name + "Sum").asString().length() == 8
        && !event.has(name + "Hex");
  }

  private static String hex(String text) {
    return java.util.HexFormat.of().formatHex(Wire.bytes(text));
  }
}
