package io.memberlist.interop;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A node that is a process of its own. */
final class AgentNode implements ClusterNode {

  private static final int DIARY_LENGTH = 60;

  private final Kind kind;
  private final AgentProcess process;

  AgentNode(Kind kind, AgentProcess process) {
    this.kind = kind;
    this.process = process;
  }

  /** For what only this driver can do. */
  AgentProcess process() {
    return process;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String name() {
    return process.ready().get("name").asString();
  }

  @Override
  public String host() {
    return process.ready().get("addr").asString();
  }

  @Override
  public int port() {
    return process.ready().get("port").asInt();
  }

  @Override
  public JoinOutcome tryJoin(String... addresses) {
    var reply = process.command("join", "addrs", List.of(addresses));
    return new JoinOutcome(reply.path("n").asInt(0), reply.path("error").asString(""));
  }

  @Override
  public void leave() {
    process.demand("leave");
  }

  @Override
  public void kill() {
    process.close();
  }

  /** Stops the whole process, as a debugger or an overloaded machine would. */
  void pause() {
    process.signal("STOP");
  }

  void resume() {
    process.signal("CONT");
  }

  @Override
  public Set<String> members() {
    return memberRecords().stream()
        .map(node -> node.get("name").asString())
        .collect(Collectors.toSet());
  }

  @Override
  public Blob metaOf(String member) {
    return memberRecord(member).map(node -> Blob.of(node, "meta")).orElse(Blob.NONE);
  }

  /** A member as the agent describes it. */
  Optional<JsonNode> memberRecord(String member) {
    return memberRecords().stream()
        .filter(node -> node.get("name").asString().equals(member))
        .findFirst();
  }

  private List<JsonNode> memberRecords() {
    return process.demand("members").get("members").valueStream().toList();
  }

  @Override
  public List<Seen> seen() {
    return process.events().stream().flatMap(event -> seen(event).stream()).toList();
  }

  private static Optional<Seen> seen(JsonNode event) {
    return switch (event.get("ev").asString()) {
      case "join" -> Optional.of(seen(What.JOIN, event.get("node")));
      case "leave" -> Optional.of(seen(What.LEAVE, event.get("node")));
      case "update" -> Optional.of(seen(What.UPDATE, event.get("node")));
      case "conflict" -> Optional.of(seen(What.CONFLICT, event.get("other")));
      default -> Optional.empty();
    };
  }

  private static Seen seen(What what, JsonNode node) {
    return new Seen(what, node.get("name").asString(), Blob.of(node, "meta"));
  }

  @Override
  public List<Blob> messages() {
    return process.events("msg").stream().map(event -> Blob.of(event, "msg")).toList();
  }

  @Override
  public List<MergedState> mergedStates() {
    return process.events("mergeState").stream()
        .map(event -> new MergedState(event.get("join").asBoolean(), Blob.of(event, "state")))
        .toList();
  }

  @Override
  public List<Blob> ackPayloads() {
    return process.events("pingComplete").stream().map(event -> Blob.of(event, "payload")).toList();
  }

  @Override
  public void send(boolean reliable, String member, byte[] message) {
    process.demand(reliable ? "sendReliable" : "sendBestEffort", "to", member, "hex", hex(message));
  }

  @Override
  public void sendLetters(boolean reliable, String member, int size) {
    process.demand(reliable ? "sendReliable" : "sendBestEffort", "to", member, "size", size);
  }

  @Override
  public void broadcast(String name, byte[] message) {
    process.demand("broadcast", "name", name, "hex", hex(message));
  }

  @Override
  public void updateMeta(byte[] meta) {
    process.demand("update", "hex", hex(meta));
  }

  @Override
  public void userState(byte[] state) {
    process.demand("state", "hex", hex(state));
  }

  @Override
  public void keyring(KeyOperation operation, String key) {
    process.demand("keys", "op", operation.name().toLowerCase(java.util.Locale.ROOT), "key", key);
  }

  @Override
  public void verify(boolean incoming, boolean outgoing) {
    process.demand("set", "name", "GossipVerifyIncoming", "value", incoming);
    process.demand("set", "name", "GossipVerifyOutgoing", "value", outgoing);
  }

  @Override
  public Duration ping(String member) {
    var millis = process.demand("ping", "name", member).get("rttMs").asDouble();
    return Duration.ofNanos((long) (millis * 1_000_000));
  }

  @Override
  public void drop(Side side, String addressOrStar) {
    process.demand("drop", "side", side.text, "addr", addressOrStar);
  }

  @Override
  public void restore() {
    process.demand("restore");
  }

  @Override
  public List<String> diary() {
    var events = process.events();
    return events.subList(Math.max(0, events.size() - DIARY_LENGTH), events.size()).stream()
        .map(AgentNode::shortened)
        .toList();
  }

  private static String shortened(JsonNode event) {
    var text = event.toString();
    return text.length() <= 400 ? text : text.substring(0, 400) + "…";
  }

  @Override
  public void close() {
    process.close();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
