package io.memberlist.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.cli.Cli;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterCommandTest {

  private static final List<String> FIELDS =
      List.of(
          ("library preset network joinMode compression n createMs convergeMs converged joinErrors"
                  + " convergeCpuMs idleSeconds idleCpuPercentOfOneCoreTotal idleCpuPercentPerNode"
                  + " rssKBTotal rssKBPerNode heapKBPerNode threadsPerNode"
                  + " idlePacketsSentPerSecondPerNode idlePacketBytesSentPerSecondPerNode"
                  + " idleStreamBytesPerSecondPerNode idleStreamsPerMinutePerNode detectFirstMs"
                  + " detectMedianMs detectAllMs detectedBy falseLeaveEvents loadAverages")
              .split(" "));

  private static Cli.Result cluster(String... options) {
    return idling("200ms", options);
  }

  private static Cli.Result idling(String idle, String... options) {
    var arguments = new ArrayList<>(List.of("cluster", "--rest", "10ms", "--idle", idle));
    arguments.addAll(List.of(options));
    return Cli.run(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"loopback, serial, true", "memory, parallel, false"})
  void aClusterIsMeasured(String network, String join, boolean compress) {
    var result =
        idling(
            "1100ms", // each node probes once a second
            "--nodes",
            "3",
            "--preset",
            "local",
            "--network",
            network,
            "--join",
            join,
            "--compress=" + compress,
            "--improved");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    var measured = result.object();
    assertThat(measured.keySet()).containsExactlyElementsOf(FIELDS);
    assertThat(measured)
        .containsEntry("library", "memberlist-java development")
        .containsEntry("preset", "local")
        .containsEntry("network", network)
        .containsEntry("joinMode", join)
        .containsEntry("compression", compress)
        .containsEntry("n", 3L)
        .containsEntry("converged", true)
        .containsEntry("joinErrors", 0L)
        .containsEntry("detectedBy", 2L);
    assertThat((Double) measured.get("idleSeconds")).isGreaterThanOrEqualTo(0.2);
    assertThat((Double) measured.get("detectAllMs"))
        .isGreaterThanOrEqualTo((Double) measured.get("detectFirstMs"));
    assertThat((Double) measured.get("idlePacketsSentPerSecondPerNode")).isPositive();
  }

  @Test
  void severalSizesSeveralTimes() {
    var result =
        cluster(
            "-n",
            "1,2",
            "--repeat",
            "2",
            "--network",
            "memory",
            "--kill=false",
            "--preset",
            "local");

    assertThat(result.exitCode()).isZero();
    assertThat(result.objects()).extracting(run -> run.get("n")).containsExactly(1L, 1L, 2L, 2L);
    assertThat(result.objects())
        .allSatisfy(
            run -> {
              assertThat(run.keySet()).containsExactlyElementsOf(FIELDS);
              assertThat(run.get("detectedBy")).isEqualTo(0L);
              assertThat(run.get("detectAllMs")).isNull();
            });
  }

  @Test
  void aClusterThatDoesNotConvergeIsAFailure() {
    var result = cluster("--nodes", "30", "--network", "memory", "--limit", "1ns", "--kill=false");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines()).singleElement().asString().contains("--limit");
  }
}
