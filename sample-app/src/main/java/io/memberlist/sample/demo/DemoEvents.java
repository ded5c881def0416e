package io.memberlist.sample.demo;

import io.memberlist.Memberlist;
import io.memberlist.broadcast.ClusterBroadcastOptions;
import io.memberlist.sample.Note;
import io.memberlist.spring.cluster.ClusterEventCodec;
import io.memberlist.spring.cluster.ClusterEventTypes;
import io.memberlist.spring.cluster.ClusterEvents;
import io.memberlist.spring.cluster.ReceivedClusterEvent;
import io.memberlist.spring.cluster.RecordClusterEventCodec;
import io.memberlist.spring.ui.Recorders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;

/**
 * Cluster events among the nodes of this process. Each gets one line in the time line: how many of
 * those that look have received it, as soon as all have, or after some seconds.
 */
final class DemoEvents implements DisposableBean {

  private static final int KEPT = 64;
  private static final int WAITING = 1024;
  private static final long PATIENCE_SECONDS = 5;

  /** Who has received one event. */
  private static final class Tally {
    private final String origin;
    private final String text;
    private final Set<String> known = new TreeSet<>();
    private boolean done;

    Tally(String origin, String text) {
      this.origin = origin;
      this.text = text;
    }
  }

  private final Recorders recorders;
  private final Supplier<Memberlist> own;
  private final Supplier<List<String>> observers;
  private final List<ClusterEventCodec> codecs;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DemoEvents::thread);
  private final ThreadPoolExecutor background =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), DemoEvents::thread);

  /**
   * Hears nothing yet.
   *
   * @param own the application's node; looked up when it is needed
   * @param observers names of the nodes that look at the moment
   * @param codecs those of the application
   */
  DemoEvents(
      Recorders recorders,
      Supplier<Memberlist> own,
      Supplier<List<String>> observers,
      List<ClusterEventCodec> codecs) {
    this.recorders = recorders;
    this.own = own;
    this.observers = observers;
    this.codecs = new ArrayList<>(codecs);
    this.codecs.add(new RecordClusterEventCodec());
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "demo-events");
    thread.setDaemon(true);
    return thread;
  }

  /** The events of one demo node, which are given to its view. */
  ClusterEvents of(String name, Supplier<Memberlist> node) {
    return new ClusterEvents(
        node,
        new ClusterEventTypes(List.of(Note.class)),
        codecs,
        ClusterBroadcastOptions.DEFAULT,
        true,
        event -> {
          if (event instanceof ReceivedClusterEvent<?> received
              && received.getEvent() instanceof Note note) {
            received(name, received.getId(), received.getOrigin(), note.text());
          }
        },
        background);
  }

  /** The application's own node has received one. */
  @EventListener
  void received(ReceivedClusterEvent<Note> received) {
    received(
        own.get().config().name(),
        received.getId(),
        received.getOrigin(),
        received.getEvent().text());
  }

  private synchronized void received(String view, String id, String origin, String text) {
    var tally = tallies.get(id);
    if (tally == null) {
      tally = new Tally(origin, text);
      tallies.put(id, tally);
      if (tallies.size() > KEPT) {
        tallies.remove(tallies.keySet().iterator().next());
      }
      var open = tally;
      timer.schedule(() -> finish(open, observers.get()), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    tally.known.add(view);
    var looking = observers.get();
    if (tally.known.containsAll(looking)) {
      finish(tally, looking);
    }
  }

  private synchronized void finish(Tally tally, List<String> looking) {
    if (!tally.done) {
      tally.done = true;
      long reached = looking.stream().filter(tally.known::contains).count();
      recorders.note(
          "event",
          tally.origin,
          "sent “" + tally.text + "”, received by " + reached + " of " + looking.size());
    }
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
    background.shutdownNow();
  }
}
