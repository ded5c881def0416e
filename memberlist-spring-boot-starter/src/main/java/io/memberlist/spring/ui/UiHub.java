package io.memberlist.spring.ui;

import io.memberlist.Node;
import io.memberlist.spring.autoconfigure.JoinStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the open pages and tells them what changes. While no page is open there is no thread, no
 * timer and no sampling (L-40). Its thread is the only one that touches feeds and numbers; pages
 * are written to by threads of their own and never hold up anybody.
 */
public final class UiHub {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.ui");
  private static final long TICK_MILLIS = 250;
  private static final int TICKS_PER_SECOND = 4;
  private static final int ABORTS = 10;

  private final ClusterViews views;
  private final Recorders recorders;
  private final PageHead head;
  private final Supplier<JoinStatus> join;
  private final Clock clock;
  private final int maxClients;
  private final String instance = String.format("%08x", ThreadLocalRandom.current().nextInt());

  private final Object lock = new Object();
  private final List<PageClient> clients = new ArrayList<>();
  private final List<PageClient> cutOff = new ArrayList<>();
  private @Nullable Running running;
  private boolean stopped;

  private final Map<String, ViewFeed> feeds = new LinkedHashMap<>();
  private final Traffic traffic = new Traffic();
  private final FrameRing ring = new FrameRing();
  private long seq;
  private int ticks;

  /** The threads that exist while a page is open. */
  private record Running(ScheduledExecutorService ticker, ExecutorService writers) {}

  /**
   * A hub without pages.
   *
   * @param views whose views there are
   * @param recorders what each of them was told
   * @param head what pages are told first
   * @param join how joining goes
   * @param maxClients pages open at once
   */
  public UiHub(
      ClusterViews views,
      Recorders recorders,
      PageHead head,
      Supplier<JoinStatus> join,
      Clock clock,
      int maxClients) {
    this.views = views;
    this.recorders = recorders;
    this.head = head;
    this.join = join;
    this.clock = clock;
    this.maxClients = maxClients;
  }

  /**
   * Opens a stream; returns at once.
   *
   * @param view whose view to show; the own node's if unknown or null
   * @param traffic whether the page wants to see single messages
   * @param lastEventId what the page has seen, as the browser sends it; null if nothing
   * @param sink where events go, on threads of the hub
   * @return false if there are too many pages or the hub has stopped: answer 503
   */
  public boolean open(
      @Nullable String view, boolean traffic, @Nullable String lastEventId, PageSink sink) {
    synchronized (lock) {
      clients.removeIf(PageClient::closed);
      if (stopped || clients.size() >= maxClients) {
        return false;
      }
      var threads = running == null ? start() : running;
      running = threads;
      var client = new PageClient(known(view), traffic, sink, threads.writers(), clock.millis());
      clients.add(client);
      threads.ticker().execute(() -> welcome(client, lastEventId));
      return true;
    }
  }

  private Running start() {
    var name = "memberlist-" + own().name() + "-ui";
    var ticker = Executors.newSingleThreadScheduledExecutor(task -> thread(name, task));
    var writers = Executors.newCachedThreadPool(task -> thread(name + "-writer", task));
    ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return new Running(ticker, writers);
  }

  private static Thread thread(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private ClusterViews.View own() {
    return views.views().get(0);
  }

  private String known(@Nullable String view) {
    return views.views().stream()
        .map(ClusterViews.View::name)
        .filter(name -> name.equals(view))
        .findFirst()
        .orElseGet(() -> own().name());
  }

  private void welcome(PageClient client, @Nullable String lastEventId) {
    long now = clock.millis();
    var first = new ArrayList<Frame>();
    first.add(new Frame(id(), "hello", head.json(instance, now, views)));
    var seen = EventId.after(lastEventId, instance);
    var missed = seen < 0 ? null : ring.since(seen, seq, client.view()).orElse(null);
    if (missed == null || !feeds.containsKey(client.view())) {
      first.add(state(client.view(), now));
    } else {
      first.addAll(missed);
    }
    client.begin(first, now);
  }

  private String id() {
    return instance + "-" + seq;
  }

  private Frame state(String name, long now) {
    var view = view(name);
    if (view == null) {
      return new Frame(id(), "state", "{}");
    }
    return new Frame(id(), "state", feed(view, now).state(name, past(), now));
  }

  private ClusterViews.@Nullable View view(String name) {
    return views.views().stream().filter(view -> view.name().equals(name)).findFirst().orElse(null);
  }

  private ViewFeed feed(ClusterViews.View view, long now) {
    return feeds.computeIfAbsent(
        view.name(),
        name ->
            new ViewFeed(
                recorders.of(name),
                new Rates(view.memberlist(), now),
                sections(view, view.memberlist().allNodes(), new Snapshot.Written())));
  }

  private Sections sections(ClusterViews.View view, List<Node> nodes, Snapshot.Written written) {
    var sections = Snapshot.of(view, nodes, scores(), written);
    if (view.name().equals(own().name())) {
      sections.fields().put("join", JoinJson.of(join.get()));
    }
    if (views.all()) {
      sections.fields().putAll(recorders.spread().fields());
    }
    return sections;
  }

  /** Health scores of the nodes whose views these are, as far as they look. */
  private Map<String, Integer> scores() {
    var scores = new LinkedHashMap<String, Integer>();
    views.views().stream()
        .filter(ClusterViews.View::observing)
        .forEach(view -> scores.put(view.name(), view.memberlist().healthScore()));
    return scores;
  }

  /** The state of a view as one JSON object, for {@code GET state}. */
  public String stateJson(@Nullable String view) {
    long now = clock.millis();
    var chosen = view(known(view));
    if (chosen == null) {
      return "{}";
    }
    var recorder = recorders.of(chosen.name());
    return new ViewFeed(
            recorder,
            new Rates(chosen.memberlist(), now),
            sections(chosen, chosen.memberlist().allNodes(), new Snapshot.Written()))
        .state(chosen.name(), past(), now);
  }

  /** How the last changes spread; null if one view cannot know that. */
  private @Nullable String past() {
    return views.all() ? recorders.spread().past() : null;
  }

  private void tick() {
    try {
      long now = clock.millis();
      boolean second = ++ticks % TICKS_PER_SECOND == 0;
      var current = current();
      var idle = current.stream().filter(PageClient::idle).toList();
      if (views.all()) {
        recorders.spread().update(views, recorders);
      }
      if (head.traffic()) {
        showTraffic(current, idle, now);
      }
      for (var name : current.stream().map(PageClient::view).distinct().toList()) {
        publish(name, current, now);
        if (second) {
          rate(name, idle, now);
        }
      }
      cutOff.removeIf(client -> !client.stuck());
      cutOff.forEach(PageClient::abort);
      current.forEach(client -> look(client, now));
      stopIfUnwatched();
    } catch (RuntimeException e) {
      log.error("The live page could not be brought up to date", e);
    }
  }

  private List<PageClient> current() {
    synchronized (lock) {
      clients.removeIf(PageClient::closed);
      return List.copyOf(clients);
    }
  }

  /** Tells of single messages those who want to see them and have read all they were sent. */
  private void showTraffic(List<PageClient> current, List<PageClient> idle, long now) {
    boolean wanted = current.stream().anyMatch(PageClient::traffic);
    traffic.watch(views, wanted);
    traffic.failures().forEach(recorders::unanswered);
    var data = wanted ? traffic.sample(views, now) : null;
    if (data != null) {
      var frame = new Frame(null, "traffic", data);
      idle.stream().filter(PageClient::traffic).forEach(client -> client.offer(frame, now));
    }
  }

  /** Tells how many messages there were in the last second. */
  private void rate(String name, List<PageClient> idle, long now) {
    var feed = feeds.get(name);
    if (feed != null) {
      var rates = new Frame(null, "rates", feed.rates().sample(now));
      of(name, idle).forEach(client -> client.offer(rates, now));
    }
  }

  private void publish(String name, List<PageClient> current, long now) {
    var view = view(name);
    if (view == null) {
      return;
    }
    var feed = feed(view, now);
    var nodes = view.memberlist().allNodes();
    feed.noteConfirmations(view, nodes, now);
    var sections = sections(view, nodes, feed.written());
    sendAll(name, current, "log", feed.log(name, now), now);
    for (var story : feed.changedStories()) {
      sendAll(name, current, "story", story, now);
    }
    sendAll(name, current, "patch", feed.patch(sections, now), now);
  }

  private void sendAll(
      String view, List<PageClient> current, String event, @Nullable String data, long now) {
    if (data == null) {
      return;
    }
    seq++;
    var frame = new Frame(id(), event, data);
    ring.add(seq, view, frame);
    of(view, current).forEach(client -> client.offer(frame, now));
  }

  private static List<PageClient> of(String view, List<PageClient> clients) {
    return clients.stream().filter(client -> client.view().equals(view)).toList();
  }

  private void look(PageClient client, long now) {
    if (client.old(now)) {
      client.renew(now);
    }
    if (client.tooSlow(now)) {
      client.dismiss(now);
      if (client.closed()) {
        cutOff.add(client);
      }
    } else if (client.caughtUp()) {
      client.offer(state(client.view(), now), now);
    } else {
      client.heartbeat(now);
    }
  }

  private void stopIfUnwatched() {
    synchronized (lock) {
      clients.removeIf(PageClient::closed);
      if (clients.isEmpty() && cutOff.isEmpty()) {
        end();
      }
    }
  }

  private void end() {
    if (running != null) {
      running.ticker().execute(traffic::end); // after the tick that may be running
      running.ticker().shutdown();
      running.writers().shutdown();
      running = null;
      feeds.clear();
    }
  }

  /** Says goodbye to every page and takes no further ones; returns when they are closed. */
  public void stop() {
    ExecutorService writers;
    List<PageClient> open;
    synchronized (lock) {
      stopped = true;
      open = List.copyOf(clients);
      clients.clear();
      writers = running == null ? null : running.writers();
      var bye = new Frame(null, "bye", "{\"reason\":\"shutdown\"}");
      open.forEach(client -> client.end(bye, clock.millis()));
      end();
    }
    if (writers != null) {
      awaitEnd(writers, open);
    }
  }

  private static void awaitEnd(ExecutorService writers, List<PageClient> open) {
    try {
      boolean ended = writers.awaitTermination(1, TimeUnit.SECONDS);
      for (int i = 0; i < ABORTS && !ended; i++) {
        open.forEach(PageClient::abort);
        ended = writers.awaitTermination(50, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether pages are taken; they are until {@link #stop()}. */
  public void accept(boolean accept) {
    synchronized (lock) {
      stopped = !accept;
    }
  }

  /** Whether no further page can be opened now. */
  public boolean full() {
    synchronized (lock) {
      clients.removeIf(PageClient::closed);
      return stopped || clients.size() >= maxClients;
    }
  }

  /** Number of open pages. */
  public int openPages() {
    synchronized (lock) {
      clients.removeIf(PageClient::closed);
      return clients.size();
    }
  }
}
