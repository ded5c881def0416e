package io.memberlist.cli.agent;

import io.memberlist.AliveDelegate;
import io.memberlist.ConflictDelegate;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.MergeDelegate;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.PingDelegate;
import io.memberlist.VetoException;
import io.memberlist.broadcast.Broadcast;
import io.memberlist.broadcast.NamedBroadcast;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.broadcast.UniqueBroadcast;
import io.memberlist.cli.Blob;
import io.memberlist.cli.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All delegates of an agent: they report what happens and answer what commands have set. */
final class AgentDelegates
    implements Delegate,
        EventDelegate,
        AliveDelegate,
        MergeDelegate,
        ConflictDelegate,
        PingDelegate {

  private final Events events;
  private final Set<String> rejectedNames = ConcurrentHashMap.newKeySet();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong messageBytes = new AtomicLong();
  private volatile byte[] meta;
  private volatile byte[] state;
  private volatile byte[] ackPayload;
  private volatile String mergeVeto = "";
  private volatile boolean quiet;
  private volatile @Nullable TransmitLimitedQueue queue;

  AgentDelegates(Events events, byte[] meta, byte[] state, byte[] ackPayload) {
    this.events = events;
    this.meta = meta;
    this.state = state;
    this.ackPayload = ackPayload;
  }

  void broadcastsTo(TransmitLimitedQueue target) {
    queue = target;
  }

  void meta(byte[] value) {
    meta = value;
  }

  void state(byte[] value) {
    state = value;
  }

  void ackPayload(byte[] value) {
    ackPayload = value;
  }

  void mergeVeto(String reason) {
    mergeVeto = reason;
  }

  void quiet(boolean value) {
    quiet = value;
  }

  void rejectAlive(String name, boolean reject) {
    if (reject) {
      rejectedNames.add(name);
    } else {
      rejectedNames.remove(name);
    }
  }

  long messages() {
    return messages.get();
  }

  long messageBytes() {
    return messageBytes.get();
  }

  int queueBroadcast(String name, byte[] message) {
    var target = queue;
    if (target == null) {
      throw new IllegalStateException("the agent runs without a delegate");
    }
    target.queueBroadcast(name.isEmpty() ? new Unnamed(message) : new Named(name, message));
    return target.numQueued();
  }

  @Override
  public byte[] nodeMeta(int limit) {
    return meta;
  }

  @Override
  public void notifyMsg(byte[] message) {
    messages.incrementAndGet();
    messageBytes.addAndGet(message.length);
    if (!quiet) {
      events.emit(
          "msg", Blob.put(Json.object(), "msg", message), "message  " + message.length + " bytes");
    }
  }

  @Override
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    var source = queue;
    return source == null ? List.of() : source.getBroadcasts(overhead, limit);
  }

  @Override
  public byte[] localState(boolean join) {
    events.emit("localState", Json.object().put("join", join).put("len", state.length));
    return state;
  }

  @Override
  public void mergeRemoteState(byte[] remote, boolean join) {
    events.emit("mergeState", Blob.put(Json.object().put("join", join), "state", remote));
  }

  @Override
  public void notifyJoin(Node node) {
    events.emit("join", Json.object().put("node", NodeJson.of(node)), human("join", node));
  }

  @Override
  public void notifyLeave(Node node) {
    var reason = node.state() == NodeState.LEFT ? "left" : "failed";
    events.emit(
        "leave",
        Json.object().put("node", NodeJson.of(node)).put("reason", reason),
        human(reason, node));
  }

  @Override
  public void notifyUpdate(Node node) {
    events.emit("update", Json.object().put("node", NodeJson.of(node)), human("update", node));
  }

  @Override
  public void notifyAlive(Node peer) {
    boolean rejected = rejectedNames.contains(peer.name()) || rejectedNames.contains("*");
    events.emit("alive", Json.object().put("node", NodeJson.of(peer)).put("rejected", rejected));
    if (rejected) {
      throw new VetoException("rejected by command: " + peer.name());
    }
  }

  @Override
  public void notifyMerge(List<Node> peers) {
    var veto = mergeVeto;
    events.emit(
        "merge", Json.object().put("nodes", NodeJson.of(peers)).put("rejected", !veto.isEmpty()));
    if (!veto.isEmpty()) {
      throw new VetoException(veto);
    }
  }

  @Override
  public void notifyConflict(Node existing, Node other) {
    events.emit(
        "conflict",
        Json.object().put("existing", NodeJson.of(existing)).put("other", NodeJson.of(other)),
        human("conflict", existing) + " claimed from " + AgentText.address(other));
  }

  @Override
  public byte[] ackPayload() {
    return ackPayload;
  }

  @Override
  public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
    events.emit(
        "pingComplete",
        Blob.put(
            Json.object().put("node", node.name()).put("rttMs", rtt.toNanos() / 1e6),
            "payload",
            payload));
  }

  private static String human(String event, Node node) {
    return String.format(
        java.util.Locale.ROOT,
        "%-8s  %s  %s",
        event,
        AgentText.plain(node.name()),
        AgentText.address(node));
  }

  private abstract class Queued implements Broadcast {
    private final byte[] message;

    Queued(byte[] message) {
      this.message = message;
    }

    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public byte[] message() {
      return message;
    }

    void done(String name) {
      events.emit("broadcastDone", Json.object().put("name", name).put("len", message.length));
    }
  }

  private final class Named extends Queued implements NamedBroadcast {
    private final String name;

    Named(String name, byte[] message) {
      super(message);
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void finished() {
      done(name);
    }
  }

  private final class Unnamed extends Queued implements UniqueBroadcast {
    Unnamed(byte[] message) {
      super(message);
    }

    @Override
    public void finished() {
      done("");
    }
  }
}
