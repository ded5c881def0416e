package io.memberlist.simulator.check;

import io.memberlist.internal.core.MemberEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Events alternate for each node (join, updates, leave), and whoever folds them has the member
 * list.
 */
public final class EventsTellTheTable implements Invariant {

  private final Map<String, Set<String>> folded = new HashMap<>();
  private final Map<String, Integer> lives = new HashMap<>();

  @Override
  public @Nullable String event(String node, int life, MemberEvent.Change event) {
    Integer before = lives.put(node, life);
    if (before != null && before != life) {
      folded.remove(node);
    }
    var members = folded.computeIfAbsent(node, name -> new TreeSet<>());
    var subject = event.node().name();
    boolean fits =
        switch (event.kind()) {
          case JOIN -> members.add(subject);
          case LEAVE -> members.remove(subject);
          case UPDATE, SUSPECT, RECOVER -> members.contains(subject);
          case REAP -> !members.contains(subject);
        };
    return fits
        ? null
        : node + " is told " + event.kind() + " of " + subject + " at the wrong time";
  }

  @Override
  public @Nullable String check(@Nullable Snapshot before, Snapshot after) {
    if (before != null && before.rows() == after.rows()) {
      return null;
    }
    var told = folded.getOrDefault(after.name(), Set.of());
    int members = 0;
    for (var row : after.rows().values()) {
      if (row.member()) {
        members++;
        if (!told.contains(row.info().name())) {
          return after.name() + " was never told of " + row.info().name();
        }
      }
    }
    return members == told.size()
        ? null
        : after.name() + " was told of " + told + ", more than it has";
  }
}
