package io.memberlist.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.TestExecutionResult.Status.ABORTED;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import io.memberlist.Config;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;

class ClusterExtensionTest {

  private static final List<Object> seen = new ArrayList<>();

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  @BeforeEach
  void capture() {
    seen.clear();
    System.setErr(new PrintStream(printed, true, UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(before);
  }

  private static Throwable failure(TestExecutionResult result) {
    assertThat(result.getStatus()).isEqualTo(FAILED);
    return result.getThrowable().orElseThrow();
  }

  /** Labels, to be seen in the configuration of nodes. */
  static class Labelling implements NodeConfigurer {
    @Override
    public void configure(String node, Config.Builder config) {
      config.label("by the annotation").suspicionMult(7);
    }
  }

  @MemberlistCluster(nodes = 2, configurer = Labelling.class)
  static class Usual implements NodeConfigurer {
    @Override
    public void configure(String node, Config.Builder config) {
      config.label("by the test");
      seen.add(node);
    }

    @BeforeEach
    void prepare(VirtualCluster cluster) {
      cluster.advance(ofSeconds(1));
      seen.add(cluster);
    }

    @Test
    void theParameterIsTheSameThroughoutATest(VirtualCluster cluster, Cluster sameCluster) {
      assertThat(seen).last().isSameAs(cluster).isSameAs(sameCluster);
    }

    @Test
    void nodesAreConfiguredByAnnotationAndTest(VirtualCluster cluster) {
      var config = cluster.node(2).memberlist().config();
      assertThat(config.label()).isEqualTo("by the test");
      assertThat(config.suspicionMult()).isEqualTo(7);
    }

    @Test
    @MemberlistCluster(nodes = 4, joined = false)
    void theMethodsAnnotationCounts(VirtualCluster cluster) {
      assertThat(cluster.nodes()).hasSize(4);
      assertThat(cluster.converged()).isFalse();
    }

    @Nested
    class Inner {
      @Test
      void nestedClassesHaveItToo(VirtualCluster cluster) {
        assertThat(cluster.nodes()).hasSize(2);
        assertThat(cluster.node(1).memberlist().config().label()).isEqualTo("by the test");
      }
    }

    @Test
    void realNodesAreConfiguredAlike(RealCluster cluster) {
      seen.add(cluster);
      assertThat(cluster.converged()).isTrue();
      assertThat(cluster.node(1).memberlist().config().label()).isEqualTo("by the test");
    }
  }

  @Test
  void clustersAreGivenToTestsAndEndWithThem() {
    var results = Runs.of(Usual.class);

    assertThat(results).hasSize(5);
    assertThat(results.values())
        .allSatisfy(result -> assertThat(result.getStatus()).isEqualTo(SUCCESSFUL));
    assertThat(seen).contains("node-1", "node-2");
    var clusters = seen.stream().filter(Cluster.class::isInstance).map(Cluster.class::cast);
    assertThat(clusters)
        .hasSize(6)
        .doesNotHaveDuplicates()
        .allSatisfy(each -> assertThat(each.nodes()).noneMatch(ClusterNode::running));
    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  @MemberlistCluster(nodes = 2)
  static class Failing {
    @Test
    void fails(VirtualCluster cluster) {
      cluster.advance(ofSeconds(3));
      seen.add(cluster.seed());
      seen.add(cluster.history().toString());
      throw new IllegalStateException("on purpose");
    }

    @Test
    @MemberlistCluster(seed = 4711)
    void failsWithAGivenSeed(VirtualCluster cluster) {
      seen.add(cluster.seed());
      throw new IllegalStateException("on purpose");
    }

    @Test
    void isAborted(VirtualCluster cluster) {
      assumeThat(cluster.seed()).isZero();
    }

    @Test
    void failsWithoutACluster() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void aFailureTellsTimeAndSeedAndHowToRepeat() {
    var failure = failure(Runs.one(Failing.class, "fails"));

    var seed = seen.get(0);
    assertThat(failure.getSuppressed())
        .singleElement()
        .isInstanceOf(ClusterReport.class)
        .extracting(Throwable::getMessage)
        .asString()
        .matches(
            "Failed at 3\\.\\d{6} s of virtual time, seed "
                + seed
                + "\\. Repeat it with @MemberlistCluster\\(seed = "
                + seed
                + "\\) or -Dmemberlist\\.test\\.seed="
                + seed);
    assertThat(printed.toString(UTF_8))
        .contains("seed " + seed)
        .contains("node-2 sees node-1 ALIVE")
        .containsPattern("The last \\d+ messages:\\R {2}0\\.\\d{6} s {2}node-");
  }

  @Test
  void theAttributeRepeatsARun() {
    failure(Runs.one(Failing.class, "failsWithAGivenSeed"));

    assertThat(seen).containsExactly(4711L);
  }

  @Test
  void thePropertyRepeatsARun() {
    var test = "fails";
    failure(Runs.one(Failing.class, test));
    var property = String.valueOf(seen.get(0));

    failure(Runs.one(Failing.class, test, Seeds.PROPERTY, property));

    assertThat(seen.subList(2, 4)).isEqualTo(seen.subList(0, 2));
  }

  @Test
  void thePropertyOverridesTheAttribute() {
    var test = "failsWithAGivenSeed";
    failure(Runs.one(Failing.class, test, Seeds.PROPERTY, " 12 "));

    assertThat(seen).containsExactly(12L);
  }

  @Test
  void aPropertyThatIsNoNumberIsNamed() {
    var test = "fails";
    var failure = failure(Runs.one(Failing.class, test, Seeds.PROPERTY, "twelve"));

    assertThat(failure).rootCause().isInstanceOf(NumberFormatException.class);
    assertThat(failure).hasStackTraceContaining("memberlist.test.seed is not a number: \"twelve\"");
  }

  @Test
  void nothingIsToldOfTestsThatWereAbortedOrHadNoCluster() {
    var aborted = Runs.one(Failing.class, "isAborted");
    var without = failure(Runs.one(Failing.class, "failsWithoutACluster"));

    assertThat(aborted.getStatus()).isEqualTo(ABORTED);
    assertThat(without.getSuppressed()).isEmpty();
    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  @MemberlistCluster
  static class ByConstructor {
    ByConstructor(VirtualCluster cluster) {
      seen.add(cluster);
    }

    @Test
    void isNeverRun() {}
  }

  @Test
  void aClusterBelongsToOneTest() {
    assertThat(failure(Runs.one(ByConstructor.class, "isNeverRun")))
        .hasStackTraceContaining("a cluster belongs to one test");
    assertThat(seen).isEmpty();
  }

  static class WithoutAnnotation {
    @Test
    void hasNoCluster(VirtualCluster cluster) {
      seen.add(cluster);
    }
  }

  @Test
  void withoutTheAnnotationThereIsNoCluster() {
    failure(Runs.one(WithoutAnnotation.class, "hasNoCluster"));

    assertThat(seen).isEmpty();
  }
}
