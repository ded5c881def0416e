package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.address;
import static io.memberlist.spring.autoconfigure.Nodes.await;
import static io.memberlist.spring.autoconfigure.Nodes.runner;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** {@code memberlist.rejoin.peers-file} (3.3): known peers survive a restart. */
@ExtendWith(OutputCaptureExtension.class)
class PeersFileTest {

  @RegisterExtension final Peers peers = new Peers();
  @TempDir private Path folder;

  private ApplicationContextRunner application() {
    return runner()
        .withPropertyValues(
            "memberlist.name=a", "memberlist.rejoin.peers-file=" + folder.resolve("peers"));
  }

  private String written() throws IOException {
    var file = folder.resolve("peers");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Test
  void aNodeThatStartsAgainFindsTheOthersWithoutSeeds() throws IOException {
    var b = peers.start("b");
    application()
        .withPropertyValues("memberlist.join.seeds=" + address(b))
        .run(context -> await().until(() -> context.getBean(Memberlist.class).numMembers() == 2));

    assertThat(written()).isEqualTo("b/" + address(b) + "\n");

    application()
        .run(
            context ->
                await()
                    .untilAsserted(
                        () -> assertThat(context.getBean(Memberlist.class).node("b")).isPresent()));
  }

  @Test
  void whoSaysGoodbyeIsTakenOutWhileTheNodeRuns() {
    var b = peers.start("b");
    var c = peers.start("c");
    application()
        .withPropertyValues("memberlist.join.seeds=" + address(b) + "," + address(c))
        .run(
            context -> {
              await().until(() -> written().equals(line(b) + line(c)));
              b.leave(Duration.ofSeconds(10));
              await().until(() -> written().equals(line(c)));
            });
  }

  private static String line(Memberlist node) {
    return node.config().name() + "/" + address(node) + "\n";
  }

  @Test
  void aFileThatCannotBeReadIsAWarning(CapturedOutput output) {
    runner()
        .withPropertyValues("memberlist.rejoin.peers-file=" + folder)
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(output).contains(folder + " cannot be read");
  }
}
