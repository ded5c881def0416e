package io.memberlist.cli;

import io.memberlist.Keyring;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What one must know to understand a cluster: its label and its keys. */
public final class AccessOptions {

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      defaultValue = "",
      description = "Cluster label; default: none.")
  private String label = "";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Key, the first is primary: b64:…, hex:… or raw text; repeatable.")
  private List<String> keys = new ArrayList<>();

  /** Picocli fills them. */
  public AccessOptions() {}

  /** Empty for none. */
  public String label() {
    return label;
  }

  /**
   * Empty for no encryption.
   *
   * @throws IllegalArgumentException for what is no key
   */
  public Keyring keyring() {
    return Keys.ring(keys);
  }
}
