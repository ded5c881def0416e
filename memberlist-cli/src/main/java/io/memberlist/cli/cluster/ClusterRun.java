package io.memberlist.cli.cluster;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.MemberlistException;
import io.memberlist.cli.Json;
import io.memberlist.cli.VersionCommand;
import io.memberlist.cli.agent.ProcessMeter;
import io.memberlist.transport.MockNetwork;
import io.memberlist.transport.NetTransport;
import io.memberlist.transport.TransportFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One cluster: start, join, rest, idle, kill, end. */
final class ClusterRun {

  private static final int PARALLEL_JOINS = 16;

  private final ClusterCommand.Settings settings;
  private final Consumer<String> progress;
  private final Observer observer;
  private final Traffic traffic = new Traffic();
  private final TransportFactory transports;
  private final List<Memberlist> nodes = new ArrayList<>();
  private final AtomicInteger joinErrors = new AtomicInteger();
  private final Json json = Json.object();

  ClusterRun(ClusterCommand.Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    this.observer = new Observer(settings.nodes());
    var inner =
        settings.network() == ClusterCommand.Network.MEMORY
            ? new MockNetwork().factory()
            : NetTransport.factory();
    this.transports = context -> traffic.count(inner.create(context));
  }

  Report run() throws InterruptedException {
    long heapBefore = ProcessMeter.heapBytes();
    int threadsBefore = ProcessMeter.threads();
    header();
    try {
      boolean converged = converge();
      idle(heapBefore, threadsBefore);
      detect();
      json.put("falseLeaveEvents", observer.falseLeaves()).put("loadAverages", loadAverages());
      progress.accept("");
      return new Report(converged, json);
    } finally {
      observer.ending();
      nodes.forEach(Memberlist::shutdown);
    }
  }

  private void header() {
    json.put("library", "memberlist-java " + VersionCommand.library())
        .put("preset", settings.base().preset().toString())
        .put("network", settings.network().toString())
        .put("joinMode", settings.joinMode().toString())
        .put("compression", settings.base().compress())
        .put("n", settings.nodes());
  }

  private boolean converge() throws InterruptedException {
    progress.accept("starting " + settings.nodes() + " nodes");
    long cpuBefore = ProcessMeter.cpuNanos();
    long start = System.nanoTime();
    for (int i = 0; i < settings.nodes(); i++) {
      nodes.add(Memberlist.create(config(i)));
    }
    json.put("createMs", millisSince(start));
    progress.accept("joining");
    joinAll();
    boolean converged = observer.awaitConverged(settings.limit().toNanos());
    json.put("convergeMs", converged ? millisSince(start) : null)
        .put("converged", converged)
        .put("joinErrors", joinErrors.get())
        .put("convergeCpuMs", (ProcessMeter.cpuNanos() - cpuBefore) / 1e6);
    return converged;
  }

  private Config config(int i) {
    return settings
        .base()
        .builder()
        .name(Observer.name(i))
        .bindAddr("127.0.0.1")
        .bindPort(settings.port() == 0 ? 0 : settings.port() + i)
        .events(observer.of(i))
        .transportFactory(transports)
        .build();
  }

  private void joinAll() throws InterruptedException {
    var first = nodes.get(0).localNode();
    var seed = List.of(first.name() + "/127.0.0.1:" + first.port());
    if (settings.joinMode() == ClusterCommand.JoinMode.SERIAL) {
      nodes.subList(1, nodes.size()).forEach(node -> join(node, seed));
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(PARALLEL_JOINS);
    nodes.subList(1, nodes.size()).forEach(node -> pool.execute(() -> join(node, seed)));
    pool.shutdown();
    pool.awaitTermination(settings.limit().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void join(Memberlist node, List<String> seed) {
    try {
      node.join(seed);
    } catch (MemberlistException e) {
      joinErrors.incrementAndGet();
    }
  }

  private void idle(long heapBefore, int threadsBefore) throws InterruptedException {
    progress.accept("resting");
    pause(settings.rest().toMillis());
    progress.accept("measuring the idle cluster");
    long cpu = ProcessMeter.cpuNanos();
    var before = traffic.totals();
    long start = System.nanoTime();
    pause(settings.idle().toMillis());
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuPercent = (ProcessMeter.cpuNanos() - cpu) / 1e9 / seconds * 100;
    var sent = traffic.totals().since(before);
    int n = settings.nodes();
    long rss = ProcessMeter.rssKilobytes();
    long heap = ProcessMeter.heapBytes() - heapBefore;
    json.put("idleSeconds", seconds)
        .put("idleCpuPercentOfOneCoreTotal", cpuPercent)
        .put("idleCpuPercentPerNode", cpuPercent / n)
        .put("rssKBTotal", rss)
        .put("rssKBPerNode", (double) rss / n)
        .put("heapKBPerNode", heap / 1024.0 / n)
        .put("threadsPerNode", (double) (ProcessMeter.threads() - threadsBefore) / n)
        .put("idlePacketsSentPerSecondPerNode", sent.packets() / seconds / n)
        .put("idlePacketBytesSentPerSecondPerNode", sent.packetBytes() / seconds / n)
        .put("idleStreamBytesPerSecondPerNode", sent.streamBytes() / seconds / n)
        .put("idleStreamsPerMinutePerNode", sent.streams() / seconds * 60 / n);
  }

  private void detect() throws InterruptedException {
    List<Long> noticed = List.of();
    long start = System.nanoTime();
    if (settings.kill() && settings.nodes() > 1) {
      progress.accept("waiting for everybody to notice a death");
      int victim = settings.nodes() / 2;
      observer.killed(victim);
      start = System.nanoTime();
      nodes.get(victim).shutdown();
      observer.awaitDetected(settings.limit().toNanos());
      noticed = observer.detections();
    }
    boolean all = !noticed.isEmpty() && noticed.size() == settings.nodes() - 1;
    json.put("detectFirstMs", noticed.isEmpty() ? null : (noticed.get(0) - start) / 1e6)
        .put(
            "detectMedianMs",
            noticed.isEmpty() ? null : (noticed.get(noticed.size() / 2) - start) / 1e6)
        .put("detectAllMs", all ? (noticed.get(noticed.size() - 1) - start) / 1e6 : null)
        .put("detectedBy", noticed.size());
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static void pause(long millis) throws InterruptedException {
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  private static List<Double> loadAverages() {
    try {
      var fields = Files.readString(Path.of("/proc/loadavg")).split(" ", 4);
      return Arrays.stream(fields, 0, 3).map(Double::valueOf).toList();
    } catch (IOException | NumberFormatException e) {
      return List.of();
    }
  }
}
