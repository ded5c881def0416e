package io.memberlist.simulator.experiment;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people. */
final class Text {

  private static final MathContext DIGITS = new MathContext(4);

  private Text() {}

  /** Four digits at most; whole numbers whole. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "–";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e12) {
      return Long.toString((long) value);
    }
    var rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return Math.abs(value) < 1e-4 ? rounded.toString() : rounded.toPlainString();
  }
}
