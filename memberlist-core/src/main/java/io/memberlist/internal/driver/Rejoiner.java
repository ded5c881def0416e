package io.memberlist.internal.driver;

import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.transport.Address;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One round of searching for lost members (§21.1), on a stream thread. */
final class Rejoiner {

  private static final int SEEDS = 3;
  private static final Duration RESOLVING = Duration.ofSeconds(5);

  /**
   * Longer than any exchange: name resolution, dialling, sending and reading have limits of their
   * own.
   */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final SeedBook seedBook;
  private final @Nullable Supplier<? extends Collection<String>> source;
  private final JoinRun.Resolution resolution;
  private final StreamClient client;
  private final Streams streams;
  private final Joiner joiner;
  private final Predicate<Address> unnecessary;
  private final CallbackLane callbacks;
  private final Clock clock;
  private final Logs logs;

  /**
   * Nothing is contacted yet.
   *
   * @param source further seeds, asked before each round
   * @param unnecessary whether an address is the own one or that of a live member
   */
  Rejoiner(
      SeedBook seedBook,
      @Nullable Supplier<? extends Collection<String>> source,
      JoinRun.Resolution resolution,
      StreamClient client,
      Streams streams,
      Joiner joiner,
      Predicate<Address> unnecessary,
      CallbackLane callbacks,
      Clock clock,
      Logs logs) {
    this.seedBook = seedBook;
    this.source = source;
    this.resolution = resolution;
    this.client = client;
    this.streams = streams;
    this.joiner = joiner;
    this.unnecessary = unnecessary;
    this.callbacks = callbacks;
    this.clock = clock;
    this.logs = logs;
  }

  /**
   * Contacts up to three random addresses of seeds that are not alive members, and a lost member if
   * there is one.
   */
  void round(@Nullable Address lost) {
    var addresses = addresses();
    if (lost != null && !unnecessary.test(lost)) {
      addresses.add(lost);
    }
    if (addresses.isEmpty()) {
      return;
    }
    var run = new JoinRun(resolution, to -> client.pushPull(to, true), streams);
    addresses.forEach(run::addAddress);
    var result = joiner.await(run, LIMIT);
    for (var failure : result.failures()) {
      logs.pushPull()
          .log(Level.DEBUG, "Rejoin did not reach " + failure.seed() + ": " + failure.reason());
    }
    if (result.reached() > 0) {
      logs.pushPull()
          .log(
              Level.INFO,
              "Rejoin reached " + result.reached() + " of " + addresses.size() + " addresses");
      callbacks.addRejoin(result);
    }
  }

  /**
   * Goes through the seeds in random order until enough addresses are found, for a limited time:
   * the work of a round must not grow with the number of seeds, of addresses behind a name, or with
   * the slowness of name servers.
   */
  private List<Address> addresses() {
    var random = ThreadLocalRandom.current();
    var entries = seeds();
    Collections.shuffle(entries, random);
    long end = clock.nanos() + RESOLVING.toNanos();
    var found = new LinkedHashSet<Address>();
    for (var seed : entries) {
      if (found.size() >= SEEDS || clock.nanos() - end > 0) {
        break;
      }
      var useful = new ArrayList<>(resolve(seed));
      useful.removeIf(unnecessary);
      Collections.shuffle(useful, random);
      found.addAll(useful);
    }
    return found.stream().limit(SEEDS).collect(Collectors.toCollection(ArrayList::new));
  }

  private List<String> seeds() {
    var all = new LinkedHashSet<>(seedBook.all());
    if (source != null) {
      try {
        all.addAll(source.get());
      } catch (Exception e) {
        logs.pushPull().log(Level.WARN, "The source of rejoin seeds failed: " + e);
      }
    }
    return new ArrayList<>(all);
  }

  private List<Address> resolve(String seed) {
    try {
      return resolution.resolve(seed);
    } catch (UnknownHostException | IllegalArgumentException e) {
      logs.pushPull().log(Level.DEBUG, "Seed " + seed + " cannot be resolved: " + Failures.text(e));
      return List.of();
    }
  }
}
