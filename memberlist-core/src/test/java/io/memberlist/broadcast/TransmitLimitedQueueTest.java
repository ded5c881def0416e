package io.memberlist.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TransmitLimitedQueueTest {

  private final List<String> finished = new ArrayList<>();

  private class Plain implements Broadcast {
    final String text;

    Plain(String text) {
      this.text = text;
    }

    @Override
    public boolean invalidates(Broadcast other) {
      return other instanceof Plain plain && plain.text.charAt(0) == text.charAt(0);
    }

    @Override
    public byte[] message() {
      return text.getBytes(UTF_8);
    }

    @Override
    public void finished() {
      finished.add(text);
    }
  }

  private final class Unique extends Plain implements UniqueBroadcast {
    Unique(String text) {
      super(text);
    }
  }

  private class Named extends Plain implements NamedBroadcast {
    private final String name;

    Named(String name, String text) {
      super(text);
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }
  }

  private static TransmitLimitedQueue queue(int mult, int nodes) {
    return new TransmitLimitedQueue(mult, () -> nodes);
  }

  private static List<String> collect(TransmitLimitedQueue queue, int overhead, int limit) {
    return queue.getBroadcasts(overhead, limit).stream().map(m -> new String(m, UTF_8)).toList();
  }

  @Test
  void itIsKnownHowFarTheFirstOneIs() {
    var queue = queue(3, 9);
    assertThat(queue.mostSent()).isZero();

    queue.queueBroadcast(new Unique("a"));
    collect(queue, 0, 100);
    queue.queueBroadcast(new Unique("b"));
    collect(queue, 0, 100);
    assertThat(queue.mostSent()).isEqualTo(2);

    collect(queue, 0, 100);
    assertThat(queue.mostSent()).isEqualTo(2);
    collect(queue, 0, 100);
    assertThat(queue.mostSent()).isZero();
  }

  @Test
  void que_01_freshLongAndNewGoFirst() {
    var queue = queue(3, 10);
    queue.queueBroadcast(new Unique("aa"));
    queue.queueBroadcast(new Unique("bb"));
    queue.queueBroadcast(new Unique("cccc"));
    collect(queue, 0, 4);
    queue.queueBroadcast(new Unique("d"));

    assertThat(collect(queue, 0, 100)).containsExactly("bb", "aa", "d", "cccc");
  }

  @Test
  void que_02_sameNameReplacesAndIsNewest() {
    var queue = queue(1, 1);
    queue.queueBroadcast(new Named("test", "x"));
    queue.queueBroadcast(new Named("foo", "y"));
    queue.queueBroadcast(new Named("bar", "z"));
    queue.queueBroadcast(new Named("test", "w"));

    assertThat(queue.numQueued()).isEqualTo(3);
    assertThat(finished).containsExactly("x");
    assertThat(collect(queue, 0, 100)).containsExactly("w", "z", "y");
  }

  @Test
  void que_03_overheadOfEachMessageCounts() {
    var queue = fourOf18Bytes(queue(3, 10));

    assertThat(collect(queue, 2, 80)).hasSize(4);
    assertThat(collect(queue, 3, 80)).hasSize(3);
  }

  @Test
  void que_04_eachGoesOutAsOftenAsTheLimitSays() {
    var queue = fourOf18Bytes(queue(1, 10));

    assertThat(collect(queue, 3, 80)).hasSize(3);
    assertThat(collect(queue, 3, 80)).hasSize(3);
    assertThat(collect(queue, 3, 80)).hasSize(2);
    assertThat(collect(queue, 3, 80)).isEmpty();
    assertThat(finished).hasSize(4);
  }

  private TransmitLimitedQueue fourOf18Bytes(TransmitLimitedQueue queue) {
    for (int i = 1; i <= 4; i++) {
      queue.queueBroadcast(new Unique(i + ". this is a test."));
    }
    assertThat(queue.queuedBytes()).isEqualTo(4 * 18);
    return queue;
  }

  @Test
  void que_05_def_26_idsStayUniqueWhenTheQueueRunsEmpty() {
    var queue = queue(1, 10);
    queue.queueBroadcast(new Unique("aa"));
    collect(queue, 0, 2);
    queue.queueBroadcast(new Unique("bb"));
    collect(queue, 0, 2);
    collect(queue, 0, 2);

    assertThat(queue.numQueued() + finished.size()).isEqualTo(2);
    collect(queue, 0, 100);
    assertThat(finished).containsExactlyInAnyOrder("aa", "bb");
  }

  @Test
  void que_06_pruningKeepsTheNewest() {
    var queue = queue(1, 10);
    for (var name : List.of("test", "foo", "bar", "baz")) {
      queue.queueBroadcast(new Named(name, name.substring(0, 3)));
    }

    queue.prune(2);

    assertThat(finished).containsExactly("tes", "foo");
    assertThat(collect(queue, 0, 100)).containsExactly("baz", "bar");
  }

  @Test
  void que_07_lessOftenSentGoesFirst() {
    var queue = queue(4, 1);
    for (var text : List.of("a", "b", "c")) {
      queue.queueBroadcast(new Unique(text));
      collect(queue, 0, 100);
    }

    assertThat(collect(queue, 0, 100)).containsExactly("c", "b", "a");
    assertThat(collect(queue, 0, 100)).containsExactly("c", "b");
    assertThat(collect(queue, 0, 100)).containsExactly("c");
  }

  @Test
  void que_08_plainBroadcastsInvalidateOnlyPlainOnes() {
    var queue = queue(1, 1);
    queue.queueBroadcast(new Plain("x1"));
    queue.queueBroadcast(new Unique("x2"));
    queue.queueBroadcast(new Named("x", "x3"));
    queue.queueBroadcast(new Named("", "x4"));

    assertThat(finished).containsExactly("x1");
    assertThat(queue.numQueued()).isEqualTo(3);
  }

  @Test
  void que_09_messagesComeOutAsTheyWentIn() {
    var queue = queue(1, 1);
    queue.queueBroadcast(new Unique("payload"));

    assertThat(collect(queue, 2, 9)).containsExactly("payload");
  }

  @Test
  void exampleOfTheSpecification() {
    var queue = queue(1, 10);
    for (var text : List.of("aa", "bbbb", "cc", "dddddd", "e")) {
      queue.queueBroadcast(new Unique(text));
    }

    assertThat(collect(queue, 2, 12)).containsExactly("dddddd", "cc");
    assertThat(collect(queue, 2, 12)).containsExactly("bbbb", "aa");
    assertThat(collect(queue, 2, 100)).containsExactly("e", "dddddd", "bbbb", "cc", "aa");
    assertThat(finished).containsExactly("dddddd", "bbbb", "cc", "aa");
    assertThat(collect(queue, 2, 100)).containsExactly("e");
    assertThat(queue.numQueued()).isZero();
  }

  @Test
  void aMessageFitsUpToTheLimit() {
    var queue = queue(1, 1);
    queue.queueBroadcast(new Unique("12345"));

    assertThat(collect(queue, 2, 6)).isEmpty();
    assertThat(collect(queue, 2, 7)).containsExactly("12345");
  }

  @Test
  void anUnknownClusterSizeStillSendsOnce() {
    var queue = queue(4, 0);
    queue.queueBroadcast(new Unique("a"));

    assertThat(collect(queue, 2, 100)).containsExactly("a");
    assertThat(finished).containsExactly("a");
  }

  @Test
  void def_19_fullQueueDropsTheLastInOrder() {
    var queue = new TransmitLimitedQueue(1, () -> 10, () -> 2);
    queue.queueBroadcast(new Unique("a"));
    queue.queueBroadcast(new Unique("bb"));
    queue.queueBroadcast(new Unique("cc"));

    assertThat(finished).containsExactly("a");
    assertThat(queue.dropped()).isEqualTo(1);
    assertThat(queue.numQueued()).isEqualTo(2);
  }

  @Test
  void resetAndRemoveFinishWhatTheyTakeOut() {
    var queue = queue(1, 1);
    queue.prune(0);
    queue.queueBroadcast(new Named("n", "a"));
    queue.queueBroadcast(new Unique("b"));

    queue.remove("absent");
    queue.remove("n");
    assertThat(finished).containsExactly("a");
    queue.reset();

    assertThat(finished).containsExactly("a", "b");
    assertThat(queue.queuedBytes()).isZero();
  }

  @Test
  void senderIsWokenByEachSubmission() {
    var queue = queue(1, 1);
    var woken = new AtomicInteger();
    queue.onQueued(woken::incrementAndGet);

    queue.queueBroadcast(new Unique("a"));
    queue.queueBroadcast(new Unique("b"));

    assertThat(woken).hasValue(2);
  }

  @Test
  void whoIsFinishedMayQueueItsSuccessorAtOnce() {
    var queue = queue(1, 1);
    queue.queueBroadcast(
        new Named("a", "first") {
          @Override
          public void finished() {
            super.finished();
            queue.queueBroadcast(new Named("a", "second"));
          }
        });

    assertThat(queue.getBroadcasts(0, 100)).containsExactly("first".getBytes(UTF_8));
    assertThat(queue.getBroadcasts(0, 100)).containsExactly("second".getBytes(UTF_8));
    assertThat(finished).containsExactly("first", "second");
    assertThat(queue.numQueued()).isZero();
    assertThat(queue.queuedBytes()).isZero();
  }
}
