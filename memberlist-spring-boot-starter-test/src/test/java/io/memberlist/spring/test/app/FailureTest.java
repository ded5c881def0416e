package io.memberlist.spring.test.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import io.memberlist.spring.test.MemberlistTest;
import io.memberlist.spring.test.TestCluster;
import io.memberlist.test.ClusterReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Section 14 of the contract: what is told of a test that failed. */
class FailureTest {

  /** Run by the test here only. */
  @MemberlistTest(properties = "memberlist.test.seed=4711")
  static class Failing {
    @Test
    void fails(TestCluster cluster) {
      cluster.advance(ofSeconds(3));
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void s_111_aFailurePrintsTheSeedAndTheLastMessages() {
    var printed = new ByteArrayOutputStream();
    var before = System.err;
    System.setErr(new PrintStream(printed, true, UTF_8));
    List<Throwable> failures;
    try {
      failures = failuresOf(Failing.class);
    } finally {
      System.setErr(before);
    }

    assertThat(failures).singleElement().satisfies(failure -> told(failure, printed));
  }

  private static void told(Throwable failure, ByteArrayOutputStream printed) {
    assertThat(failure).hasMessage("on purpose");
    assertThat(failure.getSuppressed())
        .singleElement()
        .isInstanceOf(ClusterReport.class)
        .extracting(Throwable::getMessage)
        .asString()
        .matches(
            "Failed at 3\\.\\d{6} s of virtual time, seed 4711\\."
                + " Repeat it with -Dmemberlist\\.test\\.seed=4711");
    assertThat(printed.toString(UTF_8))
        .contains("peer-2 sees ")
        .containsPattern("The last \\d+ messages:\\R {2}\\d\\.\\d{6} s {2}");
  }

  private static List<Throwable> failuresOf(Class<?> tests) {
    var failures = new ArrayList<Throwable>();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(tests))
            .filters(includeEngines("junit-jupiter"))
            .build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(failures::add);
              }
            });
    return failures;
  }
}
