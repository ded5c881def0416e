package io.memberlist.sample;

import io.memberlist.Node;
import io.memberlist.spring.cluster.ReceivedClusterEvent;
import io.memberlist.spring.event.MessageReceivedEvent;
import io.memberlist.spring.event.NodeFailedEvent;
import io.memberlist.spring.event.NodeJoinedEvent;
import io.memberlist.spring.event.NodeLeftEvent;
import io.memberlist.spring.event.NodeUpdatedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What happened in the cluster: one line per event on standard output, and the latest for the page.
 */
@Component
class ClusterLog {

  private static final int KEPT = 50;

  /**
   * One event.
   *
   * @param at when it was seen
   * @param kind {@code joined}, {@code left}, {@code failed}, {@code updated}, {@code event} or
   *     {@code message}
   * @param text the rest of the line
   */
  record Entry(Instant at, String kind, String text) {}

  private final Deque<Entry> entries = new ArrayDeque<>();

  @EventListener
  void joined(NodeJoinedEvent event) {
    Node node = event.getNode();
    add("joined", node.name() + " " + node.addressText());
  }

  @EventListener
  void left(NodeLeftEvent event) {
    add(event instanceof NodeFailedEvent ? "failed" : "left", event.getNode().name());
  }

  @EventListener
  void updated(NodeUpdatedEvent event) {
    add("updated", event.getNode().name() + " " + event.getTags());
  }

  @EventListener
  void noted(ReceivedClusterEvent<Note> received) {
    add("event", received.getOrigin() + ": " + received.getEvent().text());
  }

  @EventListener
  void message(MessageReceivedEvent event) {
    add("message", new String(event.getPayload(), StandardCharsets.UTF_8));
  }

  private void add(String kind, String text) {
    System.out.println(kind + " " + printable(text));
    synchronized (entries) {
      entries.addFirst(new Entry(Instant.now(), kind, text));
      if (entries.size() > KEPT) {
        entries.removeLast();
      }
    }
  }

  /**
   * Names and messages come from others: they must not start lines of their own or steer a
   * terminal.
   */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** The latest events, newest first. */
  List<Entry> latest() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }
}
