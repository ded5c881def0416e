package io.memberlist.cli.simulate;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A range of seeds.
 *
 * @param from first
 * @param to last, included
 */
record Seeds(long from, long to) {

  /** Reads {@code FROM..TO}, or one seed. */
  static final class Converter implements ITypeConverter<Seeds> {
    @Override
    public Seeds convert(String text) {
      int dots = text.indexOf("..");
      try {
        if (dots < 0) {
          long seed = Long.parseLong(text);
          return new Seeds(seed, seed);
        }
        var seeds =
            new Seeds(
                Long.parseLong(text.substring(0, dots)), Long.parseLong(text.substring(dots + 2)));
        if (seeds.from > seeds.to) {
          throw new TypeConversionException("'" + text + "' ends before it begins");
        }
        return seeds;
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is not FROM..TO");
      }
    }
  }
}
