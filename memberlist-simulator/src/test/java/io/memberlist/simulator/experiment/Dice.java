package io.memberlist.simulator.experiment;

import java.util.List;

/** Measures nothing but its seed. */
record Dice(double limit) implements Experiment {

  static final Measure SPOTS = Measure.count("spots");

  @Override
  public String id() {
    return "E0";
  }

  @Override
  public String question() {
    return "How many spots?";
  }

  @Override
  public List<String> parameters() {
    return List.of("colour");
  }

  @Override
  public List<Point> grid(Profile profile, Variant variant) {
    return List.of(
        Point.of(6, 4).with("red, or pink", "", ""), Point.of(20, 2).with("blue", "", ""));
  }

  @Override
  public Sample run(Point point, Variant variant, long seed) {
    return new Sample(seed).put(SPOTS, seed % point.n()).hash(seed);
  }

  @Override
  public void judge(Results results, Verdicts verdicts) {
    for (var point : results.points()) {
      verdicts.atMost("mean, " + point.param1(), Estimate.mean(results.of(point, SPOTS)), limit);
    }
  }

  @Override
  public List<Plot> plots(Results results) {
    var line =
        new Plot.Line("ours < theirs", false, List.of(new double[] {6, 1}, new double[] {20, 2}));
    return List.of(Plot.overN("E0-spots", "Spots", "number", List.of(line)));
  }
}
