package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.broadcast.Broadcast;
import io.memberlist.broadcast.NamedBroadcast;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rumours waiting to be sent, one for each node name, and what goes into a packet beside the
 * message itself (§12.2-12.5).
 */
final class Broadcasts implements Rumours {

  private static final byte USER = 8;

  /** The application's share of a packet that rumours would fill (D35). */
  private static final int USER_SHARE = 4;

  /** A rumour of one node. */
  private record Rumour(String name, byte[] message, @Nullable Completion done)
      implements NamedBroadcast {
    @Override
    public boolean invalidates(Broadcast other) {
      return other instanceof Rumour rumour && rumour.name.equals(name);
    }

    @Override
    public void finished() {
      if (done != null) {
        done.done();
      }
    }
  }

  private final MessageWriter writer = new MessageWriter();
  private final TransmitLimitedQueue queue;
  private final MemberTable table;
  private final Hooks hooks;
  private final int retransmitMult;
  private final boolean gossips;
  private @Nullable Rumour goodbye;
  private int goodbyeTransmits;

  Broadcasts(Config config, MemberTable table, Hooks hooks) {
    this.table = table;
    this.hooks = hooks;
    this.retransmitMult = config.retransmitMult();
    this.gossips = !config.gossipInterval().isZero() && config.gossipNodes() > 0;
    this.queue = new TransmitLimitedQueue(retransmitMult, table::size);
  }

  @Override
  public void queue(String name, Message rumour, @Nullable Completion done) {
    finishGoodbye(name);
    var broadcast = new Rumour(name, writer.encode(rumour), done);
    queue.queueBroadcast(done == null ? hooks.shared(broadcast) : broadcast);
  }

  @Override
  public void queueLeave(String name, Message rumour, Completion done) {
    finishGoodbye(name);
    queue.remove(name);
    goodbye = new Rumour(name, writer.encode(rumour), done);
    goodbyeTransmits = 0;
  }

  @Override
  public void drop(String name) {
    finishGoodbye(name);
    queue.remove(name);
  }

  private void finishGoodbye(String name) {
    var pending = goodbye;
    if (pending != null && pending.name.equals(name)) {
      goodbye = null;
      pending.finished();
    }
  }

  /**
   * Messages for a packet (§12.3): the own goodbye first (D36), then rumours, then application
   * broadcasts with their type byte. If the rumours would take more than three quarters, the
   * application is asked first, for one quarter (D35).
   */
  List<byte[]> collect(int overhead, int limit) {
    var messages = new ArrayList<byte[]>();
    int free = limit - takeGoodbye(overhead, limit, messages);
    if (free <= overhead) {
      return messages;
    }
    if (crowded(overhead, limit)) {
      var user = userBroadcasts(overhead, Math.min(free, limit / USER_SHARE));
      messages.addAll(queue.getBroadcasts(overhead, free - cost(user, overhead)));
      messages.addAll(user);
    } else {
      var rumours = queue.getBroadcasts(overhead, free);
      messages.addAll(rumours);
      messages.addAll(userBroadcasts(overhead, free - cost(rumours, overhead)));
    }
    return messages;
  }

  /**
   * As {@link #collect}, to ride along with a probing message. A goodbye that rides does not count,
   * since probing chooses nobody at random: two pings of one member could be all of it (D36).
   */
  List<byte[]> collectToRide(int overhead, int limit) {
    int before = goodbyeTransmits;
    var messages = collect(overhead, limit);
    if (gossips) {
      goodbyeTransmits = before;
    } else {
      endOfRound();
    }
    return messages;
  }

  /** All who were drawn have got what was to be sent: now the goodbye may be finished (D36). */
  void endOfRound() {
    var pending = goodbye;
    if (pending != null && goodbyeTransmits >= retransmitLimit()) {
      finishGoodbye(pending.name);
    }
  }

  private int retransmitLimit() {
    return Formulas.retransmitLimit(retransmitMult, table.size());
  }

  private int takeGoodbye(int overhead, int limit, List<byte[]> messages) {
    var pending = goodbye;
    if (pending == null || pending.message.length + overhead > limit) {
      return 0;
    }
    messages.add(pending.message);
    goodbyeTransmits++;
    return pending.message.length + overhead;
  }

  private boolean crowded(int overhead, int limit) {
    return hooks.mayHaveUserBroadcasts()
        && USER_SHARE * (queue.queuedBytes() + (long) overhead * queue.numQueued())
            > (USER_SHARE - 1L) * limit;
  }

  private List<byte[]> userBroadcasts(int overhead, int limit) {
    if (limit <= overhead + 1 || !hooks.mayHaveUserBroadcasts()) {
      return List.of();
    }
    var messages = new ArrayList<byte[]>();
    for (var payload : hooks.userBroadcasts(overhead + 1, limit)) {
      if (payload == null) {
        continue; // an application's mistake must not stop probing
      }
      var message = new byte[1 + payload.length];
      message[0] = USER;
      System.arraycopy(payload, 0, message, 1, payload.length);
      messages.add(message);
    }
    return messages;
  }

  private static int cost(List<byte[]> messages, int overhead) {
    int cost = 0;
    for (var message : messages) {
      cost += message.length + overhead;
    }
    return cost;
  }

  /** How far the rumours are. */
  RumourProgress progress() {
    int sent = Math.max(queue.mostSent(), goodbye == null ? 0 : goodbyeTransmits);
    return new RumourProgress(Math.min(sent, retransmitLimit()), retransmitLimit());
  }

  /** Number of rumours waiting. */
  int queued() {
    return queue.numQueued() + (goodbye == null ? 0 : 1);
  }
}
