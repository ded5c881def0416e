package io.memberlist.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Serf agent of the machine's package, on a loopback address of its own. */
final class SerfAgent implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int USUAL_PORT = 7946;
  private static final int RPC_PORT = 7373;

  private final String program = Externals.SERF.require().toString();
  private final String name;
  private final String host;
  private final int port;
  private final ExternalProcess process;

  SerfAgent(String name, String... options) {
    this(Cluster.freshAddress(), USUAL_PORT, name, options);
  }

  private SerfAgent(String host, int port, String name, String[] options) {
    this.host = host;
    this.port = port;
    this.name = name;
    var commandLine =
        new ArrayList<>(
            List.of(
                program,
                "agent",
                "-node=" + name,
                "-bind=" + address(),
                "-rpc-addr=" + host + ":" + RPC_PORT,
                "-profile=local",
                "-log-level=debug"));
    commandLine.addAll(Arrays.asList(options));
    process = new ExternalProcess("serf-" + name, commandLine);
    Await.until("the Serf agent answers", () -> command("info").exitCode() == 0);
  }

  /** Starts one at a loopback address and a port. */
  static SerfAgent at(String host, int port, String name, String... options) {
    return new SerfAgent(host, port, name, options);
  }

  String name() {
    return name;
  }

  String address() {
    return host + ":" + port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Runs a subcommand against this agent. */
  ExternalProcess.Result command(String subcommand, String... arguments) {
    var commandLine =
        new ArrayList<>(List.of(program, subcommand, "-rpc-addr=" + host + ":" + RPC_PORT));
    commandLine.addAll(Arrays.asList(arguments));
    return ExternalProcess.run(commandLine);
  }

  /** A member as Serf lists it: {@code name}, {@code status}, {@code tags}, {@code protocol}. */
  Optional<JsonNode> member(String member) {
    var result = command("members", "-format=json");
    if (result.exitCode() != 0) {
      return Optional.empty();
    }
    return JSON.readTree(result.output())
        .path("members")
        .valueStream()
        .filter(each -> each.path("name").asString().equals(member))
        .findFirst();
  }

  String statusOf(String member) {
    return member(member).map(each -> each.path("status").asString()).orElse("unknown");
  }

  String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
