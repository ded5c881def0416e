package io.memberlist.internal.driver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.memberlist.JoinResult;
import io.memberlist.SeedFailure;
import io.memberlist.transport.Address;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoinRunTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Address> contacted = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void join_11_everyAddressIsContactedAlsoAfterTheFirstSuccess() throws Exception {
    var run = new JoinRun(seed -> List.of(address(1), address(2)), contacted::add, threads);
    run.addSeed("two");

    var result = finish(run);

    assertThat(result.reached()).isEqualTo(2);
    assertThat(contacted).containsExactlyInAnyOrder(address(1), address(2));
  }

  @Test
  void anAddressOfTwoSeedsIsContactedOnce() throws Exception {
    var run = new JoinRun(seed -> List.of(address(1)), contacted::add, threads);
    run.addSeed("a");
    run.addSeed("b");

    var result = finish(run);

    assertThat(result.reached()).isEqualTo(1);
    assertThat(contacted).hasSize(1);
  }

  @Test
  void join_15_failuresNameSeedAddressAndReasonInTheOrderOfTheSeeds() throws Exception {
    var run =
        new JoinRun(
            seed -> {
              switch (seed) {
                case "unknown":
                  throw new UnknownHostException(seed);
                case "bad":
                  throw new IllegalArgumentException("port 99999");
                default:
                  return List.of(address(3));
              }
            },
            to -> {
              throw Failures.dial(to, new ConnectException("Connection refused"), LIMIT);
            },
            threads);
    List.of("unknown", "bad", "closed").forEach(run::addSeed);

    var failures = finish(run).failures();

    assertThat(failures).extracting(SeedFailure::seed).containsExactly("unknown", "bad", "closed");
    assertThat(failures)
        .extracting(SeedFailure::reason)
        .containsExactly("unknown host", "not an address: port 99999", "connection refused");
    assertThat(failures.get(2).address()).isEqualTo(address(3).socketAddress());
  }

  @Test
  void def_67_atMostTenAreContactedAtATime() throws Exception {
    var active = new AtomicInteger();
    var most = new AtomicInteger();
    var together = new CountDownLatch(10);
    var run =
        new JoinRun(
            seed -> List.of(),
            to -> {
              most.accumulateAndGet(active.incrementAndGet(), Math::max);
              together.countDown();
              awaitQuietly(together);
              active.decrementAndGet();
            },
            threads);
    for (int i = 0; i < 33; i++) {
      run.addAddress(address(i));
    }

    var result = finish(run);

    assertThat(result.reached()).isEqualTo(33);
    assertThat(most.get()).isEqualTo(10);
  }

  @Test
  void def_67_whatIsNotFinishedAtTheLimitTimedOutAndTheRestCounts() throws Exception {
    var never = new CountDownLatch(1);
    var reached = new CountDownLatch(1);
    var run =
        new JoinRun(
            seed -> List.of(),
            to -> {
              if (to.equals(address(1))) {
                reached.countDown();
              } else {
                awaitQuietly(never);
              }
            },
            threads);
    run.addAddress(address(1));
    run.addAddress(address(2));

    var done = run.start();
    reached.await(60, SECONDS);
    await().until(() -> run.result(a -> false, Duration.ofMillis(50)).reached() == 1);
    run.cancel(new IllegalStateException("limit"));
    var result = run.result(a -> false, Duration.ofMillis(50));
    never.countDown();

    assertThat(result.failures())
        .extracting(SeedFailure::reason)
        .containsExactly("timed out after 50 ms");
    assertThatThrownBy(() -> done.get(60, SECONDS)).isInstanceOf(ExecutionException.class);
  }

  @Test
  void theOwnAddressCountsAsReachedButNotAsAnother() throws Exception {
    var run = new JoinRun(seed -> List.of(), contacted::add, threads);
    run.addAddress(address(1));
    run.addAddress(address(2));

    run.start().get(60, SECONDS);
    var result = run.result(address(1)::equals, LIMIT);

    assertThat(result).isEqualTo(new JoinResult(2, 1, List.of()));
  }

  @Test
  void withoutAnyThreadEverySeedFails() throws Exception {
    var run =
        new JoinRun(
            seed -> List.of(),
            contacted::add,
            task -> {
              throw new RejectedExecutionException("none left");
            });
    run.addAddress(address(1));

    var result = finish(run);

    assertThat(result.failures())
        .extracting(SeedFailure::reason)
        .containsExactly("failed: none left");
  }

  @Test
  void nothingToDoIsDoneAtOnce() throws Exception {
    assertThat(finish(new JoinRun(seed -> List.of(), contacted::add, threads)).reached()).isZero();
  }

  @Test
  void reasonsAreThoseOfTheClosedList() {
    var to = address(1);

    assertThat(Failures.dial(to, new SocketTimeoutException("x"), Duration.ofMillis(1500)).reason())
        .isEqualTo("timed out after 1.5 s");
    assertThat(Failures.dial(to, new NoRouteToHostException("No route to host"), LIMIT).reason())
        .isEqualTo("unreachable: No route to host");
    assertThat(Failures.dial(to, new IOException("no route"), LIMIT).reason())
        .isEqualTo("unreachable: no route");
    assertThat(Failures.refused("no key").reason()).isEqualTo("refused: no key");
    assertThat(Failures.vetoed(new IllegalStateException("not you")).reason())
        .isEqualTo("vetoed by MergeDelegate: not you");
    assertThat(Failures.withoutAnswer(to, null).reason())
        .isEqualTo("connection closed without an answer (different label or encryption?)");
    assertThat(Failures.notMemberlist(to, "type 99", null).reason())
        .isEqualTo("the answer is not memberlist's (is this the right port?)");
    assertThat(Failures.failed(to, new IllegalStateException("boom")).reason())
        .isEqualTo("failed: boom");
  }

  private static JoinResult finish(JoinRun run) throws Exception {
    run.start().get(60, SECONDS);
    return run.result(a -> false, LIMIT);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(60, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Address address(int port) {
    return new Address(new InetSocketAddress("127.0.0.1", 1000 + port), null);
  }
}
