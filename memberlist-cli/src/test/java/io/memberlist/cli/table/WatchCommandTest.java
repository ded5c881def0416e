package io.memberlist.cli.table;

import static io.memberlist.cli.table.StubActuator.answer;
import static io.memberlist.cli.table.StubActuator.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.cli.Cli;
import io.memberlist.cli.agent.AgentDriver;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WatchCommandTest {

  private static Cli.Result watch(StubActuator application, int count, String... more) {
    var arguments =
        new java.util.ArrayList<>(
            java.util.List.of(
                "watch", "--url", application.url(), "--interval", "1ms", "--count", "" + count));
    arguments.addAll(java.util.List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  @Test
  void everyDifferenceIsAnEvent() throws IOException {
    try (var application =
        new StubActuator(
            answer(member("a", "ALIVE", 1)),
            answer(member("a", "SUSPECT", 1)),
            answer(member("a", "ALIVE", 2)),
            answer(member("a", "ALIVE", 2), member("b", "ALIVE", 1)),
            "503",
            answer(member("a", "ALIVE", 3), member("b", "DEAD", 1)),
            answer(member("a", "LEFT", 3), member("b", "ALIVE", 2)),
            answer(member("b", "ALIVE", 2)))) {

      var events = watch(application, 9, "--json").objects();

      assertThat(events)
          .extracting(event -> event.get("ev") + " " + event.getOrDefault("reason", ""))
          .containsExactly(
              "join ",
              "suspect ",
              "alive ",
              "join ",
              "unreachable ",
              "update ",
              "leave failed",
              "leave left",
              "join ",
              "gone ");
      assertThat(events.get(0).keySet()).containsExactly("ev", "ts", "ms", "node");
      assertThat(events.get(1).get("node"))
          .asString()
          .contains("name=a", "state=suspect", "incarnation=1");
      assertThat(events.get(4).get("error")).asString().contains("503");
    }
  }

  @Test
  void withoutATerminalTheTableIsPrintedWhenItHasChanged() throws IOException {
    try (var application =
        new StubActuator(
            answer(member("a", "ALIVE", 1)),
            answer(member("a", "ALIVE", 1)),
            answer(member("a", "DEAD", 1)))) {

      var out = watch(application, 5).out();

      assertThat(out).doesNotContain("\u001b");
      assertThat(out.lines().filter(line -> line.startsWith("NAME"))).hasSize(2);
      assertThat(out.lines())
          .anyMatch(line -> line.endsWith("join        a  10.0.0.5:7946  alive"))
          .anyMatch(line -> line.endsWith("leave       a  10.0.0.5:7946  failed"));
    }
  }

  @Test
  void onATerminalTheTableIsRedrawnInPlace() throws IOException {
    try (var application = new StubActuator(answer(member("a", "ALIVE", 1)))) {
      var out =
          Cli.runAtTerminal(
                  "watch", "--url", application.url(), "--interval", "1ms", "--count", "3")
              .out();

      assertThat(out.split("\u001b\\[H\u001b\\[2J", -1)).hasSize(4);
      assertThat(out).contains("1 nodes", "\u001b[32malive\u001b[0m", "\u001b[32mjoin");
    }
  }

  @Test
  void aMemberCanBeWatched() {
    try (var a = AgentDriver.start("a")) {
      var events = Cli.run("watch", "--join", a.address(), "--count", "1", "--json").objects();

      assertThat(events).hasSize(1);
      assertThat(events.get(0).get("node")).asString().contains("name=a");
      assertThat(a.events("join")).hasSize(1);
    }
  }

  @Test
  void whoCannotBeReadAtFirstIsAFailure() throws IOException {
    try (var application = new StubActuator("404")) {
      var result = watch(application, 0);

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("404", "exposed");
    }
  }
}
