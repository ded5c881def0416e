package io.memberlist.sample.demo;

import io.memberlist.NodeMetadataException;
import io.memberlist.Tags;
import io.memberlist.sample.Note;
import io.memberlist.spring.cluster.ClusterEventPublisher;
import io.memberlist.spring.ui.Recorders;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;

/**
 * What a visitor may do to the demo nodes (page.md, section 13). Commands are checked at once and
 * carried out one after the other on a thread of their own; what they cause shows on the page.
 */
final class DemoCommands implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(DemoCommands.class);
  private static final int PER_SECOND = 20;
  private static final Duration MOST_PAUSE = Duration.ofSeconds(60);
  private static final Duration MOST_DELAY = Duration.ofSeconds(5);
  private static final double MOST_LOSS = 0.9;
  private static final int MOST_TAG_BYTES = 512;
  private static final int MOST_TEXT = 200;

  private final DemoNodes nodes;
  private final DemoKeys keys;
  private final Recorders recorders;
  private final ClusterEventPublisher publisher;
  private final ExecutorService worker = Executors.newSingleThreadExecutor(DemoCommands::thread);
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(DemoCommands::thread);
  private final Deque<Long> lately = new ArrayDeque<>();

  DemoCommands(
      DemoNodes nodes, DemoKeys keys, Recorders recorders, ClusterEventPublisher publisher) {
    this.nodes = nodes;
    this.keys = keys;
    this.recorders = recorders;
    this.publisher = publisher;
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "demo-commands");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts nodes; their names. */
  List<String> add(int count) {
    limit();
    if (count < 1 || nodes.all().size() + count > DemoNodes.LIMIT) {
      throw new RefusedException(
          HttpStatus.CONFLICT, "at most " + DemoNodes.LIMIT + " demo nodes are possible");
    }
    var started = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      started.add(nodes.add());
    }
    started.forEach(name -> say(null, "added " + name));
    return started;
  }

  void kill(String name) {
    var node = running(name);
    run(
        "killed " + name,
        name,
        () -> {
          recorders.killed(name);
          node.kill();
        });
  }

  void leave(String name) {
    var node = running(name);
    run("let " + name + " leave", name, node::leave);
  }

  void pause(String name, Duration time) {
    var node = running(name);
    check(time, Duration.ofSeconds(1), MOST_PAUSE, "for");
    run("paused " + name + " for " + time.toMillis() / 1000.0 + " s", name, node::pause);
    timers.schedule(node::resume, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  void resume(String name) {
    var node = running(name);
    run("let " + name + " go on", null, node::resume);
  }

  void slow(String name, Duration delay, double loss) {
    var node = running(name);
    check(delay, Duration.ZERO, MOST_DELAY, "delay");
    if (!(loss >= 0 && loss <= MOST_LOSS)) {
      throw new RefusedException(HttpStatus.BAD_REQUEST, "loss must be 0 to " + MOST_LOSS);
    }
    var slowness = new DemoLink.Slowness(delay, loss);
    var text =
        slowness.equals(DemoLink.Slowness.NONE)
            ? "made " + name + " quick again"
            : "slowed " + name + " down by " + delay.toMillis() + " ms";
    run(text, null, () -> node.slow(slowness));
  }

  void start(String name) {
    limit();
    var node = node(name);
    if (node.running()) {
      throw new RefusedException(HttpStatus.CONFLICT, name + " runs");
    }
    run("started " + name + " again", name, () -> node.start(nodes.seeds()));
  }

  void tags(String name, Map<String, String> tags) {
    var node = running(name);
    int bytes = Tags.encode(tags).length;
    if (bytes > MOST_TAG_BYTES) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST,
          "the tags need " + bytes + " bytes, there is room for " + MOST_TAG_BYTES);
    }
    run("changed the tags of " + name, null, () -> tag(node, tags));
  }

  private static void tag(DemoNode node, Map<String, String> tags) {
    try {
      node.tag(tags);
    } catch (NodeMetadataException e) {
      log.info("Tags of {} were refused: {}", node.name(), e.getMessage());
    }
  }

  /** Cuts the network into groups, or into two halves if none are given. */
  void cut(List<List<String>> wanted) {
    limit();
    var groups = wanted.isEmpty() ? halves() : wanted;
    var ports = nodes.ports();
    var seen = new LinkedHashSet<String>();
    for (var group : groups) {
      for (var name : group) {
        if (!ports.containsKey(name) || !seen.add(name)) {
          throw new RefusedException(HttpStatus.BAD_REQUEST, name + " is unknown or in two groups");
        }
      }
    }
    nodes.network().cut(groups, ports);
    say(
        null,
        groups.stream()
            .map(group -> String.join(", ", group))
            .collect(Collectors.joining(" | ", "cut the network: ", "")));
  }

  private List<List<String>> halves() {
    var names = List.copyOf(nodes.ports().keySet());
    int half = (names.size() + 1) / 2;
    return List.of(names.subList(0, half), names.subList(half, names.size()));
  }

  void heal() {
    limit();
    nodes.network().heal();
    recorders.healed();
    say(null, "healed the network");
  }

  /**
   * Sends a cluster event.
   *
   * @param name of the node that sends it; the application's own may
   * @return its id
   */
  String event(@Nullable String name, @Nullable String text) {
    var own = nodes.own().config().name();
    var node = name == null || name.equals(own) ? null : running(name);
    if (node == null) {
      limit();
    }
    if (text == null || text.isBlank() || text.length() > MOST_TEXT) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST, "an event has 1 to " + MOST_TEXT + " characters of text");
    }
    say(null, "sent an event from " + (node == null ? own : node.name()));
    var note = new Note(text);
    return node == null ? publisher.publish(note) : node.publish(note);
  }

  /** One step of changing the key of the cluster. */
  DemoKeys.Done rotate(@Nullable String step) {
    limit();
    var done = keys.step(step);
    recorders.note(
        "key",
        null,
        "%s key %s on %d nodes".formatted(done.step().done(), done.fingerprint(), done.nodes()));
    return done;
  }

  /** The step that is possible now; null without encryption. */
  @Nullable String nextKeyStep() {
    var next = keys.next();
    return next == null ? null : next.text();
  }

  private DemoNode node(String name) {
    if (name.equals(nodes.own().config().name())) {
      throw new RefusedException(HttpStatus.CONFLICT, name + ": this node serves the page");
    }
    return nodes
        .find(name)
        .orElseThrow(
            () -> new RefusedException(HttpStatus.NOT_FOUND, "there is no demo node " + name));
  }

  private DemoNode running(String name) {
    limit();
    var node = node(name);
    if (!node.running()) {
      throw new RefusedException(HttpStatus.CONFLICT, name + " does not run");
    }
    return node;
  }

  private static void check(Duration time, Duration least, Duration most, String field) {
    if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST,
          field + " must be " + least.toMillis() + "ms to " + most.toMillis() + "ms");
    }
  }

  /** Carries out what a visitor wanted; an incident begins with it if it is one of a node. */
  private void run(String text, @Nullable String name, Runnable command) {
    say(name, text);
    worker.execute(
        () -> {
          try {
            command.run();
          } catch (RuntimeException e) {
            log.error("A command of the page failed: {}", text, e);
          }
        });
  }

  private void say(@Nullable String node, String text) {
    recorders.note("control", node, text);
  }

  /** At most so many commands a second (L-61). */
  private void limit() {
    long now = System.nanoTime();
    synchronized (lately) {
      while (!lately.isEmpty() && now - lately.getFirst() > TimeUnit.SECONDS.toNanos(1)) {
        lately.removeFirst();
      }
      if (lately.size() >= PER_SECOND) {
        throw new RefusedException(
            HttpStatus.TOO_MANY_REQUESTS, "at most " + PER_SECOND + " commands a second");
      }
      lately.addLast(now);
    }
  }

  @Override
  public void destroy() {
    worker.shutdownNow();
    timers.shutdownNow();
  }
}
