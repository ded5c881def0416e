package io.memberlist.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.cli.Json;
import io.memberlist.cli.Stdio;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Events and nodes as lines of text. */
class EventsTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private Stdio stdio(boolean terminal, boolean noColour) {
    return new Stdio(
        InputStream.nullInputStream(),
        new PrintStream(written, false, StandardCharsets.UTF_8),
        System.err,
        Clock.fixed(Instant.parse("2026-03-01T10:15:00.500Z"), ZoneOffset.UTC),
        () -> terminal,
        noColour);
  }

  private String emitted(Events events) {
    events.emit("join", Json.object().put("a", 1), "é");
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void programsGetJson() {
    assertThat(emitted(new Events(stdio(true, false), true)).strip())
        .isEqualTo("{\"ev\":\"join\",\"ts\":\"2026-03-01T10:15:00.500Z\",\"ms\":0,\"a\":1}");
  }

  @Test
  void peopleGetTimeEventAndText() {
    assertThat(emitted(new Events(stdio(false, false), false)).strip())
        .matches("\\d\\d:\\d\\d:00\\.500  join        é");
  }

  @Test
  void coloursOnATerminalUnlessUnwanted() {
    assertThat(emitted(new Events(stdio(true, false), false))).contains("\u001b[32mjoin");
    written.reset();
    assertThat(emitted(new Events(stdio(true, true), false))).doesNotContain("\u001b");
  }

  @Test
  void namesFromTheNetworkCannotControlTheTerminal() {
    assertThat(AgentText.plain("a\u001b[2J\u202e\n\ud83d\ude00"))
        .isEqualTo("a\\u001b[2J\\u202e\\u000a\ud83d\ude00");
  }

  @Test
  void addressesOfBothFamilies() {
    assertThat(AgentText.of(node(new byte[] {10, 0, 0, 1}))).isEqualTo("n  10.0.0.1:7946");
    assertThat(AgentText.of(node(new byte[16]))).isEqualTo("n  [0:0:0:0:0:0:0:0]:7946");
    assertThat(NodeJson.of(node(new byte[16])).toString()).contains("\"addrLen\":16");
  }

  private static Node node(byte[] ip) {
    return new Node(
        "n", ip, 7946, new byte[0], NodeState.DEAD, 1, Instant.EPOCH, Node.Versions.NONE, null);
  }
}
