package io.memberlist.simulator.node;

import io.memberlist.AliveDelegate;
import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import io.memberlist.broadcast.NamedBroadcast;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.PacketEncoder;
import io.memberlist.internal.core.Hooks;
import io.memberlist.internal.core.NodeInfo;
import io.memberlist.internal.net.AllowList;
import io.memberlist.internal.wire.NodeAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the application; whatever a delegate throws is treated as on real nodes. */
final class LifeHooks implements Hooks {

  private final Life life;
  private final @Nullable AliveDelegate alive;
  private final @Nullable Delegate delegate;
  private final @Nullable TransmitLimitedQueue queue;
  private final @Nullable PingDelegate ping;
  private final AllowList allowed;
  private final CodecSettings settings;

  LifeHooks(Life life, Config config, CodecSettings settings) {
    this.life = life;
    this.alive = config.alive();
    this.delegate = config.delegate();
    this.queue = delegate == null ? null : delegate.broadcastQueue();
    this.ping = config.ping();
    this.allowed = AllowList.of(config.cidrsAllowed());
    this.settings = settings;
  }

  @Override
  public boolean admits(Node candidate) {
    if (alive == null) {
      return true;
    }
    try {
      alive.notifyAlive(candidate);
      return true;
    } catch (RuntimeException e) {
      return false;
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
    try {
      var broadcasts = delegate.getBroadcasts(overhead, limit);
      return broadcasts == null ? List.of() : broadcasts;
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  @Override
  public boolean mayHaveUserBroadcasts() {
    return queue == null ? delegate != null : queue.numQueued() > 0;
  }

  /** Lets the core know of what the application queues, if its queue is known. */
  void listen() {
    if (queue != null) {
      queue.onQueued(() -> life.enter((core, now) -> core.onUserBroadcastQueued(now)));
    }
  }

  @Override
  public byte @Nullable [] ackPayload() {
    if (ping == null) {
      return null;
    }
    try {
      return ping.ackPayload();
    } catch (RuntimeException e) {
      return null;
    }
  }

  @Override
  public int layerOverhead(boolean crc) {
    return PacketEncoder.overhead(settings, crc);
  }

  @Override
  public long nanos() {
    return life.localNow();
  }

  @Override
  public NodeInfo shared(NodeInfo announced) {
    return life.world.announcements().shared(announced);
  }

  @Override
  public NamedBroadcast shared(NamedBroadcast rumour) {
    return life.world.announcements().shared(rumour);
  }

  @Override
  public Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
