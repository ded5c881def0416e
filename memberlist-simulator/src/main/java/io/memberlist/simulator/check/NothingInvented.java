package io.memberlist.simulator.check;

import io.memberlist.NodeState;
import io.memberlist.internal.core.NodeInfo;
import io.memberlist.internal.wire.NodeAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whoever is Alive somewhere has announced itself with that incarnation, address, metadata and
 * versions; within one life an incarnation means one announcement only. Holds only where packets
 * cannot be altered unnoticed.
 */
public final class NothingInvented implements Invariant {

  private record Announced(int life, NodeInfo info) {}

  private record Key(String name, int incarnation) {}

  private final Map<Key, List<Announced>> announced = new HashMap<>();

  @Override
  public @Nullable String check(@Nullable Snapshot before, Snapshot after) {
    if (before != null && before.rows() == after.rows()) {
      return null;
    }
    var own = announce(after);
    if (own != null) {
      return own;
    }
    for (var row : after.rows().values()) {
      if (row.state() == NodeState.ALIVE && changed(before, row) && !known(row)) {
        return after.name()
            + " knows "
            + row.info().name()
            + " with incarnation "
            + row.incarnation()
            + " in a way it never announced: "
            + row.info().address();
      }
    }
    return null;
  }

  private @Nullable String announce(Snapshot after) {
    var self = after.rows().get(after.name());
    if (self == null || self.state() != NodeState.ALIVE) {
      return null;
    }
    var all =
        announced.computeIfAbsent(
            new Key(after.name(), self.incarnation()), key -> new ArrayList<>(1));
    for (var other : all) {
      if (other.life == after.life()) {
        return same(other.info, self.info())
            ? null
            : after.name()
                + " announces two different things with incarnation "
                + self.incarnation();
      }
    }
    all.add(new Announced(after.life(), self.info()));
    return null;
  }

  private static boolean changed(@Nullable Snapshot before, Row row) {
    return before == null || !row.equals(before.rows().get(row.info().name()));
  }

  private boolean known(Row row) {
    for (var each :
        announced.getOrDefault(new Key(row.info().name(), row.incarnation()), List.of())) {
      if (same(each.info, row.info())) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(NodeInfo one, NodeInfo other) {
    NodeAddress address = one.address();
    return address.equals(other.address())
        && Arrays.equals(orEmpty(one.meta()), orEmpty(other.meta()))
        && Arrays.equals(one.versions(), other.versions());
  }

  private static byte[] orEmpty(byte @Nullable [] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }
}
