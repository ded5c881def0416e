package io.memberlist.simulator;

import io.memberlist.internal.core.MemberEvent;
import io.memberlist.internal.core.MemberEvent.Kind;
import io.memberlist.simulator.node.NodeObserver;
import io.memberlist.simulator.node.SimNode;
import java.util.ArrayList;
import java.util.List;

/** Keeps all membership events of a run. */
public final class EventRecorder implements NodeObserver {

  /** One event, as one node saw it. */
  public record Seen(long at, String observer, Kind kind, String subject) {}

  private final List<Seen> all = new ArrayList<>();

  /** Records everything from now on. */
  public static EventRecorder on(SimCluster cluster) {
    var recorder = new EventRecorder();
    cluster.observe(recorder);
    return recorder;
  }

  @Override
  public void event(long now, SimNode node, MemberEvent event) {
    if (event instanceof MemberEvent.Change change) {
      all.add(new Seen(now, node.name(), change.kind(), change.node().name()));
    }
  }

  /** Everything seen of a kind about a node. */
  public List<Seen> of(Kind kind, SimNode subject) {
    return all.stream()
        .filter(seen -> seen.kind() == kind && seen.subject().equals(subject.name()))
        .toList();
  }

  /** Everything seen about a node. */
  public List<Seen> about(SimNode subject) {
    return all.stream().filter(seen -> seen.subject().equals(subject.name())).toList();
  }

  /** Everything seen of a kind. */
  public List<Seen> of(Kind kind) {
    return all.stream().filter(seen -> seen.kind() == kind).toList();
  }

  /** When a node first saw that about another; fails if it did not. */
  public long first(Kind kind, SimNode observer, SimNode subject) {
    return of(kind, subject).stream()
        .filter(seen -> seen.observer().equals(observer.name()))
        .mapToLong(Seen::at)
        .min()
        .orElseThrow(() -> new AssertionError(observer + " saw no " + kind + " of " + subject));
  }

  /** Forgets what was recorded. */
  public void clear() {
    all.clear();
  }
}
