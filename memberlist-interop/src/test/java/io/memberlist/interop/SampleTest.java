package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The commands of the README: applications among themselves, and among other programs. One after
 * the other, since each starts processes that need a core for some seconds.
 */
@Execution(ExecutionMode.SAME_THREAD)
class SampleTest {

  @RegisterExtension final Cluster cluster = new Cluster();

  private final List<AutoCloseable> started = new ArrayList<>();
  private final String host = Cluster.freshAddress();

  @AfterEach
  void endAll() throws Exception {
    for (var process : started) {
      process.close();
    }
  }

  private <T extends AutoCloseable> T start(T process) {
    started.add(process);
    return process;
  }

  @Test
  void threeProcessesAreOneClusterAndNoticeWhoLeavesAndWhoDies() {
    var first = start(SampleProcess.first(host));
    var second = start(SampleProcess.fromReadme(host, "app.jar --server.port=8081"));
    var third = start(SampleProcess.fromReadme(host, "app.jar --server.port=8082"));
    var all =
        Set.of(first.name(), second.name(), third.name(), "demo-1", "demo-2", "demo-3", "demo-4");

    for (var process : List.of(first, second, third)) {
      Await.until(
          () -> process.members() + " are " + all,
          Await.LIMIT,
          () -> process.members().equals(all));
    }
    first.awaitLine("joined " + second.name() + " " + host + ":7947");
    second.awaitLine("joined " + first.name() + " " + host + ":7946");
    Await.until(
        "all pages show the same",
        () -> first.page().equals(second.page()) && first.page().equals(third.page()));
    assertThat(first.page()).hasSize(7).allMatch(member -> member.endsWith(" ALIVE"));

    var leaving = third.name();
    third.terminate();
    first.awaitLine("left " + leaving);
    second.awaitLine("left " + leaving);

    var dying = second.name();
    second.close();
    first.awaitLine("failed " + dying);
  }

  @Test
  void itJoinsGoNodes() {
    var seed = cluster.start(Kind.GO_0_7_0, NodeSpec.named("seed").bind(host, 7946));
    var other = cluster.start(Kind.GO_0_5_4);
    other.tryJoin(seed.address());

    var sample = start(SampleProcess.fromReadme(host, "--sample.demo-nodes=0 --server.port=8081"));

    var all = Set.of("seed", other.name(), sample.name());
    Await.until(
        () -> sample.members() + " are " + all,
        Await.LIMIT,
        () ->
            sample.members().equals(all)
                && seed.members().equals(all)
                && other.members().equals(all));
  }

  @Test
  void itJoinsSerfAgents() {
    var agent = start(SerfAgent.at(host, 7950, "s1"));

    var sample = start(SampleProcess.fromReadme(host, "127.0.0.1:7950"));

    Await.until("Serf lists the application", () -> agent.statusOf(sample.name()).equals("alive"));
    Await.until(
        "with its tags",
        () ->
            agent
                .member(sample.name())
                .orElseThrow()
                .at("/tags/boot.app")
                .asString("")
                .equals("sample"));
    assertThat(sample.members()).containsExactlyInAnyOrder("s1", sample.name());
  }

  @Test
  void itJoinsAlertmanagers() {
    var manager = start(Alertmanager.at(host));
    var other = start(new Alertmanager(manager.address()));

    var sample = start(SampleProcess.fromReadme(host, "127.0.0.1:9094"));

    var all = Set.of(manager.name(), other.name(), sample.name());
    Await.until(
        () -> manager.peers() + " and " + other.peers() + " are " + all,
        Await.LIMIT,
        () ->
            manager.peers().equals(all)
                && other.peers().equals(all)
                && sample.members().equals(all));
    manager.silence("while an application is a member");
    Await.until(
        "silences still spread",
        () -> other.silences().contains("while an application is a member"));
  }
}
