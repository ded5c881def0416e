package io.memberlist.spring.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
  void l_35_behindForMoreThan15SecondsIsTooSlow() {
    for (int i = 0; i < 65; i++) {
      client.offer(frame("" + i), 1000);
    }

    assertThat(client.tooSlow(16_000)).isFalse();
    assertThat(client.tooSlow(16_001)).isTrue();
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
