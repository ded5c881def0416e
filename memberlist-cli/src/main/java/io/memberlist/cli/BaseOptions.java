package io.memberlist.cli;

import io.memberlist.Config;
import picocli.CommandLine.Option;

/** What every node's configuration starts from, whether one is run or many. */
public final class BaseOptions {

  @Option(
      names = "--preset",
      paramLabel = "lan|wan|local",
      defaultValue = "lan",
      description = "Base configuration: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Preset preset = Preset.LAN;

  @Option(
      names = "--compress",
      paramLabel = "true|false",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Compression; default ${DEFAULT-VALUE}.")
  private boolean compress;

  @Option(
      names = "--improved",
      paramLabel = "true|false",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "The additions to the reference, all on.")
  private boolean improved;

  /** Picocli fills them. */
  public BaseOptions() {}

  /** Where the rest begins. */
  public Preset preset() {
    return preset;
  }

  /** Whether compression is on. */
  public boolean compress() {
    return compress;
  }

  /** A configuration with these options, to go on with. */
  public Config.Builder builder() {
    var builder = preset.builder().enableCompression(compress);
    if (improved) {
      builder.withImprovements();
    }
    return builder;
  }
}
