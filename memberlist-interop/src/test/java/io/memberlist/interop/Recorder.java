package io.memberlist.interop;

import io.memberlist.ConflictDelegate;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import io.memberlist.broadcast.NamedBroadcast;
import io.memberlist.broadcast.TransmitLimitedQueue;
import io.memberlist.interop.ClusterNode.MergedState;
import io.memberlist.interop.ClusterNode.Seen;
import io.memberlist.interop.ClusterNode.What;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The application around one of our nodes: all delegates, each writing down what it was told. */
final class Recorder implements Delegate, EventDelegate, ConflictDelegate, PingDelegate {

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  final List<Blob> messages = new CopyOnWriteArrayList<>();
  final List<MergedState> mergedStates = new CopyOnWriteArrayList<>();
  final List<Blob> ackPayloads = new CopyOnWriteArrayList<>();
  final List<byte[]> rawAckPayloads = new CopyOnWriteArrayList<>();
  final List<String> diary = new CopyOnWriteArrayList<>();

  /** Keeps payloads of user messages, for peers whose content must be looked at. */
  final List<byte[]> payloads = new CopyOnWriteArrayList<>();

  /** Keeps user states whole, for the same reason. */
  final List<byte[]> states = new CopyOnWriteArrayList<>();

  volatile byte[] meta = new byte[0];
  volatile byte[] state = new byte[0];
  volatile byte[] ack = new byte[0];
  volatile @Nullable TransmitLimitedQueue queue;

  @Override
  public byte[] nodeMeta(int limit) {
    return meta;
  }

  @Override
  public void notifyMsg(byte[] message) {
    messages.add(Blob.of(message));
    payloads.add(message);
    write("message of " + message.length + " bytes");
  }

  @Override
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    var broadcasts = queue;
    return broadcasts == null ? List.of() : broadcasts.getBroadcasts(overhead, limit);
  }

  @Override
  public byte[] localState(boolean join) {
    return state;
  }

  @Override
  public void mergeRemoteState(byte[] remote, boolean join) {
    mergedStates.add(new MergedState(join, Blob.of(remote)));
    states.add(remote);
    write("state of " + remote.length + " bytes, join " + join);
  }

  @Override
  public void notifyJoin(Node node) {
    add(What.JOIN, node);
  }

  @Override
  public void notifyLeave(Node node) {
    add(What.LEAVE, node);
  }

  @Override
  public void notifyUpdate(Node node) {
    add(What.UPDATE, node);
  }

  @Override
  public void notifySuspect(Node node, List<String> accusers) {
    write("suspect " + node + " by " + accusers);
  }

  @Override
  public void notifyRecover(Node node) {
    write("recovered " + node);
  }

  @Override
  public void notifyConflict(Node existing, Node other) {
    add(What.CONFLICT, other);
  }

  @Override
  public byte[] ackPayload() {
    return ack;
  }

  @Override
  public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
    ackPayloads.add(Blob.of(payload));
    rawAckPayloads.add(payload);
  }

  private void add(What what, Node node) {
    seen.add(new Seen(what, node.name(), Blob.of(node.meta())));
    write(what + " " + node + " at " + node.address());
  }

  private void write(String line) {
    diary.add(System.nanoTime() / 1_000_000 + " " + line);
  }

  /** A named broadcast of the application. */
  record Rumour(String name, byte[] message) implements NamedBroadcast {
    @Override
    public boolean invalidates(io.memberlist.broadcast.Broadcast other) {
      return other instanceof NamedBroadcast named && named.name().equals(name);
    }

    @Override
    public void finished() {}
  }
}
