package io.memberlist.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent of the Go library is held to, and what only ours can do. */
@SuppressWarnings("unchecked")
class AgentTest {

  /** The text "lost" in hex. */
  private static final String LOST = "6c6f7374";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String[] QUICK = {"--set", "GossipInterval=20ms"};

  private final List<AgentDriver> agents = new ArrayList<>();

  @AfterEach
  void end() {
    agents.forEach(AgentDriver::close);
  }

  private AgentDriver start(String name, String... options) {
    var all = new ArrayList<>(List.of(QUICK));
    all.addAll(List.of(options));
    var agent = AgentDriver.start(name, all.toArray(String[]::new));
    agents.add(agent);
    return agent;
  }

  private static Map<String, Object> node(Map<String, Object> event) {
    return (Map<String, Object>) event.get("node");
  }

  private static String nodeName(Map<String, Object> event) {
    return (String) node(event).get("name");
  }

  /** Until both know each other: the seed takes in who joins after it has answered. */
  private static void join(AgentDriver agent, AgentDriver seed) {
    assertThat(agent.demand("join", "addr", seed.address())).containsEntry("n", 1L);
    await()
        .atMost(LIMIT)
        .until(() -> seed.demand("members").toString().contains("port=" + port(agent) + ","));
  }

  private static Object port(AgentDriver agent) {
    return node(agent.await("ready")).get("port");
  }

  @Test
  void aNodeSaysWhoItIs() {
    var agent = start("a", "--meta", "hex:6d00", "--dver", "1,3,2", "--proto", "3");

    var ready = agent.await("ready");

    assertThat(ready.keySet())
        .containsExactly("ev", "ts", "ms", "name", "addr", "port", "node", "pid", "lib", "java");
    assertThat(ready)
        .containsEntry("name", "a")
        .containsEntry("addr", "127.0.0.1")
        .containsEntry("pid", ProcessHandle.current().pid())
        .containsEntry("lib", "memberlist-java development");
    assertThat(node(ready))
        .containsEntry("name", "a")
        .containsEntry("addrLen", 4L)
        .containsEntry("port", ready.get("port"))
        .containsEntry("state", "alive")
        .containsEntry("vsn", List.of(1L, 5L, 3L, 1L, 3L, 2L))
        .containsEntry("metaHex", "6d00")
        .containsEntry("metaLen", 2L)
        .doesNotContainKey("meta");
    assertThat(agent.events("join")).singleElement().matches(event -> nodeName(event).equals("a"));
  }

  @ParameterizedTest
  @CsvSource({
    "members, 'members,num'",
    "num, num",
    "local, node",
    "health, score",
    "proto, proto",
    "msgs, 'count,bytes'",
    "mem, 'heap,rssKB,cpuMs,threads'",
    "leave, ''",
    "state, ''",
    "ackPayload, ''",
    "quiet, ''",
    "rejectMerge, ''",
    "broadcast, queued"
  })
  void everyReplyHasItsFields(String command, String fields) {
    var reply = start("a").demand(command);

    var expected = new ArrayList<>(List.of("ev", "ts", "ms", "cmd", "id", "ok", "tookMs"));
    if (!fields.isEmpty()) {
      expected.addAll(List.of(fields.split(",")));
    }
    assertThat(reply.keySet()).containsExactlyElementsOf(expected);
    assertThat(reply).containsEntry("cmd", command).containsEntry("ok", true);
  }

  @Test
  void aMemberComesChangesAndGoes() {
    var a = start("a");
    var b = start("b");
    join(b, a);

    a.await("join", event -> nodeName(event).equals("b"));
    b.demand("update", "msg", "new");
    var update = a.await("update", event -> nodeName(event).equals("b"));
    b.demand("leave", "timeout", "20s");
    var leave = a.await("leave");

    assertThat(node(update)).containsEntry("meta", "new");
    assertThat(leave).containsEntry("reason", "left");
    assertThat(nodeName(leave)).isEqualTo("b");
    assertThat(a.demand("num")).containsEntry("num", 1L);
    assertThat(b.demand("shutdown")).containsEntry("ok", true);
  }

  @Test
  void aDeadMemberIsToldFromOneThatLeft() {
    var options =
        new String[] {
          "--preset", "local", "--set", "ProbeInterval=100ms", "--set", "ProbeTimeout=50ms"
        };
    var a = start("a", options);
    var b = start("b", options);
    join(b, a);

    b.closeInput();

    assertThat(b.exitCode()).isZero();
    assertThat(a.await("leave")).containsEntry("reason", "failed");
  }

  @Test
  void joiningAtStartIsReported() {
    var a = start("a");
    var b = start("b", "--join", a.address());
    var c = start("c", "--join", "127.0.0.1:1");

    assertThat(b.await("joined")).containsEntry("n", 1L).doesNotContainKey("error");
    assertThat(c.await("joined")).containsEntry("n", 0L);
    assertThat(c.await("joined").get("error")).asString().contains("127.0.0.1:1");
    assertThat(c.command("join", "addrs", List.of("127.0.0.1:1")))
        .containsEntry("ok", false)
        .containsEntry("n", 0L)
        .containsKey("error");
  }

  @Test
  void messagesArriveWhicheverWayTheyAreSent() {
    var a = start("a");
    var b = start("b");
    join(b, a);

    assertThat(a.demand("sendBestEffort", "to", "b", "msg", "one")).containsEntry("sent", 1L);
    assertThat(a.demand("sendReliable", "to", "b", "hex", "00 01")).containsEntry("sent", 1L);
    assertThat(
            a.demand("sendAddress", "addr", b.address(), "name", "b", "size", 5000, "count", 1)
                .get("sent"))
        .isEqualTo(1L);
    a.demand("broadcast", "name", "x", "msg", "everybody");
    a.demand("raw", "addr", b.address(), "hex", "08726177");

    b.await("msg", event -> "one".equals(event.get("msg")));
    b.await("msg", event -> "0001".equals(event.get("msgHex")));
    b.await("msg", event -> "everybody".equals(event.get("msg")));
    b.await("msg", event -> "raw".equals(event.get("msg")));
    var large = b.await("msg", event -> Long.valueOf(5000).equals(event.get("msgLen")));
    assertThat(large).containsKeys("msgHead", "msgSum").doesNotContainKeys("msgHex", "msg");
  }

  @Test
  void aBroadcastIsReplacedByOneOfTheSameName() {
    var agent = start("a");

    assertThat(agent.demand("broadcast", "name", "x", "msg", "1")).containsEntry("queued", 1L);
    assertThat(agent.demand("broadcast", "name", "y", "msg", "1")).containsEntry("queued", 2L);
    assertThat(agent.demand("broadcast", "name", "x", "msg", "22")).containsEntry("queued", 2L);
    assertThat(agent.demand("broadcast", "msg", "3")).containsEntry("queued", 3L);

    assertThat(agent.await("broadcastDone")).containsEntry("name", "x").containsEntry("len", 1L);
  }

  @Test
  void messagesCanBeCountedInsteadOfReported() {
    var a = start("a");
    var b = start("b");
    join(b, a);
    b.demand("quiet");

    a.demand("sendReliable", "to", "b", "size", 7, "count", 30);

    await().atMost(LIMIT).until(() -> b.demand("msgs").get("count").equals(30L));
    assertThat(b.demand("msgs")).containsEntry("bytes", 210L);
    assertThat(b.events("msg")).isEmpty();
    b.demand("quiet", "op", "off");
    a.demand("sendReliable", "to", "b", "msg", "loud");
    b.await("msg");
  }

  @Test
  void userStateIsExchanged() {
    var a = start("a", "--state", "of a");
    var b = start("b", "--state", "hex:6220");
    b.demand("state", "msg", "of b");

    join(b, a);

    assertThat(b.await("localState")).containsEntry("join", true).containsEntry("len", 4L);
    assertThat(b.await("mergeState")).containsEntry("join", true).containsEntry("state", "of a");
    assertThat(a.await("mergeState")).containsEntry("state", "of b").containsEntry("stateLen", 4L);
  }

  @Test
  void pingsCarryAPayloadAndAreTimed() {
    var a = start("a", "--ping", "--set", "ProbeInterval=50ms");
    var b = start("b", "--ping", "--ack-payload", "at start");
    join(b, a);

    assertThat((Double) a.demand("ping", "name", "b").get("rttMs")).isPositive();
    assertThat((Double) a.demand("ping", "name", "b", "addr", b.address()).get("rttMs"))
        .isPositive();
    var complete = a.await("pingComplete", event -> "at start".equals(event.get("payload")));
    assertThat(complete).containsEntry("node", "b").containsEntry("payloadLen", 8L);
    assertThat((Double) complete.get("rttMs")).isPositive();
    b.demand("ackPayload", "msg", "later");
    a.await("pingComplete", event -> "later".equals(event.get("payload")));
  }

  @Test
  void aMergeCanBeRefused() {
    var a = start("a", "--merge");
    var b = start("b", "--merge");
    a.demand("rejectMerge", "msg", "not today");

    assertThat(a.refusal("join", "addr", b.address())).contains("not today");
    assertThat(a.await("merge")).containsEntry("rejected", true).containsKey("nodes");

    a.demand("rejectMerge", "msg", "");
    join(a, b);
    a.await("merge", event -> Boolean.FALSE.equals(event.get("rejected")));
  }

  @Test
  void aMemberCanBeRefused() {
    var a = start("a", "--alive");
    var b = start("b");
    a.demand("rejectAlive", "name", "b");

    b.command("join", "addr", a.address());

    var alive = a.await("alive", event -> nodeName(event).equals("b"));
    assertThat(alive).containsEntry("rejected", true);
    assertThat(a.demand("num")).containsEntry("num", 1L);
    a.demand("rejectAlive", "op", "off");
    join(b, a);
    await().atMost(LIMIT).until(() -> a.demand("num").get("num").equals(2L));
  }

  @Test
  void twoNodesOfOneNameAreAConflict() {
    var a = start("a");
    var other = start("a");

    other.command("join", "addr", a.address());

    var conflict = a.await("conflict");
    assertThat((Map<String, Object>) conflict.get("existing"))
        .containsEntry("port", a.await("ready").get("port"));
    assertThat((Map<String, Object>) conflict.get("other"))
        .containsEntry("port", other.await("ready").get("port"));
  }

  @Test
  void delegatesAreInstalledAsAsked() {
    var bare =
        start(
            "bare",
            "--no-delegate",
            "--no-events",
            "--conflict=false",
            "--meta",
            "m",
            "--alive=false");
    var full = start("full", "--no-events=false", "--ping=true", "--conflict");

    join(full, bare);

    assertThat(node(bare.demand("local"))).containsEntry("metaLen", 0L);
    assertThat(bare.events("join")).isEmpty();
    assertThat(bare.events("localState")).isEmpty();
    assertThat(bare.refusal("broadcast", "msg", "x")).contains("--no-delegate");
    full.await("join", event -> nodeName(event).equals("bare"));
  }

  @Test
  void keysAreListedPrimaryFirst() {
    var agent = start("a", "--key", "0123456789abcdef");
    agent.demand("keys", "op", "add", "key", "hex:000102030405060708090a0b0c0d0e0f");
    agent.demand("keys", "op", "use", "key", "b64:AAECAwQFBgcICQoLDA0ODw==");

    var reply = agent.demand("keys", "op", "list");

    assertThat(reply)
        .containsEntry("primary", "000102030405060708090a0b0c0d0e0f")
        .containsEntry(
            "keys",
            List.of("000102030405060708090a0b0c0d0e0f", "30313233343536373839616263646566"));
    assertThat(agent.demand("keys")).containsEntry("keys", reply.get("keys"));
    agent.demand("keys", "op", "remove", "key", "0123456789abcdefX");
    assertThat(
            (List<String>)
                agent.demand("keys", "op", "remove", "key", "0123456789abcdef").get("keys"))
        .containsExactly("000102030405060708090a0b0c0d0e0f");
    assertThat(agent.refusal("keys", "op", "add", "key", "hex:secret")).doesNotContain("secret");
    assertThat(agent.refusal("keys", "op", "burn", "key", "x")).contains("burn");
  }

  @Test
  void encryptionAndLabelKeepOthersOut() {
    var key = "0123456789abcdef";
    var a = start("a", "--key", key, "--label", "blue");
    var b = start("b", "--key", "hex:30313233343536373839616263646566", "--label", "blue");
    var withoutKey = start("c", "--label", "blue");
    var withoutLabel = start("d", "--key", key);

    join(b, a);

    withoutKey.refusal("join", "addr", a.address());
    withoutLabel.refusal("join", "addr", a.address());
    assertThat(a.demand("num")).containsEntry("num", 2L);
  }

  @Test
  void verificationMayChangeAtRunTimeAndNothingElse() {
    var agent = start("a", "--key", "0123456789abcdef");

    agent.demand("set", "name", "gossip-verify-incoming", "value", false);
    agent.demand("set", "name", "GossipVerifyOutgoing", "value", "false");

    assertThat(agent.refusal("set", "name", "GossipVerifyOutgoing", "value", "perhaps"))
        .contains("value", "perhaps");
    assertThat(agent.refusal("set", "name", "ProbeInterval", "value", "1s"))
        .contains("ProbeInterval", "GossipVerifyIncoming");
  }

  @Test
  void trafficCanBeDroppedAndRestored() {
    var a = start("a", "--faults", "--trace");
    var b = start("b", "--compress=false");
    join(b, a);
    a.demand("drop", "side", "tcpOut", "addr", b.address());

    assertThat(a.refusal("sendReliable", "to", "b", "msg", "x")).contains("b");
    a.demand("restore");
    a.demand("sendReliable", "to", "b", "msg", "after");
    b.await("msg", event -> "after".equals(event.get("msg")));

    a.demand("drop", "side", "udpIn", "addr", "*");
    a.demand("sendBestEffort", "to", "b", "msg", "out");
    b.await("msg", event -> "out".equals(event.get("msg")));
    b.demand("sendBestEffort", "to", "a", "msg", "lost");
    a.await("rx", event -> event.get("hex").toString().contains(LOST));
    a.demand("restore", "side", "udpIn", "addr", "*");
    b.demand("sendReliable", "to", "a", "msg", "arrives");
    a.await("msg", event -> "arrives".equals(event.get("msg")));
    assertThat(a.events("msg")).noneMatch(event -> "lost".equals(event.get("msg")));
  }

  @Test
  void outgoingPacketsCanBeDelayed() {
    var a = start("a", "--faults");
    var b = start("b");
    join(b, a);
    a.demand("delay", "timeout", "150ms");

    assertThat((Double) a.demand("ping", "name", "b").get("rttMs")).isGreaterThanOrEqualTo(150);
    a.demand("delay", "timeout", "0");
  }

  @Test
  void allTrafficIsShown() {
    var a = start("a", "--trace", "--compress=false");
    var b = start("b", "--trace", "--compress=false");
    join(b, a);
    a.demand("drop", "side", "udpOut", "addr", "*");
    a.demand("sendBestEffort", "to", "b", "msg", "never");
    a.demand("raw", "addr", b.address(), "hex", "0801");

    b.await("streamTx", event -> event.get("side").equals("dialed"));
    b.await("streamRx", event -> event.get("side").equals("dialed"));
    assertThat(a.await("streamRx", event -> event.get("side").equals("accepted")))
        .containsKeys("peer", "hex");
    var lost = a.await("tx", event -> event.get("hex").toString().contains("6e65766572"));
    assertThat(lost).containsEntry("to", b.address()).containsEntry("dropped", true);
    var received = b.await("rx", event -> event.get("hex").equals("0801"));
    assertThat(received).containsEntry("from", a.address()).containsEntry("dropped", false);
    assertThat(a.await("tx", event -> event.get("hex").equals("0801")))
        .containsEntry("dropped", false);
  }

  @Test
  void anyPropertyCanBeSet() {
    var agent =
        start(
            "a",
            "--preset",
            "wan",
            "--set",
            "ProbeInterval=700ms",
            "--set",
            "retransmit-mult=7",
            "--set",
            "rejoin.interval=11s",
            "--set",
            "CIDRsAllowed=",
            "--advertise",
            "127.0.0.9",
            "--advertise-port",
            "4242",
            "--improved");

    assertThat(node(agent.demand("local")))
        .containsEntry("addr", "127.0.0.9")
        .containsEntry("port", 4242L);
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, nonsense",
    "join, addr",
    "ping, name",
    "sendReliable, to",
    "sendBestEffort, to",
    "sendAddress, addr",
    "raw, addr",
    "rejectAlive, name",
    "set, name",
    "drop, --faults",
    "restore, --faults",
    "delay, --faults",
    "keys, --key"
  })
  void mistakesAreAnsweredAndEndNothing(String command, String named) {
    var agent = start("a");

    assertThat(agent.refusal(command)).contains(named);
    agent.demand("num");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cmd\":\"drop\",\"side\":\"left\",\"addr\":\"*\"}",
        "{\"cmd\":\"drop\",\"side\":\"udpOut\"}",
        "{\"cmd\":\"delay\"}",
        "{\"cmd\":\"delay\",\"timeout\":\"soon\"}",
        "{\"cmd\":\"leave\",\"timeout\":5}",
        "{\"cmd\":\"broadcast\",\"size\":1e3}",
        "{\"cmd\":\"broadcast\",\"size\":99999999999999999999}",
        "{\"cmd\":\"broadcast\",\"hex\":\"0\"}",
        "{\"cmd\":\"sendAddress\",\"addr\":\"nowhere\"}",
        "{\"cmd\":\"sendAddress\",\"addr\":\"no.such.host.invalid:1\"}",
        "{\"cmd\":\"sendReliable\",\"to\":\"a\",\"msg\":\"x\",\"count\":0}",
        "{\"cmd\":\"sendReliable\",\"to\":\"nobody\",\"msg\":\"x\"}",
        "{\"cmd\":\"update\",\"size\":513}",
        "{\"cmd\":[1]}",
        "{\"cmd\":null}",
        "{}",
        "[]",
        "{\"cmd\":\"num\"} {}",
        "num",
        "\u0000"
      })
  void whateverALineSaysItGetsOneReply(String line) {
    var agent = start("a", "--faults");

    agent.write(line);
    var reply = agent.await("reply");

    assertThat(reply).containsEntry("ok", false);
    assertThat((String) reply.get("error")).isNotBlank().doesNotContain("Exception");
    agent.demand("num");
    assertThat(agent.events("reply")).hasSize(2);
  }

  @Test
  void anIdComesBackAsItWas() {
    var agent = start("a");

    agent.write("{\"cmd\":\"num\",\"id\":{\"a\":[1,null,\"x\"]}}");

    assertThat(agent.await("reply").get("id").toString()).isEqualTo("{a=[1, null, x]}");
    agent.write("");
    agent.write("{\"cmd\":\"num\"}");
    assertThat(agent.await("reply", event -> !event.containsKey("id"))).containsEntry("ok", true);
  }

  @Test
  void exitEndsTheAgentAndShutdownOnlyTheNode() {
    var agent = start("a");

    agent.demand("shutdown");
    assertThat(agent.refusal("sendAddress", "addr", "127.0.0.1:1", "msg", "x")).isNotBlank();
    agent.demand("exit");

    assertThat(agent.exitCode()).isZero();
  }

  @Test
  void aNodeThatCannotStartSaysWhy() {
    var agent = AgentDriver.launch(List.of("--bind", "192.0.2.1", "--log", "none"));

    var failed = agent.await("failed");

    assertThat(failed.keySet()).containsExactly("ev", "ts", "ms", "error");
    assertThat(failed.get("error")).asString().contains("192.0.2.1", "bind");
    assertThat(agent.exitCode()).isEqualTo(1);
  }

  @Test
  void theLogIsEventsUnlessItIsWantedElsewhere() {
    var agent = AgentDriver.launch(List.of("--name", "a"));
    agents.add(agent);
    agent.await("ready");

    agent.demand("shutdown");

    assertThat(agent.await("log").get("line")).asString().startsWith("INFO io.memberlist.");
  }
}
