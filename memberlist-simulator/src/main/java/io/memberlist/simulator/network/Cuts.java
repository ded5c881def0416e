package io.memberlist.simulator.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Ordered pairs of endpoints between which nothing passes. */
final class Cuts {

  private final List<BitSet> rows = new ArrayList<>();
  private boolean any;

  void add(int from, int to) {
    while (rows.size() <= from) {
      rows.add(new BitSet());
    }
    rows.get(from).set(to);
    any = true;
  }

  void remove(int from, int to) {
    if (from < rows.size()) {
      rows.get(from).clear(to);
    }
  }

  boolean has(int from, int to) {
    return any && from < rows.size() && rows.get(from).get(to);
  }

  void clear() {
    rows.clear();
    any = false;
  }
}
