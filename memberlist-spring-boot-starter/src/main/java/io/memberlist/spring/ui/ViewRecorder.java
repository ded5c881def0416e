package io.memberlist.spring.ui;

import io.memberlist.ConflictDelegate;
import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.Node;
import io.memberlist.NodeState;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what one node was told of its cluster, bounded, also while nobody watches: the first
 * visitor wants to see the past (L-41). Thread-safe.
 */
public final class ViewRecorder implements EventDelegate, ConflictDelegate {

  private static final int ENTRIES = 100;

  private final Clock clock;
  private final Deque<LogEntry> entries = new ArrayDeque<>();
  private final Stories stories = new Stories();
  private final Deque<Change> changes = new ArrayDeque<>();
  private long number;

  /**
   * A change of a member as this view learned of it.
   *
   * @param node the member then
   * @param kind as in the time line
   * @param nanos of the process's monotonic clock
   */
  record Change(Node node, String kind, long nanos) {}

  /** A recorder that has seen nothing. */
  public ViewRecorder() {
    this(Clock.systemUTC());
  }

  ViewRecorder(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void notifyJoin(Node node) {
    add("joined", node, List.of());
  }

  @Override
  public void notifyLeave(Node node) {
    add(node.state() == NodeState.DEAD ? "failed" : "left", node, List.of());
  }

  @Override
  public void notifyUpdate(Node node) {
    add("updated", node, List.of());
  }

  @Override
  public void notifySuspect(Node node, List<String> accusers) {
    add("suspected", node, accusers);
  }

  @Override
  public void notifyRecover(Node node) {
    add("refuted", node, List.of());
  }

  @Override
  public void notifyReap(Node node) {
    add("reaped", node, List.of());
  }

  @Override
  public void notifyConflict(Node existing, Node other) {
    add("conflict", existing, List.of());
  }

  @Override
  public void notifyRejoin(JoinResult result) {
    note("joined-cluster", null, "found " + result.others() + " lost members again");
  }

  private synchronized void add(String kind, Node node, List<String> by) {
    long now = clock.millis();
    append(new LogEntry(++number, now, kind, node.name(), by, null));
    stories.on(kind, node, by, now);
    changes.addLast(new Change(node, kind, System.nanoTime()));
    if (changes.size() > ENTRIES) {
      changes.removeFirst(); // nobody watches
    }
  }

  /**
   * Adds an entry that is no event of the library, such as a command somebody gave.
   *
   * @param kind one of those of page.md, section 10
   * @param node whom it is about; null if about nobody
   * @param text for people
   */
  public synchronized void note(String kind, @Nullable String node, @Nullable String text) {
    long now = clock.millis();
    append(new LogEntry(++number, now, kind, node, List.of(), text));
    if (kind.equals("control") && node != null) {
      stories.control(node, text == null ? "" : text, now);
    }
  }

  private void append(LogEntry entry) {
    entries.addLast(entry);
    if (entries.size() > ENTRIES) {
      entries.removeFirst();
    }
  }

  /** More accusers than before were seen in the table. */
  synchronized void confirmed(String node, String by, long fromMillis, long toMillis) {
    stories.confirmed(node, by, fromMillis, toMillis, clock.millis());
  }

  /** How long a suspicion that has just begun will last if nobody confirms it. */
  synchronized void timed(String node, long millis) {
    stories.timed(node, millis);
  }

  /** A probe was not answered by anybody. */
  synchronized void unanswered(Traffic.Failure failure) {
    stories.unanswered(failure.by(), failure.trace(), failure.end());
  }

  /** A change reached every view that could know it, at that instant, perhaps a while ago. */
  synchronized void everybodyKnows(String node, String last, long tookMillis, long atMillis) {
    stories.everybodyKnows(node, last, tookMillis, atMillis);
  }

  synchronized List<LogEntry> since(long seen) {
    return entries.stream().filter(entry -> entry.number() > seen).toList();
  }

  synchronized long newest() {
    return number;
  }

  /** Stories that changed since the last call, as JSON. */
  synchronized List<String> changedStories() {
    return stories.changed();
  }

  synchronized List<String> allStories() {
    return stories.all();
  }

  /** Changes since the last call, for measuring how they spread. */
  synchronized List<Change> drainChanges() {
    var drained = List.copyOf(changes);
    changes.clear();
    return drained;
  }
}
