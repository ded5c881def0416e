package io.memberlist.simulator.experiment.paper;

import io.memberlist.simulator.experiment.Experiment;
import java.util.List;
import java.util.Optional;

/** The experiments there are. */
public final class Papers {

  private static final List<Experiment> ALL =
      List.of(
          new DetectionTime(),
          new Dissemination(),
          new Load(),
          new LifeguardEffect(),
          new BadLinks(),
          new Bootstrap(),
          new Partitions(),
          new RollingRestart(),
          new Refutation());

  private Papers() {}

  /** All, by number. */
  public static List<Experiment> all() {
    return ALL;
  }

  /** The one of that id, in any case. */
  public static Optional<Experiment> of(String id) {
    return ALL.stream().filter(each -> each.id().equalsIgnoreCase(id)).findFirst();
  }
}
