package io.memberlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {

  static Iterable<String> commands() {
    return Commands.NAMES;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(String command) {
    var result = Cli.run(command, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: memberlist " + command).contains("--help");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void unknownOptionsAreNamed() {
    assertThat(Cli.run("agent", "--xyzzy").err().lines())
        .containsExactly("Unknown option: '--xyzzy'; see memberlist agent --help");
  }

  @Test
  void helpNamesAllCommands() {
    assertThat(Cli.run("--help").out()).contains(Commands.NAMES);
  }

  @Test
  void withoutACommandThereIsNothingToDo() {
    var result = Cli.run();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).containsExactly("a command is missing; see memberlist --help");
  }

  @Test
  void aMisspeltCommandIsGuessed() {
    var result = Cli.run("agnet");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains("did you mean agent?");
  }

  @ParameterizedTest
  @CsvSource({
    "agent --port many, --port",
    "agent --preset moon, --preset",
    "agent --set ProbeInterval, --set",
    "agent --set ProbeInterval=soon, probeInterval",
    "agent --set NoSuch=1, NoSuch",
    "agent --key short, 16",
    "agent --meta hex:0, hex",
    "agent --dver 1, --dver",
    "agent --proto 9, protocolVersion",
    "keygen --bytes 20, 16",
    "decode --key short, 16",
    "decode 0g, hex",
    "members, --join",
    "members --join a --url http://b, --join",
    "members --url ftp://x, http",
    "members --join a:b, port",
    "members --join srv+x, service",
    "members --join a --timeout 0, --timeout",
    "watch, --join",
    "watch --join a --interval 0, --interval",
    "watch --join a --interval soon, soon",
    "cluster, --nodes",
    "cluster --nodes 0, --nodes",
    "cluster --nodes 3 --repeat 0, --repeat",
    "cluster --nodes 3 --port 65535, --port",
    "cluster --nodes 3 --idle 0, --idle"
  })
  void wrongUsageIsOneSentenceAndExitCode2(String arguments, String named) {
    var result = Cli.run(arguments.split(" "));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().contains(named, "--help");
  }

  @Test
  void keysAreNeverRepeated() {
    var result = Cli.run("agent", "--key", "hex:secret");

    assertThat(result.err()).contains("key").doesNotContain("secret");
  }

  @Test
  void completionKnowsAllCommandsAndTheirOptions() {
    var result = Cli.run("generate-completion");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains(Commands.NAMES).contains("--ack-payload", "--interval");
  }

  @Test
  void versionsInBothForms() {
    assertThat(Cli.run("version").lines())
        .containsExactly("memberlist development", "Java " + System.getProperty("java.version"));
    assertThat(Cli.run("version", "--json").object())
        .containsOnlyKeys("lib", "java")
        .containsEntry("java", System.getProperty("java.version"));
    assertThat(Cli.run("--version").out()).isEqualTo(Cli.run("version").out());
    assertThat(Cli.run("agent", "--version").out()).isEqualTo(Cli.run("version").out());
  }

  @ParameterizedTest
  @CsvSource({"16", "24", "32"})
  void keysHaveTheLengthAskedFor(int length) {
    var key = Cli.run("keygen", "--bytes", Integer.toString(length)).out().strip();

    assertThat(Keys.parse("b64:" + key)).hasSize(length);
    assertThat(Cli.run("keygen", "--bytes", Integer.toString(length)).out().strip())
        .isNotEqualTo(key);
  }

  @Test
  void keysHave32BytesUnlessOtherwiseSaid() {
    var key = (String) Cli.run("keygen", "--json").object().get("key");

    assertThat(Keys.parse("b64:" + key)).hasSize(32);
  }
}
