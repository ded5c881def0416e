package io.memberlist.test.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import io.memberlist.test.Runs;
import io.memberlist.transport.MockNetwork;
import io.memberlist.transport.Transport;
import io.memberlist.transport.TransportFactory;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every test of the contract notices a transport that breaks it. */
class TransportContractTest {

  private static UnaryOperator<Transport> fault = UnaryOperator.identity();
  private static Duration patience = Duration.ZERO;

  /** Run by the tests here only. */
  static class Broken extends TransportContract {
    private final UnaryOperator<Transport> breaking = fault;

    @Override
    protected TransportFactory factory() {
      var network = new MockNetwork();
      return context -> breaking.apply(network.factory().create(context));
    }

    @Override
    protected Duration patience() {
      return patience;
    }
  }

  static Set<String> tests() {
    return Faults.BY_TEST.keySet();
  }

  @Test
  void everyTestOfTheContractHasAFault() {
    assertThat(Arrays.stream(TransportContract.class.getDeclaredMethods()))
        .filteredOn(method -> method.isAnnotationPresent(Test.class))
        .extracting(Method::getName)
        .containsExactlyInAnyOrderElementsOf(Faults.BY_TEST.keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tests")
  void theContractBites(String test) {
    fault = Faults.BY_TEST.get(test);
    patience = Duration.ofMillis(500);

    var result = Runs.one(Broken.class, test);

    assertThat(result.getStatus()).isEqualTo(FAILED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tests")
  void withoutAFaultItDoesNot(String test) {
    fault = transport -> new BrokenTransport(transport) {};
    patience = Duration.ofMinutes(1);

    assertThat(Runs.one(Broken.class, test).getStatus()).isEqualTo(SUCCESSFUL);
  }
}
