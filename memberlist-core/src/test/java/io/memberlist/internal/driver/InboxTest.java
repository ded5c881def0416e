package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.internal.core.Core;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final long MANY_BYTES = 1 << 20;

  private final List<String> ran = new ArrayList<>();

  @Test
  void whoMustNotWaitGetsInAlsoWhenTheLaneIsFull() {
    var inbox = new Inbox(10, MANY_BYTES);
    for (int i = 0; i < 1024; i++) {
      inbox.put(task("ping"));
    }

    inbox.putNow(task("wake"));

    var drained = new ArrayList<Inbox.Task>();
    inbox.drainUrgent(drained, 2000);
    assertThat(drained).hasSize(1025);
  }

  @Test
  void bulkTakesTheHighLaneFirstAndEachInOrder() {
    var inbox = new Inbox(10, MANY_BYTES);
    inbox.offerLow(task("suspect 1"), 1);
    inbox.offerHigh(task("alive 1"), 1);
    inbox.offerLow(task("suspect 2"), 1);
    inbox.offerHigh(task("alive 2"), 1);

    run(inbox);
    run(inbox);

    assertThat(ran).containsExactly("alive 1", "alive 2", "suspect 1", "suspect 2");
  }

  @Test
  void def_62_aFloodOfSuspectsDoesNotDelayAnAlive() {
    var inbox = new Inbox(5000, MANY_BYTES);
    for (int i = 0; i < 5000; i++) {
      inbox.offerLow(task("suspect"), 1);
    }
    inbox.offerHigh(task("alive"), 1);

    run(inbox);

    assertThat(ran).first().isEqualTo("alive");
  }

  @Test
  void def_65_theHighLaneIsBoundInNumberAndInBytes() {
    var byNumber = new Inbox(2, MANY_BYTES);
    var byBytes = new Inbox(10, 100);

    assertThat(List.of(offer(byNumber, 1), offer(byNumber, 1), offer(byNumber, 1)))
        .containsExactly(true, true, false);
    assertThat(List.of(offer(byBytes, 60), offer(byBytes, 50), offer(byBytes, 40)))
        .containsExactly(true, false, true);
  }

  @Test
  void roomIsGivenBackWhenTasksAreTaken() {
    var inbox = new Inbox(1, 100);
    offer(inbox, 100);

    run(inbox);

    assertThat(offer(inbox, 100)).isTrue();
  }

  @Test
  void whoMeetsAFullUrgentLaneWaitsForRoom() {
    var inbox = new Inbox(1, 1);
    for (int i = 0; i < 1024; i++) {
      inbox.put(task("ping"));
    }

    var waiting = Nodes.inBackground(() -> inbox.put(task("ack")));
    var batch = new ArrayList<Inbox.Task>();
    inbox.drainUrgent(batch, 1);

    await().until(waiting::isDone);
    inbox.drainUrgent(batch, 2000);
    assertThat(batch).hasSize(1025);
  }

  @Test
  void def_50_closingReleasesWhoWaitsAndDiscardsEverything() {
    var inbox = new Inbox(1, 1);
    var discarded = Collections.synchronizedList(new ArrayList<String>());
    for (int i = 0; i < 1024; i++) {
      inbox.put(discardable("ping", discarded));
    }
    var waiting = Nodes.inBackground(() -> inbox.put(discardable("ack", discarded)));

    inbox.close();

    await().until(waiting::isDone);
    assertThat(discarded).hasSize(1025).contains("ack");
    assertThat(inbox.offerHigh(task("alive"), 1)).as("swallowed").isTrue();
    run(inbox);
    assertThat(ran).isEmpty();
  }

  @Test
  void awaitReturnsAsSoonAsSomethingArrives() {
    var inbox = new Inbox(1, 1);
    var waiting = Nodes.inBackground(() -> inbox.await(Long.MAX_VALUE));

    inbox.offerLow(task("dead"), 1);

    await().until(waiting::isDone);
  }

  @Test
  void awaitReturnsAtItsLimit() {
    new Inbox(1, 1).await(1);

    assertThat(ran).isEmpty();
  }

  private boolean offer(Inbox inbox, int bytes) {
    return inbox.offerHigh(task("alive"), bytes);
  }

  private void run(Inbox inbox) {
    var batch = new ArrayList<Inbox.Task>();
    inbox.drainBulk(batch, 16);
    batch.forEach(InboxTest::run);
  }

  @SuppressWarnings("NullAway") // the tasks of this test do not look at the core
  private static void run(Inbox.Task task) {
    task.run(null, 0);
  }

  private Inbox.Task task(String name) {
    return (core, now) -> ran.add(name);
  }

  private static Inbox.Task discardable(String name, List<String> discarded) {
    return new Inbox.Task() {
      @Override
      public void run(Core core, long now) {
        throw new AssertionError("must not run");
      }

      @Override
      public void discarded() {
        discarded.add(name);
      }
    };
  }
}
