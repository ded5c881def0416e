package io.memberlist.spring.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Whom to join, asked anew each time: the connection details, then every {@link SeedProvider}, then
 * the members of before.
 */
public final class Seeds implements Supplier<List<String>> {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.join");

  private final MemberlistConnectionDetails details;
  private final ObjectProvider<SeedProvider> providers;
  private final ObjectProvider<PeersFile> before;

  Seeds(
      MemberlistConnectionDetails details,
      ObjectProvider<SeedProvider> providers,
      ObjectProvider<PeersFile> before) {
    this.details = details;
    this.providers = providers;
    this.before = before;
  }

  /** Those of the connection details alone; asks no provider. */
  public List<String> configured() {
    return List.copyOf(details.getSeeds());
  }

  /** Whether there is anybody to ask. */
  boolean any() {
    return !details.getSeeds().isEmpty()
        || providers.stream().findAny().isPresent()
        || before.stream().anyMatch(file -> !file.before().isEmpty());
  }

  /** All, each once. A provider that fails is logged and left out. */
  @Override
  public List<String> get() {
    var all = new LinkedHashSet<>(details.getSeeds());
    providers
        .orderedStream()
        .forEach(
            provider -> {
              try {
                all.addAll(provider.seeds());
              } catch (RuntimeException e) {
                log.warn("{} supplied no seeds", provider.getClass().getName(), e);
              }
            });
    before.ifAvailable(file -> all.addAll(file.before()));
    return List.copyOf(all);
  }
}
