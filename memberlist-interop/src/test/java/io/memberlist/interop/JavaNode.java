package io.memberlist.interop;

import io.memberlist.Config;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.MemberlistException;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.broadcast.TransmitLimitedQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Our node, in this process, used through its public interface. */
final class JavaNode implements ClusterNode {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Recorder recorder = new Recorder();
  private final Faults faults = new Faults();
  private final Memberlist memberlist;
  private final Node announced;

  JavaNode(NodeSpec spec) {
    var config = config(spec);
    memberlist = Memberlist.of(config);
    recorder.queue = new TransmitLimitedQueue(config.retransmitMult(), memberlist::numMembers);
    memberlist.start();
    announced = memberlist.localNode();
  }

  private Config config(NodeSpec spec) {
    var builder =
        Config.lan().name(spec.name).bindAddr(spec.bind).bindPort(spec.port).label(spec.label);
    builder.enableCompression(spec.compress).protocolVersion(spec.protocol);
    builder.delegateProtocolMin(spec.delegateVersions[0]);
    builder.delegateProtocolMax(spec.delegateVersions[1]);
    builder.delegateProtocolVersion(spec.delegateVersions[2]);
    spec.settings.forEach((setting, value) -> builder.set(setting.field, Setting.text(value)));
    if (!spec.advertise.isEmpty()) {
      builder.advertiseAddr(spec.advertise);
    }
    if (!spec.keys.isEmpty()) {
      var keys = spec.keys.stream().map(JavaNode::key).toList();
      builder.keyring(Keyring.of(keys, keys.get(0)));
    }
    addDelegates(builder, spec);
    var config = builder.build();
    return spec.faults
        ? builder.transportFactory(faults.around(config.transportFactory())).build()
        : config;
  }

  private void addDelegates(Config.Builder builder, NodeSpec spec) {
    recorder.meta = spec.meta == null ? recorder.meta : spec.meta;
    recorder.state = spec.state == null ? recorder.state : spec.state;
    builder.events(recorder).conflict(recorder);
    if (!spec.noDelegate) {
      builder.delegate(recorder);
    }
    if (spec.ackPayload != null) {
      recorder.ack = spec.ackPayload;
      builder.ping(recorder);
    }
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** For what only our node can do. */
  Memberlist memberlist() {
    return memberlist;
  }

  /** What it believes about a member. */
  NodeState sees(String member) {
    return memberlist.node(member).orElseThrow().state();
  }

  /** Has all dials refused from now on, as by a firewall that says so; only with faults. */
  void refuseStreams() {
    faults.refuseStreams();
  }

  /** How many dials were refused. */
  int refusedStreams() {
    return faults.refusedStreams();
  }

  Recorder recorder() {
    return recorder;
  }

  @Override
  public Kind kind() {
    return Kind.JAVA;
  }

  @Override
  public String name() {
    return announced.name();
  }

  @Override
  public String host() {
    return announced.address().getAddress().getHostAddress();
  }

  @Override
  public int port() {
    return announced.port();
  }

  @Override
  public JoinOutcome tryJoin(String... addresses) {
    try {
      var result = memberlist.join(Arrays.asList(addresses));
      return new JoinOutcome(result.reached(), result.failures().toString());
    } catch (MemberlistException e) {
      return new JoinOutcome(0, e.toString());
    }
  }

  @Override
  public void leave() {
    memberlist.leave(PATIENCE);
  }

  @Override
  public void kill() {
    memberlist.shutdown();
  }

  @Override
  public Set<String> members() {
    return memberlist.members().stream().map(Node::name).collect(Collectors.toSet());
  }

  @Override
  public Blob metaOf(String member) {
    return memberlist.node(member).map(node -> Blob.of(node.meta())).orElse(Blob.NONE);
  }

  @Override
  public List<Seen> seen() {
    return List.copyOf(recorder.seen);
  }

  @Override
  public List<Blob> messages() {
    return List.copyOf(recorder.messages);
  }

  @Override
  public List<MergedState> mergedStates() {
    return List.copyOf(recorder.mergedStates);
  }

  @Override
  public List<Blob> ackPayloads() {
    return List.copyOf(recorder.ackPayloads);
  }

  @Override
  public void send(boolean reliable, String member, byte[] message) {
    var to =
        memberlist
            .node(member)
            .orElseThrow(() -> new AssertionError("no member is called " + member));
    if (reliable) {
      memberlist.sendReliable(to, message);
    } else {
      memberlist.sendBestEffort(to, message);
    }
  }

  @Override
  public void broadcast(String name, byte[] message) {
    recorder.queue.queueBroadcast(new Recorder.Rumour(name, message));
  }

  @Override
  public void updateMeta(byte[] meta) {
    recorder.meta = meta;
    memberlist.updateNode(PATIENCE);
  }

  @Override
  public void userState(byte[] state) {
    recorder.state = state;
  }

  @Override
  public void keyring(KeyOperation operation, String key) {
    var ring = memberlist.keyring().orElseThrow();
    switch (operation) {
      case ADD -> ring.add(key(key));
      case USE -> ring.use(key(key));
      case REMOVE -> ring.remove(key(key));
    }
  }

  @Override
  public void verify(boolean incoming, boolean outgoing) {
    memberlist.verify(incoming, outgoing);
  }

  @Override
  public Duration ping(String member) {
    return memberlist.ping(member, memberlist.node(member).orElseThrow().address());
  }

  @Override
  public void drop(Side side, String addressOrStar) {
    faults.drop(side, addressOrStar);
  }

  @Override
  public void restore() {
    faults.restore();
  }

  @Override
  public List<String> diary() {
    return List.copyOf(recorder.diary);
  }

  @Override
  public void close() {
    memberlist.close();
  }
}
