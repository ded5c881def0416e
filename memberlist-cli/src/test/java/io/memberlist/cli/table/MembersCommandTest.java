package io.memberlist.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.cli.Cli;
import io.memberlist.cli.agent.AgentDriver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersCommandTest {

  /** As docs/spring-boot.md, section 7.2, shows them. */
  private static final String ORDERS =
      """
      {"name":"orders-1","address":"10.0.0.5:7946","state":"ALIVE","local":true,"incarnation":1,
       "since":"2026-03-01T10:15:03.001Z",
       "tags":{"boot.app":"orders","boot.port":"8080","zone":"a"},
       "meta":{"bytes":40,"base64":"/4OoYm9vdC5hcHCmb3JkZXJzqWJvb3QucG9ydKQ4MDgwpHpvbmWhYQ=="},
       "protocol":{"min":1,"max":5,"current":2},"delegateProtocol":{"min":0,"max":3,"current":1}}
      """;

  private static final String EDGE =
      """
      {"name":"edge/eu 1","address":"[2001:db8::7]:7947","state":"SUSPECT","local":false,
       "incarnation":4294967295,"since":"2026-03-01T11:00:00.500Z","rtt":"PT0.00042S",
       "meta":{"bytes":5,"base64":"aGVsbG8=","text":"hello"},
       "protocol":{"min":1,"max":5,"current":2},"delegateProtocol":{"min":0,"max":0,"current":0}}
      """;

  @Test
  void theTableOfAMemberWithoutItsNoticing() {
    try (var a = AgentDriver.start("a", "--merge", "--alive");
        var b = AgentDriver.start("b", "--meta", "m")) {
      b.demand("join", "addr", a.address());
      a.await("join", event -> event.get("node").toString().contains("name=b"));
      int alive = a.events("alive").size();

      var result = Cli.run("members", "--join", a.address(), "--json");

      assertThat(result.err()).isEmpty();
      assertThat(result.exitCode()).isZero();
      assertThat(result.objects()).extracting(node -> node.get("name")).containsExactly("a", "b");
      assertThat(result.objects().get(1).keySet())
          .containsExactly(
              "name",
              "addr",
              "addrLen",
              "port",
              "state",
              "vsn",
              "metaHex",
              "metaLen",
              "meta",
              "incarnation");
      assertThat(result.objects().get(1))
          .containsEntry("state", "alive")
          .containsEntry("meta", "m")
          .containsEntry("incarnation", 1L);
      assertThat(a.demand("num")).containsEntry("num", 2L);
      assertThat(a.events("join")).hasSize(2);
      assertThat(a.events("merge")).hasSize(1);
      assertThat(a.events("alive")).hasSizeGreaterThanOrEqualTo(alive);
      assertThat(a.events("leave")).isEmpty();
    }
  }

  @Test
  void aMemberWithKeyAndLabel() {
    var key = "0123456789abcdef";
    try (var a = AgentDriver.start("a", "--key", key, "--label", "blue")) {
      var right = Cli.run("members", "--join", "x/" + a.address(), "--key", key, "--label", "blue");
      var withoutKey = Cli.run("members", "--join", a.address(), "--label", "blue");
      var otherLabel = Cli.run("members", "--join", a.address(), "--key", key, "--label", "red");

      assertThat(right.exitCode()).as(right.err()).isZero();
      assertThat(right.lines().get(1)).startsWith("a     " + a.address());
      for (var wrong : List.of(withoutKey, otherLabel)) {
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err().lines()).singleElement().asString().contains(a.address());
      }
    }
  }

  @Test
  void theMembersOfAnApplicationInTheFormOfTheAgents() throws IOException {
    try (var application = new StubActuator(StubActuator.answer(ORDERS, EDGE))) {
      var result = Cli.run("members", "--json", "--url", application.url());

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(application.paths()).containsExactly("/actuator/memberlist");
      assertThat(result.objects().get(0))
          .isEqualTo(
              Map.ofEntries(
                  Map.entry("name", "edge/eu 1"),
                  Map.entry("addr", "2001:db8:0:0:0:0:0:7"),
                  Map.entry("addrLen", 16L),
                  Map.entry("port", 7947L),
                  Map.entry("state", "suspect"),
                  Map.entry("vsn", List.of(1L, 5L, 2L, 0L, 0L, 0L)),
                  Map.entry("metaHex", "68656c6c6f"),
                  Map.entry("metaLen", 5L),
                  Map.entry("meta", "hello"),
                  Map.entry("incarnation", 4_294_967_295L)));
      assertThat(result.objects().get(1))
          .containsEntry("vsn", List.of(1L, 5L, 2L, 0L, 3L, 1L))
          .containsEntry("metaLen", 40L);
    }
  }

  @Test
  void theHumanFormIsATable() throws IOException {
    try (var application = new StubActuator(StubActuator.answer(ORDERS, EDGE))) {
      assertThat(Cli.run("members", "--url", application.url()).lines())
          .containsExactly(
              "NAME       ADDRESS                      STATE    INCARNATION  TAGS",
              "edge/eu 1  [2001:db8:0:0:0:0:0:7]:7947  suspect  4294967295",
              "orders-1   10.0.0.5:7946                alive    1            "
                  + "boot.app=orders,boot.port=8080,zone=a");
      assertThat(Cli.runAtTerminal("members", "--url", application.url()).out())
          .contains("\u001b[33msuspect\u001b[0m", "\u001b[32malive  \u001b[0m");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/actuator", "/actuator/memberlist", "/actuator/memberlist/"})
  void anApplicationItsActuatorOrTheEndpoint(String path) throws IOException {
    try (var application = new StubActuator(StubActuator.answer())) {
      assertThat(Cli.run("members", "--url", application.url() + path).exitCode()).isZero();
      assertThat(application.paths()).containsExactly("/actuator/memberlist");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"404", "401", "503", "[1]x", "{}xx", "{\"members\":[1]}", "{\"members\":[{}]}"})
  void whatIsNoAnswerOfTheEndpointIsOneSentence(String answer) throws IOException {
    try (var application = new StubActuator(answer)) {
      var result = Cli.run("members", "--url", application.url());

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines())
          .singleElement()
          .asString()
          .startsWith("could not read the members from " + application.url())
          .contains(answer.length() == 3 ? answer : "endpoint");
    }
  }

  @Test
  void whoIsNotThereIsNamedWithARemedy() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    var member = Cli.run("members", "--join", "127.0.0.1:" + port);
    var application = Cli.run("members", "--url", "http://127.0.0.1:" + port);

    assertThat(member.exitCode()).isEqualTo(1);
    assertThat(member.err().lines())
        .containsExactly(
            "could not read the members from 127.0.0.1:"
                + port
                + ": Connection refused; is a node running there, and is the port open for TCP?");
    assertThat(application.exitCode()).isEqualTo(1);
    assertThat(application.err()).contains("is the application running there?");
    assertThat(Cli.run("members", "--join", "no.such.host.invalid").err()).contains("unknown host");
  }

  @Test
  void whoNeverAnswersIsNotWaitedForForever() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var result =
          Cli.run("members", "--join", "127.0.0.1:" + silent.getLocalPort(), "--timeout", "100ms");

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("no answer within 100 ms", "--timeout");
    }
  }

  @Test
  void whoSpeaksAnotherProtocolIsTold() throws IOException {
    try (var application = new StubActuator("200")) {
      var result = Cli.run("members", "--join", application.url().substring("http://".length()));

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err().lines()).hasSize(1);
    }
  }
}
