package io.memberlist.simulator.check;

import io.memberlist.simulator.node.SimNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a node holds after a step.
 *
 * @param name of the node
 * @param life which of its lives, 1 up
 * @param left whether it has left
 * @param reclaim {@code DeadNodeReclaimTime}
 * @param rows its table, by name
 * @param suspicions suspicions under way
 * @param queued rumours waiting
 * @param timers deadlines set
 * @param awaitedAcks sequence numbers waited for
 */
public record Snapshot(
    String name,
    int life,
    boolean left,
    Duration reclaim,
    Map<String, Row> rows,
    int suspicions,
    int queued,
    int timers,
    int awaitedAcks) {

  /** A running node as it is now. */
  static Snapshot of(SimNode node) {
    return counting(node, rows(node));
  }

  /** As {@link #of}, with a table that is known not to have changed. */
  static Snapshot counting(SimNode node, Map<String, Row> rows) {
    var state = node.state();
    return new Snapshot(
        node.name(),
        node.lives(),
        state.hasLeft(),
        node.config().deadNodeReclaimTime(),
        rows,
        state.suspicions(),
        state.queuedBroadcasts(),
        state.timers(),
        state.awaitedAcks());
  }

  private static Map<String, Row> rows(SimNode node) {
    var state = node.state();
    var rows = new LinkedHashMap<String, Row>();
    for (int place = 0; place < state.size(); place++) {
      var row = new Row(state.info(place), state.state(place), state.incarnation(place));
      rows.put(row.info().name(), row);
    }
    return rows;
  }
}
