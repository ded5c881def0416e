package io.memberlist.spring.ui;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.metrics.Metric;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/** Messages per second by kind, from the counters every node has; only while somebody watches. */
final class Rates {

  private static final int SAMPLES = 120;
  private static final List<Metric> DROPPED =
      Arrays.stream(Metric.values())
          .filter(metric -> metric.name().startsWith("PACKETS_DROPPED"))
          .toList();

  /** One second. */
  private record Sample(
      long at, long ping, long gossip, long sync, long user, long bytes, long dropped) {}

  private final Memberlist memberlist;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private Sample totals;

  Rates(Memberlist memberlist, long now) {
    this.memberlist = memberlist;
    totals = totals(now);
  }

  private Sample totals(long now) {
    ToLongFunction<Metric> get = memberlist.statistics()::get;
    return new Sample(
        now,
        get.applyAsLong(Metric.MESSAGES_SENT_PROBE),
        get.applyAsLong(Metric.MESSAGES_SENT_GOSSIP),
        get.applyAsLong(Metric.MESSAGES_SENT_EXCHANGE),
        get.applyAsLong(Metric.MESSAGES_SENT_APPLICATION),
        get.applyAsLong(Metric.UDP_SENT) + get.applyAsLong(Metric.TCP_SENT),
        DROPPED.stream().mapToLong(get).sum());
  }

  /** Takes the next sample; data of a {@code rates} event. */
  String sample(long now) {
    var current = totals(now);
    var sample =
        new Sample(
            now,
            current.ping - totals.ping,
            current.gossip - totals.gossip,
            current.sync - totals.sync,
            current.user - totals.user,
            current.bytes - totals.bytes,
            current.dropped - totals.dropped);
    totals = current;
    samples.addLast(sample);
    if (samples.size() > SAMPLES) {
      samples.removeFirst();
    }
    var json =
        new JsonWriter()
            .object()
            .field("t", now)
            .field("ping", sample.ping)
            .field("gossip", sample.gossip)
            .field("sync", sample.sync)
            .field("user", sample.user)
            .field("bytes", sample.bytes)
            .field("dropped", sample.dropped);
    writeRtt(json);
    return json.endObject().toString();
  }

  private void writeRtt(JsonWriter json) {
    var own = memberlist.config().name();
    var millis =
        memberlist.members().stream()
            .filter(node -> !node.name().equals(own))
            .map(Node::lastRtt)
            .filter(rtt -> rtt != null)
            .mapToDouble(rtt -> rtt.toNanos() / 1e6)
            .sorted()
            .toArray();
    if (millis.length > 0) {
      json.name("rtt").array().value(millis[millis.length / 2]).value(millis[millis.length - 1]);
      json.endArray();
    }
  }

  /** What charts begin with. */
  String series() {
    var json = new JsonWriter().object();
    if (!samples.isEmpty()) {
      json.field("from", samples.getFirst().at);
    }
    json.field("step", 1000);
    column(json, "ping", Sample::ping);
    column(json, "gossip", Sample::gossip);
    column(json, "sync", Sample::sync);
    column(json, "user", Sample::user);
    return json.endObject().toString();
  }

  private void column(JsonWriter json, String name, ToLongFunction<Sample> value) {
    json.name(name).array();
    samples.forEach(sample -> json.value(value.applyAsLong(sample)));
    json.endArray();
  }
}
