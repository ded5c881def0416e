package io.memberlist.internal.driver;

import io.memberlist.Config;
import io.memberlist.JoinResult;
import io.memberlist.OperationInterruptedException;
import io.memberlist.SeedFailure;
import io.memberlist.internal.core.JoinFailure;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.core.PeerAddress;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.Address;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Joins (§14.2, D37): every address of every seed, in parallel, under one deadline; ended by a
 * shutdown.
 */
final class Joiner {

  private final Config config;
  private final JoinRun.Resolution resolution;
  private final StreamClient client;
  private final Streams streams;
  private final CoreLoop loop;
  private final SeedBook seedBook;
  private final Predicate<Address> own;
  private final Measurements measurements;
  private final Logs logs;
  private final Set<JoinRun> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Joiner(
      Config config,
      JoinRun.Resolution resolution,
      StreamClient client,
      Streams streams,
      CoreLoop loop,
      SeedBook seedBook,
      Predicate<Address> own,
      Measurements measurements,
      Logs logs) {
    this.config = config;
    this.resolution = resolution;
    this.client = client;
    this.streams = streams;
    this.loop = loop;
    this.seedBook = seedBook;
    this.own = own;
    this.measurements = measurements;
    this.logs = logs;
  }

  /**
   * Contacts all seeds.
   *
   * @param limit for the whole call
   */
  JoinResult join(Collection<String> seeds, Duration limit) {
    if (seeds.isEmpty()) {
      return new JoinResult(0, 0, List.of());
    }
    seedBook.add(seeds);
    var run = new JoinRun(resolution, this::contact, streams);
    seeds.forEach(run::addSeed);
    var result = await(run, limit);
    result.failures().forEach(this::log);
    measurements.count(result.reached() > 0 ? Metric.JOINS_SUCCESS : Metric.JOINS_FAILURE);
    if (result.reached() == 0) {
      throw JoinFailure.of(result.failures());
    }
    return result;
  }

  private void log(SeedFailure failure) {
    var level = failure.address() == null ? Level.WARN : Level.DEBUG;
    var address = failure.address() == null ? "" : " (" + Addresses.text(failure.address()) + ")";
    logs.pushPull()
        .log(level, "Could not join " + failure.seed() + address + ": " + failure.reason());
  }

  private void contact(Address to) throws ExchangeFailure {
    if (config.requireNodeNames() && to.nodeName() == null) {
      throw Failures.notAnAddress(
          "a node name is required (requireNodeNames), as in name/host:port");
    }
    client.pushPull(to, true);
    if (!own.test(to)) {
      var name = to.nodeName() == null ? "" : to.nodeName();
      var peer = new PeerAddress(name, Addresses.of(to.socketAddress()));
      loop.tell((core, now) -> core.onJoined(peer, now));
    }
  }

  /** Runs it to its end or to the limit; also for rejoin. */
  JoinResult await(JoinRun run, Duration limit) {
    running.add(run);
    try {
      if (closed) {
        throw stopped();
      }
      Threads.await(run.start(), Threads.nanos(limit), "join");
    } catch (TimeoutException e) {
      run.cancel(stopped());
    } catch (OperationInterruptedException e) {
      run.cancel(e);
      throw e;
    } finally {
      running.remove(run);
    }
    return run.result(own, limit);
  }

  /** Ends all joins in progress. */
  void close() {
    closed = true;
    running.forEach(run -> run.cancel(stopped()));
  }

  private static IllegalStateException stopped() {
    return new IllegalStateException("the node was shut down");
  }
}
