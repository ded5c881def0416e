package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.runner;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a start says, and what it warns of. */
@ExtendWith(OutputCaptureExtension.class)
class StartLogTest {

  @Test
  void f_08_aLeaveThatMayBeCutOffIsAWarning(CapturedOutput output) {
    runner()
        .withPropertyValues(
            "memberlist.leave.propagation-delay=1s",
            "spring.lifecycle.timeout-per-shutdown-phase=6s")
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(output)
        .contains(
            "memberlist.leave.timeout + memberlist.leave.propagation-delay (6s) is not below spring.lifecycle.timeout-per-shutdown-phase (6s); the leave may be cut off.");
  }

  @Test
  void f_08_aLeaveThatHasTimeIsNone(CapturedOutput output) {
    runner().run(context -> assertThat(context).hasNotFailed());

    assertThat(output).doesNotContain("the leave may be cut off");
  }

  @Test
  void s_16_theStartSaysWhatProtectsTheCluster(CapturedOutput output) {
    runner().run(context -> assertThat(context).hasNotFailed());
    runner()
        .withPropertyValues(
            "memberlist.label=green", "memberlist.secret-key=MDEyMzQ1Njc4OWFiY2RlZg==")
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(output.toString().lines().filter(line -> line.contains(" started at ")))
        .hasSize(2)
        .allMatch(line -> line.contains("INFO"))
        .anyMatch(line -> line.endsWith("label=none, encryption=off"))
        .anyMatch(line -> line.endsWith("label=green, encryption=on, 1 key"));
    assertThat(warnings(output)).isEmpty();
  }

  @Test
  void s_16_aPublicAddressWithoutEncryptionIsOneWarning(CapturedOutput output) {
    runner()
        .withPropertyValues("memberlist.advertise-addr=8.8.8.8", "memberlist.advertise-port=7946")
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(warnings(output))
        .singleElement(InstanceOfAssertFactories.STRING)
        .endsWith(
            "The public address 8.8.8.8:7946 is announced without encryption: anybody who reaches it can join and read along; set a secret key");
    assertThat(output).contains("8.8.8.8:7946 (configured), preset=local, seeds=none, label=none");
  }

  @Test
  void s_16_aPublicAddressWithEncryptionIsNone(CapturedOutput output) {
    runner()
        .withPropertyValues(
            "memberlist.advertise-addr=8.8.8.8", "memberlist.secret-key=MDEyMzQ1Njc4OWFiY2RlZg==")
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(warnings(output)).isEmpty();
  }

  private static List<String> warnings(CapturedOutput output) {
    return output.toString().lines().filter(line -> line.contains("WARN")).toList();
  }
}
