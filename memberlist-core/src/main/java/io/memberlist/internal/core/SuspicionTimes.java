package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.NodeState;

/**
 * How many confirmations a suspicion waits for and for how long (§9.4 step 8, §21.1 living
 * accusers).
 */
final class SuspicionTimes {

  private final MemberTable table;
  private final int mult;
  private final int maxMult;
  private final long probeIntervalNanos;
  private final boolean confirmations;
  private final boolean livingAccusers;

  SuspicionTimes(Config config, CoreOptions options, MemberTable table) {
    this.table = table;
    mult = config.suspicionMult();
    maxMult = config.suspicionMaxTimeoutMult();
    probeIntervalNanos = config.probeInterval().toNanos();
    confirmations = options.suspicionConfirmations();
    livingAccusers = config.detection().livingAccusers();
  }

  /** A suspicion of a member whose record still is Alive. */
  Suspicion begin(String accuser, long now) {
    int possible = (livingAccusers ? table.count(NodeState.ALIVE) : table.size()) - 2;
    int wanted = confirmations ? mult - 2 : 0;
    if (possible < wanted) {
      wanted = 0;
    }
    long min = Formulas.suspicionTimeout(mult, table.size(), probeIntervalNanos);
    return new Suspicion(accuser, wanted, min, maxMult * min, now);
  }

  /**
   * Living accusers: whether so few members are Alive that a suspicion may wait for more than that.
   */
  boolean fewAccusers() {
    return livingAccusers && table.count(NodeState.ALIVE) < 2 * mult;
  }

  /**
   * Living accusers: waits for no more members than are Alive and have not accused yet; the accused
   * is not Alive any more.
   */
  void expectAccusers(Suspicion suspicion) {
    int possible = table.count(NodeState.ALIVE);
    for (String accuser : suspicion.accusers()) {
      int member = table.find(accuser);
      if (member != MemberTable.NONE && table.state(member) == NodeState.ALIVE) {
        possible--;
      }
    }
    suspicion.expectAtMost(possible);
  }
}
