package io.memberlist.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class StreamAcceptorTest {

  private static final long MILLI = 1_000_000;

  private final List<Long> pauses = new ArrayList<>();
  private final List<StreamConnection> accepted = new ArrayList<>();
  private int attempts;

  @Test
  void trn_02_def_48_failingListenerIsRetriedWithGrowingPauses() {
    var acceptor =
        new StreamAcceptor(
            this::alwaysFails, accepted::add, new BackOff(pauses::add), this::fourSecondsOver);

    acceptor.run();

    assertThat(pauses)
        .startsWith(
            LongStream.of(5, 10, 20, 40, 80, 160, 320, 640, 1000, 1000, 1000)
                .map(ms -> ms * MILLI)
                .boxed()
                .toArray(Long[]::new));
    assertThat(attempts).isBetween(9, 13);
    assertThat(accepted).isEmpty();
  }

  @Test
  void trn_02_shutdownEndsAPauseAtOnce() throws Exception {
    var stopped = new CountDownLatch(1);
    var pausing = new CountDownLatch(1);
    BackOff.Pause longPause =
        nanos -> {
          pausing.countDown();
          BackOff.until(stopped).nanos(TimeUnit.HOURS.toNanos(1));
        };
    var acceptor =
        new StreamAcceptor(
            this::alwaysFails,
            accepted::add,
            new BackOff(longPause),
            () -> stopped.getCount() == 0);
    var thread = new Thread(acceptor);
    thread.start();
    pausing.await();

    stopped.countDown();

    thread.join(60_000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void successResetsThePause() throws Exception {
    var backOff = new BackOff(pauses::add);

    backOff.failed();
    backOff.failed();
    backOff.succeeded();
    backOff.failed();

    assertThat(pauses).containsExactly(5 * MILLI, 10 * MILLI, 5 * MILLI);
  }

  @Test
  void errorsAfterShutdownAreNotRetried() throws Exception {
    var listening = new ServerSocket(0);
    listening.close();
    var stopped = new boolean[1];
    var acceptor =
        new StreamAcceptor(
            () -> {
              stopped[0] = true;
              listening.accept();
              throw new AssertionError("accepted on a closed socket");
            },
            accepted::add,
            new BackOff(pauses::add),
            () -> stopped[0]);

    acceptor.run();

    assertThat(pauses).isEmpty();
  }

  private StreamConnection alwaysFails() throws IOException {
    attempts++;
    throw new IOException("on purpose");
  }

  private boolean fourSecondsOver() {
    return pauses.stream().mapToLong(Long::longValue).sum() >= 4_000 * MILLI;
  }
}
