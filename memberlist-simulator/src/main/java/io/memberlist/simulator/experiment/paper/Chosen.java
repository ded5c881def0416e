package io.memberlist.simulator.experiment.paper;

import io.memberlist.simulator.time.SimRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Chooses by chance. */
final class Chosen {

  private Chosen() {}

  /** So many different ones, in random order. */
  static <T> List<T> of(List<T> all, int number, SimRandom random) {
    var left = new ArrayList<>(all);
    for (int i = 0; i < number; i++) {
      Collections.swap(left, i, i + random.nextInt(left.size() - i));
    }
    return List.copyOf(left.subList(0, number));
  }
}
