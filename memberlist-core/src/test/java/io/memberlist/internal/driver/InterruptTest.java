package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.Memberlist.Status;
import io.memberlist.OperationInterruptedException;
import io.memberlist.transport.Address;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application may interrupt its threads in whatever call of the API they are. */
class InterruptTest {

  /** A call to a node that knows another one. */
  @FunctionalInterface
  private interface Call {
    void to(Memberlist a, Memberlist b);
  }

  private static final Duration PATIENCE = Nodes.PATIENCE;
  private static final Map<String, Call> CALLS = new TreeMap<>();

  static {
    CALLS.put("status()", (a, b) -> a.status());
    CALLS.put("join(Collection)", (a, b) -> a.join(List.of(Nodes.seed(b))));
    CALLS.put("join(Collection,Duration)", (a, b) -> a.join(List.of(Nodes.seed(b)), PATIENCE));
    CALLS.put("leave(Duration)", (a, b) -> a.leave(PATIENCE));
    CALLS.put("updateNode(Duration)", (a, b) -> a.updateNode(PATIENCE));
    CALLS.put("members()", (a, b) -> a.members());
    CALLS.put("allNodes()", (a, b) -> a.allNodes());
    CALLS.put("numMembers()", (a, b) -> a.numMembers());
    CALLS.put("node(String)", (a, b) -> a.node("b"));
    CALLS.put("localNode()", (a, b) -> a.localNode());
    CALLS.put("advertisedAddress()", (a, b) -> a.advertisedAddress());
    CALLS.put("details(String)", (a, b) -> a.details("b"));
    CALLS.put("healthScore()", (a, b) -> a.healthScore());
    CALLS.put("config()", (a, b) -> a.config());
    CALLS.put("statistics()", (a, b) -> a.statistics());
    CALLS.put("observe(TrafficObserver)", (a, b) -> a.observe(null));
    CALLS.put("queues()", (a, b) -> a.queues());
    CALLS.put("keyring()", (a, b) -> a.keyring());
    CALLS.put(
        "sendBestEffort(Node,byte[])", (a, b) -> a.sendBestEffort(b.localNode(), new byte[1]));
    CALLS.put("sendReliable(Node,byte[])", (a, b) -> a.sendReliable(b.localNode(), new byte[1]));
    CALLS.put(
        "sendToAddress(Address,byte[])",
        (a, b) -> a.sendToAddress(new Address(b.localNode().address(), "b"), new byte[1]));
    CALLS.put("ping(String,InetSocketAddress)", (a, b) -> a.ping("b", b.localNode().address()));
    CALLS.put("verify(boolean,boolean)", (a, b) -> a.verify(true, true));
    CALLS.put("sync()", (a, b) -> a.sync());
    CALLS.put("forget(String)", (a, b) -> a.forget("nobody"));
    CALLS.put("shutdown()", (a, b) -> a.shutdown());
    CALLS.put("close()", (a, b) -> a.close());
    CALLS.put("start()", InterruptTest::restart);
  }

  @RegisterExtension final Nodes nodes = new Nodes();

  private static void restart(Memberlist a, Memberlist b) {
    a.shutdown();
    a.start();
  }

  static Set<String> calls() {
    return CALLS.keySet();
  }

  @Test
  void everyMethodIsTried() {
    var methods =
        Arrays.stream(Memberlist.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .map(InterruptTest::signature)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(CALLS.keySet()).containsExactlyElementsOf(methods);
  }

  private static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", method.getName() + "(", ")"));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aCallOfAnInterruptedThreadHarmsNothing(String call) {
    var pair = nodes.pair(c -> c);

    Thread.currentThread().interrupt();
    toleratingTheEnd(call, pair);

    assertThat(Thread.interrupted()).as("flag after the call").isTrue();
    assertWorks(pair.get(0), pair.get(1));
  }

  /** The call is repeated until the interrupt has come, so that it comes at any point of it. */
  @ParameterizedTest
  @MethodSource("calls")
  void anInterruptDuringTheCallHarmsNothing(String call) throws Exception {
    var pair = nodes.pair(c -> c);
    var made = new AtomicInteger();
    var caller = new Thread[1];

    var flag =
        Nodes.inBackground(
            () -> {
              caller[0] = Thread.currentThread();
              while (!Thread.currentThread().isInterrupted()) {
                toleratingTheEnd(call, pair);
                made.incrementAndGet();
              }
              return Thread.interrupted();
            });
    Nodes.eventually(() -> made.get() >= 2);
    caller[0].interrupt();

    assertThat(flag.get(60, TimeUnit.SECONDS)).as("flag after the call").isTrue();
    assertWorks(pair.get(0), pair.get(1));
  }

  private static void toleratingTheEnd(String call, List<Memberlist> pair) {
    try {
      CALLS.get(call).to(pair.get(0), pair.get(1));
    } catch (OperationInterruptedException e) {
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
  }

  private static void assertWorks(Memberlist a, Memberlist b) {
    if (a.status() == Status.STOPPED) {
      a.start();
    }
    a.join(List.of(Nodes.seed(b)));
    assertThat(a.ping("b", b.localNode().address())).isPositive();
    Nodes.members(a, 2);
    Nodes.members(b, 2);
  }
}
