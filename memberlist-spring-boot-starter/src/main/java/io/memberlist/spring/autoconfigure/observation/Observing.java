package io.memberlist.spring.autoconfigure.observation;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.NodeDecorator;
import io.memberlist.spring.observation.JoinObservation;
import io.memberlist.spring.observation.LeaveObservation;
import io.memberlist.spring.observation.ObservedMemberlist;
import io.memberlist.spring.observation.ObservedMemberlist.Conventions;
import io.memberlist.spring.observation.SendObservation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Observes the node. Everything is looked up when it is needed: handlers of the registry may need
 * beans that need the node, and most applications start without any observation.
 */
final class Observing implements NodeDecorator {

  private final ObjectProvider<ObservationRegistry> registry;
  private final ObjectProvider<JoinObservation.Convention> join;
  private final ObjectProvider<LeaveObservation.Convention> leave;
  private final ObjectProvider<SendObservation.Convention> send;
  private final JoinBoard board;
  private @Nullable Conventions conventions;

  Observing(
      ObjectProvider<ObservationRegistry> registry,
      ObjectProvider<JoinObservation.Convention> join,
      ObjectProvider<LeaveObservation.Convention> leave,
      ObjectProvider<SendObservation.Convention> send,
      JoinBoard board) {
    this.registry = registry;
    this.join = join;
    this.leave = leave;
    this.send = send;
    this.board = board;
  }

  @Override
  public Memberlist apply(Memberlist node) {
    return new ObservedMemberlist(
        node, registry::getObject, this::conventions, () -> board.status().attempts());
  }

  private synchronized Conventions conventions() {
    if (conventions == null) {
      conventions =
          new Conventions(
              join.getIfAvailable(() -> new JoinObservation.Convention() {}),
              leave.getIfAvailable(() -> new LeaveObservation.Convention() {}),
              send.getIfAvailable(() -> new SendObservation.Convention() {}));
    }
    return conventions;
  }
}
