package io.memberlist.internal.core;

import io.memberlist.Node;
import io.memberlist.ProbeTrace;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import io.memberlist.metrics.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps everything a core says, to be compared. */
final class RecordingOutput implements Output {

  record Packet(NodeAddress to, String toName, List<byte[]> messages, boolean crc, Metric kind) {}

  record PushPull(long exchangeId, NodeAddress peer, String peerName) {}

  record Rejoin(long exchangeId, @Nullable NodeAddress lost, String lostName) {}

  record StreamPing(long exchangeId, NodeAddress peer, String peerName, Ping ping, long deadline) {}

  final List<Packet> packets = new ArrayList<>();
  final List<PushPull> pushPulls = new ArrayList<>();
  final List<Rejoin> rejoins = new ArrayList<>();
  final List<StreamPing> streamPings = new ArrayList<>();
  final List<MemberEvent> events = new ArrayList<>();
  final List<LogEvent> logs = new ArrayList<>();
  private final Map<Metric, Long> counters = new EnumMap<>(Metric.class);
  private final Map<Metric, Long> gauges = new EnumMap<>(Metric.class);
  private final Map<Metric, List<Long>> samples = new EnumMap<>(Metric.class);

  final List<ProbeTrace> traces = new ArrayList<>();

  /** Whether somebody wants to be told how probes go. */
  boolean observed;

  /** What sending results in. */
  SendResult sendResult = SendResult.SENT;

  /** What sending throws, null for nothing. */
  @Nullable RuntimeException sendFailure;

  @Override
  public SendResult send(
      NodeAddress to, String toName, List<byte[]> messages, boolean crc, Metric kind) {
    if (sendFailure != null) {
      throw sendFailure;
    }
    packets.add(new Packet(to, toName, List.copyOf(messages), crc, kind));
    return sendResult;
  }

  @Override
  public void startPushPull(long exchangeId, NodeAddress peer, String peerName) {
    pushPulls.add(new PushPull(exchangeId, peer, peerName));
  }

  @Override
  public void startRejoin(long exchangeId, @Nullable NodeAddress lost, String lostName) {
    rejoins.add(new Rejoin(exchangeId, lost, lostName));
  }

  @Override
  public void startStreamPing(
      long exchangeId, NodeAddress peer, String peerName, Ping ping, long deadline) {
    streamPings.add(new StreamPing(exchangeId, peer, peerName, ping, deadline));
  }

  @Override
  public void event(MemberEvent event) {
    events.add(event);
  }

  @Override
  public boolean observed() {
    return observed;
  }

  @Override
  public void probed(ProbeTrace trace) {
    traces.add(trace);
  }

  @Override
  public void count(Metric metric, long delta) {
    counters.merge(metric, delta, Long::sum);
  }

  @Override
  public void gauge(Metric metric, long value) {
    gauges.put(metric, value);
  }

  @Override
  public void sample(Metric metric, long value) {
    samples.computeIfAbsent(metric, unused -> new ArrayList<>()).add(value);
  }

  @Override
  public void log(LogEvent event) {
    logs.add(event);
  }

  long counter(Metric metric) {
    return counters.getOrDefault(metric, 0L);
  }

  long gauge(Metric metric) {
    return gauges.getOrDefault(metric, 0L);
  }

  List<Long> samples(Metric metric) {
    return samples.getOrDefault(metric, List.of());
  }

  /** Events as text, {@code JOIN a} or {@code CONFLICT a}, and forgets them. */
  List<String> takeEvents() {
    List<String> texts = events.stream().map(RecordingOutput::text).toList();
    events.clear();
    return texts;
  }

  private static String text(MemberEvent event) {
    if (event instanceof MemberEvent.Change change) {
      return change.kind() + " " + change.node().name();
    }
    if (event instanceof MemberEvent.Conflict conflict) {
      return "CONFLICT " + conflict.existing().name();
    }
    return event instanceof MemberEvent.PingComplete complete
        ? "PING " + complete.node().name()
        : "?";
  }

  /** The node of the last event, which has to be a change. */
  Node lastChanged() {
    return ((MemberEvent.Change) events.get(events.size() - 1)).node();
  }

  /** Levels of everything logged, and forgets it. */
  List<LogEvent.Level> takeLogLevels() {
    List<LogEvent.Level> levels = logs.stream().map(LogEvent::level).toList();
    logs.clear();
    return levels;
  }
}
