package io.memberlist.simulator.experiment;

import java.util.List;
import java.util.Locale;

/** Draws a plot; readable on light and dark pages. */
final class Svg {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int TOP = 40;
  private static final int BOTTOM = 56;
  private static final List<String> COLOURS =
      List.of(
          "#3b82f6", "#f97316", "#22a06b", "#a855f7", "#e11d48", "#0ea5b7", "#a16207", "#64748b");

  private final Plot plot;
  private final Axis x;
  private final Axis y;
  private final StringBuilder out = new StringBuilder();

  private Svg(Plot plot) {
    this.plot = plot;
    x = Axis.of(values(0), plot.logarithmicX(), false, LEFT, WIDTH - RIGHT);
    y = Axis.of(values(1), plot.logarithmicY(), true, HEIGHT - BOTTOM, TOP);
  }

  static String of(Plot plot) {
    return new Svg(plot).draw();
  }

  private double[] values(int index) {
    return plot.lines().stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(point -> point[index])
        .filter(Double::isFinite)
        .toArray();
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    text(WIDTH / 2.0, 20, "middle", plot.title(), "font-size=\"14\" font-weight=\"bold\"");
    axes();
    for (int i = 0; i < plot.lines().size(); i++) {
      line(plot.lines().get(i), COLOURS.get(i % COLOURS.size()), i);
    }
    return out.append("</svg>\n").toString();
  }

  private void axes() {
    for (double tick : x.ticks()) {
      double at = x.place(tick);
      add(
          "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#e5e7eb\"/>",
          at, TOP, HEIGHT - BOTTOM);
      text(at, HEIGHT - BOTTOM + 16, "middle", Text.number(tick), "");
    }
    for (double tick : y.ticks()) {
      double at = y.place(tick);
      add(
          "<line x1=\"%2$d\" x2=\"%3$d\" y1=\"%1$.1f\" y2=\"%1$.1f\" stroke=\"#e5e7eb\"/>",
          at, LEFT, WIDTH - RIGHT);
      text(LEFT - 6, at + 4, "end", Text.number(tick), "");
    }
    text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - BOTTOM + 36, "middle", plot.xLabel(), "");
    text(
        0,
        0,
        "middle",
        plot.yLabel(),
        String.format(
            Locale.ROOT,
            "transform=\"translate(16 %d) rotate(-90)\"",
            (TOP + HEIGHT - BOTTOM) / 2));
  }

  private void line(Plot.Line line, String colour, int number) {
    var dashes = line.published() ? " stroke-dasharray=\"5 4\"" : "";
    var path = new StringBuilder();
    for (var point : line.points()) {
      if (Double.isFinite(point[0]) && Double.isFinite(point[1])) {
        path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x.place(point[0]), y.place(point[1])));
        add(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>",
            x.place(point[0]), y.place(point[1]), colour);
      }
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>",
        path.toString().strip(), colour, dashes);
    int at = TOP + 12 + 16 * number;
    add(
        "<line x1=\"%d\" x2=\"%d\" y1=\"%3$d\" y2=\"%3$d\" stroke=\"%4$s\" stroke-width=\"2\"%5$s/>",
        LEFT + 8, LEFT + 32, at - 4, colour, dashes);
    text(LEFT + 38, at, "start", line.name(), "");
  }

  private void text(double left, double base, String anchor, String text, String attributes) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#374151\" %s>%s</text>",
        left, base, anchor, attributes, text.replace("&", "&amp;").replace("<", "&lt;"));
  }

  private void add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
