package io.memberlist.internal.driver;

import io.memberlist.AliveDelegate;
import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import io.memberlist.VetoException;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.PacketEncoder;
import io.memberlist.internal.core.Hooks;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.net.AllowList;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.metrics.Metric;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application on the core thread. Whatever a delegate throws is treated as architecture
 * 4.3 says; one that takes more than 10 ms is counted, since it delays acks.
 */
final class DriverHooks implements Hooks {

  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final @Nullable AliveDelegate alive;
  private final @Nullable Delegate delegate;
  private final @Nullable TransmitLimitedQueue queue;
  private final @Nullable PingDelegate ping;
  private final AllowList allowed;
  private final Supplier<CodecSettings> settings;
  private final Clock clock;
  private final Measurements measurements;
  private final Logs logs;

  DriverHooks(
      Config config,
      AllowList allowed,
      Supplier<CodecSettings> settings,
      Clock clock,
      Measurements measurements,
      Logs logs) {
    this.alive = config.alive();
    this.delegate = config.delegate();
    this.queue = delegate == null ? null : delegate.broadcastQueue();
    this.ping = config.ping();
    this.allowed = allowed;
    this.settings = settings;
    this.clock = clock;
    this.measurements = measurements;
    this.logs = logs;
  }

  @Override
  public boolean admits(Node candidate) {
    if (alive == null) {
      return true;
    }
    long start = clock.nanos();
    try {
      alive.notifyAlive(candidate);
      return true;
    } catch (VetoException e) {
      logs.state()
          .log(Level.WARN, "Alive delegate refused " + candidate.name() + ": " + e.getMessage());
      return false;
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      logs.state()
          .log(Level.WARN, "Alive delegate failed, so " + candidate.name() + " is refused: " + e);
      return false;
    } finally {
      checkDuration("AliveDelegate.notifyAlive", start);
    }
  }

  @Override
  public boolean asksAliveDelegate() {
    return alive != null;
  }

  @Override
  public boolean addressAllowed(NodeAddress address) {
    return allowed.allows(address.ip());
  }

  @Override
  public List<byte[]> userBroadcasts(int overhead, int limit) {
    if (delegate == null) {
      return List.of();
    }
    long start = clock.nanos();
    try {
      var broadcasts = delegate.getBroadcasts(overhead, limit);
      return broadcasts == null ? List.of() : broadcasts;
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      logs.gossip().log(Level.ERROR, "Delegate.getBroadcasts failed: " + e);
      return List.of();
    } finally {
      checkDuration("Delegate.getBroadcasts", start);
    }
  }

  @Override
  public boolean mayHaveUserBroadcasts() {
    return queue == null ? delegate != null : queue.numQueued() > 0;
  }

  /** Called whenever the application queues a broadcast, if its queue is known; null for nobody. */
  void onBroadcastQueued(@Nullable Runnable listener) {
    if (queue != null) {
      queue.onQueued(listener == null ? () -> {} : listener);
    }
  }

  @Override
  public byte @Nullable [] ackPayload() {
    if (ping == null) {
      return null;
    }
    long start = clock.nanos();
    try {
      return ping.ackPayload();
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      logs.probe().log(Level.ERROR, "PingDelegate.ackPayload failed: " + e);
      return null;
    } finally {
      checkDuration("PingDelegate.ackPayload", start);
    }
  }

  @Override
  public int layerOverhead(boolean crc) {
    return PacketEncoder.overhead(settings.get(), crc);
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public Instant instant(long nanos) {
    return clock.instant(nanos);
  }

  private void checkDuration(String hook, long start) {
    long nanos = clock.nanos() - start;
    if (nanos > SLOW_NANOS) {
      measurements.count(Metric.HOOKS_SLOW);
      logs.state()
          .log(
              Level.WARN, hook + " took more than 10 ms on the protocol thread, which delays acks");
    }
  }
}
