package io.memberlist.spring.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Writers are run by hand, so a page that takes nothing is one whose writer is not run. */
class PageClientTest {

  private final Deque<Runnable> writers = new ArrayDeque<>();
  private final Sink sink = new Sink();
  private final PageClient client = new PageClient("a", false, sink, writers::add, 0);

  @Test
  void whatIsOfferedIsSentInOrderByOneWriter() {
    client.offer(frame("1"), 0);
    client.offer(frame("2"), 0);

    assertThat(writers).hasSize(1);
    write();

    assertThat(sink.sent).containsExactly("1", "2");
  }

  @Test
  void l_35_aFullQueueIsDroppedAndAWholeStateWantedOnce() {
    for (int i = 0; i < 65; i++) {
      client.offer(frame("" + i), 0);
    }
    client.offer(frame("while behind"), 1);

    assertThat(client.caughtUp()).isFalse();
    write();

    assertThat(sink.sent).isEmpty();
    assertThat(client.caughtUp()).isTrue();
    assertThat(client.caughtUp()).isFalse();
  }

  @Test
  void l_35_aQueueOfMoreThan256KibibytesIsFull() {
    client.offer(frame("x".repeat(200_000)), 0);
    client.offer(frame("y".repeat(100_000)), 0);
    write();

    assertThat(sink.sent).isEmpty();
    assertThat(client.caughtUp()).isTrue();
  }

  @Test
  void aSingleEventLargerThanTheQueueIsSentAllTheSame() {
    client.offer(frame("x".repeat(300_000)), 0);
    write();

    assertThat(sink.sent).hasSize(1);
  }

  @Test
  void whatAStreamBeginsWithIsNeverDropped() {
    client.begin(List.of(frame("hello"), frame("x".repeat(300_000))), 0);
    behind(0);
    write();

    assertThat(sink.sent).hasSize(2).first().isEqualTo("hello");
    assertThat(client.caughtUp()).isTrue();
  }

  @Test
  void l_35_behindForMoreThan15SecondsIsTooSlow() {
    behind(1000);

    assertThat(client.tooSlow(16_000)).isFalse();
    assertThat(client.tooSlow(16_001)).isTrue();
  }

  @Test
  void l_35_aWriteThatTakesMoreThan15SecondsIsTooSlow() {
    client.offer(frame("1"), 0);

    assertThat(client.tooSlow(15_000)).isFalse();
    assertThat(client.tooSlow(15_001)).isTrue();
  }

  @Test
  void l_35_aPageThatReadsSlowlyButOnIsNotTooSlow() {
    for (int second = 0; second < 60; second += 10) {
      client.offer(frame("" + second), second * 1000);
      assertThat(client.tooSlow(second * 1000)).isFalse();
      write();
    }
  }

  @Test
  void j21_whoIsTooSlowReadsAGoodbyeInsteadOfWhatWasMissed() {
    behind(0);
    assertThat(client.tooSlow(15_001)).isTrue();
    client.dismiss(15_001);
    client.offer(frame("too late"), 15_002);

    assertThat(client.closed()).isFalse();
    write();
    assertThat(sink.sent).containsExactly("{\"reason\":\"slow\"}");
    assertThat(client.closed()).isTrue();
    assertThat(sink.closed).isTrue();
  }

  @Test
  void j21_whoDoesNotReadTheGoodbyeEitherIsCutOff15SecondsLater() {
    behind(0);
    assertThat(client.tooSlow(15_001)).isTrue();
    client.dismiss(15_001);

    assertThat(client.tooSlow(30_001)).isFalse();
    assertThat(client.tooSlow(30_002)).isTrue();
    client.dismiss(30_002);
    assertThat(client.closed()).isTrue();
    assertThat(client.tooSlow(60_000)).isFalse();
    write();
    assertThat(sink.sent).isEmpty();
    assertThat(sink.closed).isTrue();
  }

  private void behind(long since) {
    for (int i = 0; i < 65; i++) {
      client.offer(frame("" + i), since);
    }
  }

  /** Else a page that takes nothing would hold up all others. */
  @Test
  void j21_cuttingOffDoesNotWaitForAWriteInProgress() throws InterruptedException {
    var stuck = new Stuck();
    var pool = Executors.newCachedThreadPool();
    var taking = new PageClient("a", false, stuck, pool, 0);
    taking.offer(frame("1"), 0);
    stuck.began.await();

    taking.abort();

    assertThat(taking.closed()).isTrue();
    stuck.closed.await();
    assertThat(stuck.closedBy).isSameAs(stuck.writer).isNotSameAs(Thread.currentThread());
    pool.shutdown();
  }

  /** Takes nothing until it is interrupted; closing waits for the write. */
  private static final class Stuck implements PageSink {
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Thread writer;
    private volatile Thread closedBy;

    @Override
    public void send(Frame frame) throws IOException {
      lock.lock();
      try {
        writer = Thread.currentThread();
        began.countDown();
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void heartbeat() {}

    @Override
    public void close() {
      lock.lock();
      try {
        closedBy = Thread.currentThread();
        closed.countDown();
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  void l_35_aPageIsIdleOnceAllIsWritten() {
    client.offer(frame("1"), 0);
    assertThat(client.idle()).isFalse();

    write();
    assertThat(client.idle()).isTrue();
  }

  @Test
  void aPageThatIsGoneIsClosedByTheFailingWrite() {
    sink.gone = true;
    client.offer(frame("1"), 0);
    write();

    assertThat(client.closed()).isTrue();
    assertThat(sink.closed).isTrue();
    client.offer(frame("2"), 0);
    assertThat(writers).isEmpty();
  }

  @Test
  void afterGoodbyeItCloses() {
    client.offer(frame("1"), 0);
    client.end(new Frame(null, "bye", "bye"), 0);
    client.offer(frame("too late"), 0);
    write();

    assertThat(sink.sent).containsExactly("1", "bye");
    assertThat(sink.closed).isTrue();
  }

  @Test
  void tenSecondsOfSilenceAreEndedByAComment() {
    client.heartbeat(9_999);
    assertThat(writers).isEmpty();

    client.heartbeat(10_000);
    write();

    assertThat(sink.sent).containsExactly("heartbeat");
  }

  private void write() {
    while (!writers.isEmpty()) {
      writers.removeFirst().run();
    }
  }

  private static Frame frame(String data) {
    return new Frame(null, "x", data);
  }

  private static final class Sink implements PageSink {
    private final List<String> sent = new ArrayList<>();
    private boolean gone;
    private boolean closed;

    @Override
    public void send(Frame frame) throws IOException {
      if (gone) {
        throw new IOException("gone");
      }
      sent.add(frame.data());
    }

    @Override
    public void heartbeat() {
      sent.add("heartbeat");
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
