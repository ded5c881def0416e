package io.memberlist.spring.ui;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.ProbeTrace;
import io.memberlist.ProbeTrace.Outcome;
import io.memberlist.TrafficObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees the messages of the nodes of this process while somebody watches, and picks some of them for
 * the picture (L-40, L-42, L-43).
 */
final class Traffic {

  /** What the picture lets pass between the parts of a probe that failed. */
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(450);

  /**
   * A probe nobody answered.
   *
   * @param end epoch milliseconds
   */
  record Failure(String by, ProbeTrace trace, long end) {}

  private final Sightings sightings = new Sightings();
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final Map<Memberlist, Watcher> watched = new IdentityHashMap<>();
  private volatile boolean sampling;
  private long lastNanos = System.nanoTime();

  /**
   * Sees to it that every view is watched, also those that came since the last call.
   *
   * @param sample whether somebody wants to see single messages
   */
  synchronized void watch(ClusterViews views, boolean sample) {
    sampling = sample;
    var current = new IdentityHashMap<Memberlist, Watcher>();
    for (var view : views.views()) {
      var known = watched.remove(view.memberlist());
      var watcher = known == null ? new Watcher(view.name(), views.all()) : known;
      if (known == null) {
        view.memberlist().observe(watcher);
      }
      current.put(view.memberlist(), watcher);
    }
    watched.keySet().forEach(gone -> gone.observe(null));
    watched.clear();
    watched.putAll(current);
  }

  /** Nobody watches any more. */
  synchronized void end() {
    sampling = false;
    watched.keySet().forEach(memberlist -> memberlist.observe(null));
    watched.clear();
    sightings.take();
    failures.clear();
  }

  /** Probes nobody answered since the last call. */
  List<Failure> failures() {
    var taken = new ArrayList<Failure>();
    for (var failure = failures.poll(); failure != null; failure = failures.poll()) {
      taken.add(failure);
    }
    return taken;
  }

  /**
   * Data of a {@code traffic} event with what was seen since the last call; null if nothing was.
   *
   * @param now epoch milliseconds
   */
  @Nullable String sample(ClusterViews views, long now) {
    long nanos = System.nanoTime();
    long begin = lastNanos;
    lastNanos = nanos;
    var taken = sightings.take();
    var shown = named(taken.kept(), views);
    if (shown.isEmpty()) {
      return null;
    }
    long beginMillis = now - TimeUnit.NANOSECONDS.toMillis(nanos - begin);
    return TrafficSample.json(beginMillis, begin, shown.size() + taken.lost(), shown);
  }

  /** Both ends by name, each message once; what comes from strangers is left out. */
  private static List<Sighting> named(List<Sighting> seen, ClusterViews views) {
    var own = views.views().stream().map(ClusterViews.View::name).toList();
    var names = new Names(views.views().get(0).memberlist().allNodes());
    return seen.stream()
        .map(one -> one.named(names.of(one)))
        .filter(one -> one.from() != null && one.to() != null)
        .filter(one -> !one.heard() || !own.contains(one.from()))
        .toList();
  }

  /** Who has which address. */
  private static final class Names {

    private final Map<InetSocketAddress, String> byAddress = new HashMap<>();
    private final Map<InetAddress, List<String>> byHost = new HashMap<>();

    Names(List<Node> nodes) {
      for (var node : nodes) {
        byAddress.put(node.address(), node.name());
        byHost
            .computeIfAbsent(node.address().getAddress(), host -> new ArrayList<>())
            .add(node.name());
      }
    }

    /** A stream has a port of its own: it is the member's that is the only one of its host. */
    @Nullable String of(Sighting seen) {
      var address = seen.address();
      if (address == null) {
        return null;
      }
      var name = byAddress.get(address);
      if (name != null || !seen.heard() || seen.kind() != Sighting.EXCHANGE) {
        return name;
      }
      var ofHost = byHost.getOrDefault(address.getAddress(), List.of());
      return ofHost.size() == 1 ? ofHost.get(0) : null;
    }
  }

  /** Writes down what one node sees, on its threads. */
  private final class Watcher implements TrafficObserver {

    private final String own;
    private final boolean all;

    Watcher(String own, boolean all) {
      this.own = own;
      this.all = all;
    }

    @Override
    public void sent(Kind kind, @Nullable String peer, InetSocketAddress to, int bytes) {
      switch (kind) {
        case GOSSIP -> add(Sighting.GOSSIP, own, peer, to, false);
        case EXCHANGE -> add(Sighting.EXCHANGE, own, peer, to, false);
        case APPLICATION -> add(Sighting.USER, own, peer, to, false);
        default -> {} // the trace of the probe tells it, with its outcome
      }
    }

    @Override
    public void received(Kind kind, @Nullable String peer, InetSocketAddress from, int bytes) {
      switch (kind) {
        case PING -> add(Sighting.PING, peer, own, from, true);
        case INDIRECT_PING -> add(Sighting.INDIRECT, peer, own, from, true);
        case GOSSIP -> add(Sighting.GOSSIP, peer, own, from, true);
        case EXCHANGE -> add(Sighting.EXCHANGE, peer, own, from, true);
        case APPLICATION -> add(Sighting.USER, peer, own, from, true);
        default -> {}
      }
    }

    private void add(
        char kind,
        @Nullable String from,
        @Nullable String to,
        InetSocketAddress address,
        boolean heard) {
      if (sampling) {
        sightings.add(new Sighting(System.nanoTime(), kind, from, to, address, heard, true));
      }
    }

    @Override
    public void probed(ProbeTrace trace) {
      long now = System.nanoTime();
      if (trace.outcome() == Outcome.UNANSWERED) {
        failures.add(new Failure(own, trace, System.currentTimeMillis()));
      }
      if (!sampling || trace.outcome() == Outcome.NOT_SENT) {
        return;
      }
      probe(now, Sighting.PING, own, trace.target(), trace.outcome() == Outcome.ANSWERED);
      for (var helper : trace.helpers()) {
        probe(now + STEP_NANOS, Sighting.INDIRECT, own, helper, true);
        if (all && trace.outcome() == Outcome.UNANSWERED) {
          probe(now + 2 * STEP_NANOS, Sighting.INDIRECT, helper, trace.target(), false);
        }
      }
    }

    private void probe(long nanos, char kind, String from, String to, boolean arrived) {
      sightings.add(new Sighting(nanos, kind, from, to, null, false, arrived));
    }
  }
}
