package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.memberlist.SeedFailure;
import io.memberlist.transport.Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How a run ends when something unusual happens; its work is done here, by the test. */
class JoinRunEndTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Address ADDRESS = new Address(new InetSocketAddress("127.0.0.1", 1), null);

  private final Queue<Runnable> work = new ArrayDeque<>();

  @Test
  void anErrorInADelegateIsAFailureLikeAnyOther() {
    var run =
        new JoinRun(
            seed -> List.of(ADDRESS),
            to -> {
              throw new NoClassDefFoundError("of/The/Application");
            },
            work::add);
    run.addSeed("a");
    var done = run.start();

    while (!work.isEmpty()) {
      work.remove().run();
    }

    assertThat(done).isCompleted();
    assertThat(run.result(own -> false, LIMIT).failures())
        .extracting(SeedFailure::reason)
        .containsExactly("failed: of/The/Application");
  }

  @Test
  void aSeedThatIsResolvedTooLateHasTimedOut() {
    var runs = new ArrayDeque<JoinRun>();
    var run =
        new JoinRun(
            seed -> {
              runs.element().cancel(new IllegalStateException("limit"));
              return List.of(ADDRESS);
            },
            to -> {},
            work::add);
    runs.add(run);
    run.addSeed("slow.example");
    run.start();

    work.remove().run();

    assertThat(run.result(own -> false, LIMIT).failures())
        .extracting(SeedFailure::seed, SeedFailure::reason)
        .containsExactly(tuple("slow.example", "timed out after 10 s"));
  }
}
