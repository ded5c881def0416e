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
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong messageBytes = new AtomicLong();
  private volatile byte[] meta;
  private volatile byte[] state;
  private volatile byte[] ackPayload;
  private volatile String rejectedName = "";
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

  void rejectMerge(String reason) {
    mergeVeto = reason;
  }

  void quiet(boolean value) {
    quiet = value;
  }

  /** The member of that name is refused; nobody, if it is empty. */
  void rejectAlive(String name) {
    rejectedName = name;
  }

  long messages() {
    return messages.get();
  }

  long messageBytes() {
    return messageBytes.get();
  }

  int queue(String name, byte[] message) {
    var target = queue;
    if (target == null) {
      throw new IllegalStateException("the agent was started with --no-delegate");
    }
    target.queueBroadcast(
        name.isEmpty() ? new Unnamed(this, message) : new Named(this, name, message));
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
      events.emit("msg", Blob.put(Json.object(), "msg", message), bytes(message));
    }
  }

  @Override
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    var source = queue;
    return source == null ? List.of() : source.getBroadcasts(overhead, limit);
  }

  @Override
  public byte[] localState(boolean join) {
    var handed = state;
    events.emit(
        "localState", Json.object().put("join", join).put("len", handed.length), bytes(handed));
    return handed;
  }

  @Override
  public void mergeRemoteState(byte[] remote, boolean join) {
    var fields = Blob.put(Json.object().put("join", join), "state", remote);
    events.emit("mergeState", fields, bytes(remote));
  }

  private static String bytes(byte[] content) {
    return content.length + " bytes";
  }

  @Override
  public void notifyJoin(Node node) {
    events.emit("join", node(node), AgentText.of(node));
  }

  @Override
  public void notifyLeave(Node node) {
    var reason = node.state() == NodeState.LEFT ? "left" : "failed";
    events.emit("leave", node(node).put("reason", reason), AgentText.of(node) + "  " + reason);
  }

  @Override
  public void notifyUpdate(Node node) {
    events.emit("update", node(node), AgentText.of(node));
  }

  private static Json node(Node node) {
    return Json.object().put("node", NodeJson.of(node));
  }

  @Override
  public void notifyAlive(Node peer) {
    boolean rejected = peer.name().equals(rejectedName);
    events.emit(
        "alive", node(peer).put("rejected", rejected), verdict(AgentText.of(peer), rejected));
    if (rejected) {
      throw new VetoException("rejected by command: " + peer.name());
    }
  }

  @Override
  public void notifyMerge(List<Node> peers) {
    var veto = mergeVeto;
    boolean rejected = !veto.isEmpty();
    events.emit(
        "merge",
        Json.object().put("nodes", NodeJson.of(peers)).put("rejected", rejected),
        verdict(AgentText.of(peers), rejected));
    if (rejected) {
      throw new VetoException(veto);
    }
  }

  private static String verdict(String about, boolean rejected) {
    return rejected ? about + "  rejected" : about;
  }

  @Override
  public void notifyConflict(Node existing, Node other) {
    events.emit(
        "conflict",
        Json.object().put("existing", NodeJson.of(existing)).put("other", NodeJson.of(other)),
        AgentText.of(existing) + "  claimed from " + AgentText.address(other));
  }

  @Override
  public byte[] ackPayload() {
    return ackPayload;
  }

  @Override
  public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
    double millis = AgentCommands.millis(rtt);
    var fields = Json.object().put("node", node.name()).put("rttMs", millis);
    events.emit(
        "pingComplete",
        Blob.put(fields, "payload", payload),
        AgentText.of(node) + "  " + millis + " ms");
  }

  private void sent(String name, byte[] message) {
    events.emit(
        "broadcastDone",
        Json.object().put("name", name).put("len", message.length),
        AgentText.plain(name));
  }

  /** A later one of the same name takes its place. */
  private record Named(AgentDelegates owner, String name, byte[] message)
      implements NamedBroadcast {
    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public void finished() {
      owner.sent(name, message);
    }
  }

  private record Unnamed(AgentDelegates owner, byte[] message) implements UniqueBroadcast {
    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public void finished() {
      owner.sent("", message);
    }
  }
}
